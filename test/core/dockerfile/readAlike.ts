import { expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { Heredoc, Step, Trigger } from '../../../src/core/dockerfile/types.ts';
import type { Fixture, HeredocNode, Node } from './fixtures.ts';

export interface Expected {
  /** The line at which the refused files are wrong; their readings do not tell. */
  readonly errorLines: Readonly<Record<string, number>>;
  /** What BuildKit refuses after parsing. */
  readonly laterProblems: readonly string[];
}

/** A test for each of the fixtures: BuildKit and we read it alike. */
export function testReadings(fixtures: readonly Fixture[], { errorLines, laterProblems }: Expected): void {
  it.each(fixtures.filter(({ reading }) => reading.nodes))('$name', ({ text, reading }) => {
    const dockerfile = parseDockerfile(text);
    expect(dockerfile.steps.map(stepNode)).toEqual(reading.nodes?.map(plainNode));
    expect(dockerfile.escape).toBe(reading.esc);
    // BuildKit's list of directives, unlike its parser, does not see one behind a byte order mark.
    if (!text.startsWith('\ufeff')) expect(Object.fromEntries(dockerfile.directives)).toEqual(reading.directives);
  });

  it.each(fixtures.filter(({ reading }) => reading.err))('$name is refused', ({ name, text, reading }) => {
    expect(parseDockerfile(text).problems).toContainEqual({ line: errorLines[name], message: reading.err });
  });

  it('finds nothing wrong in what BuildKit accepts, but for what it refuses after parsing', () => {
    const accepted = fixtures.filter(({ reading }) => !reading.err);
    const problems = accepted.flatMap(({ name, text }) =>
      parseDockerfile(text).problems.map(({ line, message }) => `${name}:${line} ${message}`),
    );
    expect(problems).toEqual(laterProblems);
  });
}

function stepNode(step: Step): object {
  return { ...instructionNode(step), Start: step.startLine, End: step.endLine, Here: step.heredocs.map(heredocNode) };
}

function instructionNode({ instruction, flags, args, json, original, trigger }: Step | Trigger): object {
  return {
    Kw: instruction,
    Flags: flags.map(({ name, value }) => (value === '' ? `--${name}` : `--${name}=${value}`)),
    Args: args,
    JSON: json,
    Orig: original,
    Sub: trigger && { ...instructionNode(trigger), Start: 0, End: 0, Here: [] },
  };
}

function heredocNode({ name, content, expand, chomp }: Heredoc): HeredocNode {
  return { Name: name, Content: content, Expand: expand, Chomp: chomp };
}

/** Go's nil slices are empty lists; `Attr` says no more than `JSON`; we take `--chmod=` for `--chmod`. */
function plainNode({ Kw, Start, End, Flags, Args, JSON, Here, Orig, Sub }: Node): object {
  const flags = (Flags ?? []).map((flag) => flag.replace(/^(--[^=]+)=$/, '$1'));
  const lists = { Flags: flags, Args: Args ?? [], Here: Here ?? [] };
  return { Kw, Start, End, ...lists, JSON, Orig, Sub: Sub && plainNode(Sub) };
}
