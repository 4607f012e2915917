import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import type { Log } from 'sarif';
import { expect } from 'vitest';

/** The schema of SARIF’s committee, as @microsoft/jest-sarif has it. Of addresses it says no more than that they are some. */
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

/** A log that is valid, with addresses that are some. */
export function sarifLog(text: string): Log {
  const log = JSON.parse(text) as Log;
  expect(validate(log), JSON.stringify(validate.errors, null, 2)).toBe(true);
  for (const [, uri] of text.matchAll(/"(?:helpUri|uri|informationUri)": "(.*?)"/g)) {
    expect(() => new URL(uri, 'https://example.org/')).not.toThrow();
    expect(uri).toMatch(/^[\w%./:~-]+$/);
  }
  return log;
}
