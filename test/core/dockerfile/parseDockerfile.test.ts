import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';

/** `line: message` of each problem. */
function problemsOf(text: string): readonly string[] {
  return parseDockerfile(text).problems.map(({ line, message }) => `${line}: ${message}`);
}

/** What stands between each step's offsets. */
function sourcesOf(text: string): readonly string[] {
  return parseDockerfile(text).steps.map(({ startOffset, endOffset }) => text.slice(startOffset, endOffset));
}

describe('the extent of a step', () => {
  it.each([
    ['indented', '  FROM a\n\tRUN b\n', ['FROM a', 'RUN b']],
    [
      'continued over a comment and an empty line',
      'FROM a\nRUN b \\\n# c\n\n  d\n',
      ['FROM a', 'RUN b \\\n# c\n\n  d'],
    ],
    [
      'with heredocs',
      'FROM a\nRUN <<A cat <<B\n1\nA\n2\nB\nUSER c',
      ['FROM a', 'RUN <<A cat <<B\n1\nA\n2\nB', 'USER c'],
    ],
    ['CRLF', 'FROM a\r\nRUN b \\\r\n c\r\n', ['FROM a', 'RUN b \\\r\n c']],
    ['byte order mark', '\ufeffFROM a\nUSER b', ['FROM a', 'USER b']],
    ['continued into nothing', 'FROM a\nRUN b \\\n# c\n', ['FROM a', 'RUN b \\\n# c']],
  ])('%s', (_, text, expected) => expect(sourcesOf(text)).toEqual(expected));

  it('counts lines as BuildKit does, at line feeds only', () => {
    const { steps } = parseDockerfile('FROM a\rb\u2028c\nUSER d');
    expect(steps.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

describe('an escape character', () => {
  it.each([
    ['alone on a line', 'FROM a\n\\\nRUN b', 'RUN b'],
    ['with blanks after it', 'FROM a\nRUN b \\ \t\n c', 'RUN b  c'],
    ['escaped', 'FROM a\nRUN b \\\\\nUSER c', 'RUN b \\\\'],
    ['other than the directive says', '# escape=`\nFROM a\nRUN c:\\\nUSER d', 'RUN c:\\'],
  ])('%s', (_, text, expected) => expect(parseDockerfile(text).steps[1]?.original).toBe(expected));
});

describe('heredocs', () => {
  it('have the file descriptor before them', () => {
    const { steps } = parseDockerfile('FROM a\nRUN cat 3<<A <<B\nA\nB\n');
    expect(steps[1]?.heredocs.map(({ fileDescriptor }) => fileDescriptor)).toEqual([3, 0]);
  });

  it.each([
    ['RUN <<$EOF', '$EOF', true],
    ["RUN <<eo'f'", 'eof', false],
    ["RUN <<eo\\'f", "eo'f", true],
    ['RUN <<"one two"', 'one two', false],
    ['RUN <<  EOF >x', 'EOF', true],
    ['RUN <<"e\\o"f', 'e\\of', false],
    ['RUN --mount=type=cache <<EOF', 'EOF', true],
  ])('are named in %j', (line, name, expand) => {
    const [, step] = parseDockerfile(`FROM a\n${line}\n${name}\n`).steps;
    expect(step?.heredocs).toMatchObject([{ name, expand, content: '' }]);
  });

  it.each([
    ['JSON', 'COPY ["<<EOF", "/x"]'],
    ['an instruction without heredocs', 'USER <<EOF'],
    ['quotes', 'RUN echo "<<EOF"'],
    ['a here-string', 'RUN cat <<<EOF'],
    ['a line that does not parse', "RUN echo ' <<EOF"],
  ])('are not in %s', (_, line) => {
    expect(parseDockerfile(`FROM a\n${line}\nUSER b`).steps.map(({ heredocs }) => heredocs.length)).toEqual([0, 0, 0]);
  });

  it('end before the next instruction while the terminator is not yet typed', () => {
    const text = 'FROM a\nRUN <<EOF\nhello\nfrom here\nCOPY . .\nUSER b';
    const { steps } = parseDockerfile(text);
    expect(steps.map(({ instruction, startLine, endLine }) => [instruction, startLine, endLine])).toEqual([
      ['FROM', 1, 1],
      ['RUN', 2, 4],
      ['COPY', 5, 5],
      ['USER', 6, 6],
    ]);
    expect(steps[1]?.heredocs).toMatchObject([{ name: 'EOF', content: 'hello\nfrom here\n' }]);
    expect(problemsOf(text)).toEqual(['2: unterminated heredoc']);
  });
});

describe('arguments', () => {
  it.each([
    ["ENV A='b\\' C=d", ['A', "'b\\'", '=', 'C', 'd', '=']],
    ['ENV A="b\\" c" D=e\\ f', ['A', '"b\\" c"', '=', 'D', 'e\\ f', '=']],
    ['CMD ["a\\ud800"]', ['a\ufffd']],
    ['CMD []', []],
    ['HEALTHCHECK NONE', ['NONE']],
    ['HEALTHCHECK CMD ["a", "b"]', ['CMD', 'a', 'b']],
    ['RUN -- --a', ['--a']],
    ['RUN --', []],
  ])('of %j', (line, expected) => expect(parseDockerfile(`FROM a\n${line}`).steps[1]?.args).toEqual(expected));
});

describe('ONBUILD', () => {
  it('has a trigger, and the heredocs', () => {
    const [, step] = parseDockerfile('FROM a\nONBUILD COPY --from=b <<EOF /c\nd\nEOF\n').steps;
    expect(step).toMatchObject({ instruction: 'ONBUILD', args: [], flags: [], heredocs: [{ content: 'd\n' }] });
    expect(step?.trigger).toMatchObject({
      instruction: 'COPY',
      flags: [{ name: 'from', value: 'b' }],
      args: ['<<EOF', '/c'],
      trigger: null,
    });
  });

  it('has none when nothing follows', () => {
    expect(parseDockerfile('FROM a\nONBUILD').steps[1]).toMatchObject({ instruction: 'ONBUILD', trigger: null });
  });
});

describe('problems', () => {
  it.each([
    ['', ['1: file with no instructions']],
    ['\ufeff# only a comment\n\n', ['1: file with no instructions']],
    ['ARG A=1\nRUN b', ['1: no FROM: there is no stage to build']],
    ['ARG A=1\nRUN b\nFROM c', ['2: RUN before the first FROM: only ARG may stand there']],
    ['FROM a\nRUM b', ['2: unknown instruction: RUM']],
    ['# escape=x\nFROM a', ["1: invalid escape token 'x' does not match ` or \\"]],
    ['# syntax=a\n# Syntax=b\nFROM a', ['2: only one syntax parser directive can be used']],
    ['FROM a\nENV B', ['2: ENV must have two arguments']],
    ['FROM a\nENV B=1 c', ['2: Syntax error - can\'t find = in "c". Must be of the form: name=value']],
    ['FROM a\nCMD ["b", 1]', ['2: when using JSON array syntax, arrays must be comprised of strings only']],
    ['FROM a\nONBUILD CMD [1]', ['2: when using JSON array syntax, arrays must be comprised of strings only']],
    ['FROM a\nRUN <<A\\', ['2: unterminated heredoc']],
    ['FROM', ['1: FROM requires either one or three arguments']],
    ['FROM a AS', ['1: FROM requires either one or three arguments']],
    ['FROM a AS 1b', [`1: invalid name for build stage: "1b", name can't start with a number or contain symbols`]],
    ['FROM ${A', ["1: syntax error: missing '}'"]],
  ])('%j', (text, expected) => expect(problemsOf(text)).toEqual(expected));

  it('do not take the rest away', () => {
    const { steps } = parseDockerfile('FROM a\nENV B=1 c D=2\nCMD [1]\nUSER e');
    expect(steps.map(({ args }) => args)).toEqual([['a'], ['B', '1', '=', 'D', '2', '='], ['[1]'], ['e']]);
  });

  it('keep an unknown instruction as a step', () => {
    const { steps, stages } = parseDockerfile('FROM a\nrum b');
    expect(steps[1]).toMatchObject({ instruction: 'RUM', stage: 0, original: 'rum b' });
    expect(stages[0]?.steps).toEqual([0, 1]);
  });
});

describe('directives', () => {
  it.each([
    ['# escape=`\nFROM a', { escape: '`' }],
    ['  # Syntax = a b \n# check=skip=all\nFROM a', { syntax: 'a b', check: 'skip=all' }],
    ['\ufeff# escape=`\nFROM a', { escape: '`' }],
    ['# syntax\n# escape=`\nFROM a', {}],
    ['#\n# escape=`\nFROM a', {}],
    ['FROM a\n# escape=`', {}],
  ])('%j', (text, expected) => expect(Object.fromEntries(parseDockerfile(text).directives)).toEqual(expected));
});
