/** A longer line is cut: nobody reads it, and it must not fill the memory. */
const LONGEST_LINE = 64 * 1024;

export interface OutputLines {
  take(text: string): readonly string[];
  end(): readonly string[];
}

/** Cuts a text that comes in pieces into lines, without colours. Of a line that was written over the last state counts. */
export function outputLines(): OutputLines {
  let rest = '';
  return {
    take(text) {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
      return lines.map(lastState);
    },
    end() {
      const last = rest;
      rest = '';
      return last === '' ? [] : [lastState(last)];
    },
  };
}

/** What is left to see of a line. */
export function lastState(line: string): string {
  const states = line.replace(/\r+$/, '').split('\r');
  return (states.at(-1) ?? '').replaceAll(CONTROL_SEQUENCE, '').slice(0, LONGEST_LINE);
}

/** Colours, and moves of the cursor, of terminals. */
const CONTROL_SEQUENCE = /\u001b\[[\d;?]*[A-Za-z]/g;
