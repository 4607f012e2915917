import { type Command, CommanderError } from 'commander';
import { Failure } from '../core/error.ts';
import { splitArguments } from './buildProgram.ts';
import { complain } from './complain.ts';
import { ExitCode, exitCodeOf } from './exitCode.ts';
import type { Io } from './io.ts';
import { program } from './program.ts';

const io: Io = process;

// Nothing is half-written when the user stops it: results are printed at the end.
process.once('SIGINT', () => {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K\u001b[?25h');
  process.exit(ExitCode.interrupted);
});
// A reader such as `head` has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.done);
  throw error;
});

void run(process.argv).then((code) => (process.exitCode = code));

async function run(argv: readonly string[]): Promise<number> {
  let code: number = ExitCode.done;
  const { own, builders } = splitArguments(argv);
  const root = program(io, (result) => (code = result), builders);
  for (const command of withCommands(root)) {
    command
      .exitOverride()
      .configureOutput({ outputError: (text) => complain(io, text.replace(/^error: /, '').trim()) });
  }
  try {
    await root.parseAsync(own);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    if (error instanceof Failure) {
      complain(io, error);
      return exitCodeOf(error.kind);
    }
    complain(io, `${String(error)}. This is a defect of Layerwise: please report it with the command you gave.`);
    return ExitCode.image;
  }
}

function withCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withCommands)];
}
