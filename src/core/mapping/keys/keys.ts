import type { RecordedInstruction } from '../history/recorded.ts';
import { copyEntryKeys, copyKeys } from './copy.ts';
import type { Key, Scope, Subject } from './key.ts';
import { runEntryKeys, runKeys } from './run.ts';
import { settingEntryKeys, settingKeys } from './settings.ts';

/**
 * All the ways in which builders write an instruction down, the most telling first.
 *
 * @param original its `originalText`
 */
export function subjectKeys(subject: Subject, original: string, scope: Scope): readonly Key[] {
  switch (subject.instruction) {
    case 'RUN':
      return runKeys(subject, original, scope);
    case 'ADD':
    case 'COPY':
      return copyKeys(subject, original, scope);
    default:
      return settingKeys(subject, original, scope);
  }
}

/** What a history entry wrote down, in the same form. */
export function entryKeys(recorded: RecordedInstruction): readonly string[] {
  switch (recorded.instruction) {
    case 'RUN':
      return runEntryKeys(recorded);
    case 'ADD':
    case 'COPY':
      return copyEntryKeys(recorded);
    default:
      return settingEntryKeys(recorded);
  }
}
