import type { Analysis, MappedDockerfile } from '../core/analysis.ts';
import { complain } from './complain.ts';
import { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';

/** Says on standard error what is wrong with image or Dockerfile though there is a result, and gives the exit code. */
export function tellProblems(analysis: Analysis, io: Io): ExitCode {
  for (const { failure } of analysis.failures) complain(io, failure);
  if (analysis.failures.length > 0) return ExitCode.image;
  return tellDockerfileProblems(analysis, io) ? ExitCode.usage : ExitCode.done;
}

function tellDockerfileProblems({ dockerfile: mapped, warnings }: Analysis, io: Io): boolean {
  const target = warnings.find(({ code }) => code === 'unknown-target');
  if (target !== undefined) {
    complain(io, `${target.message} Name one of its stages with --target.`);
    return true;
  }
  if (mapped === null || mapped.recorded) return false;
  const { path, dockerfile, mapping } = mapped;
  const problem = dockerfile.problems.at(0);
  const more = dockerfile.problems.length - 1;
  if (problem !== undefined) {
    const others = more > 0 ? `, and ${more} more` : '';
    complain(
      io,
      `${path}:${problem.line}: ${problem.message}${others}. Correct the Dockerfile; the rest of it is matched as far as it goes.`,
    );
    return true;
  }
  if (mapping.stepOfLayer.length === 0 || !seemsForeign(mapped)) return false;
  complain(
    io,
    `${path} seems to belong to another image: none of its instructions is in this one's history. Name the Dockerfile this image was built from with -f.`,
  );
  return true;
}

/** None of the instructions after a FROM is surely one of this image's. */
function seemsForeign({ dockerfile, mapping }: MappedDockerfile): boolean {
  const own = mapping.steps.filter(({ step }) => {
    const { instruction, stage } = dockerfile.steps[step];
    return instruction !== 'FROM' && stage !== null;
  });
  const sure = own.some(
    ({ confidence, evidence }) => evidence !== null && (confidence === 'exact' || confidence === 'high'),
  );
  return own.length > 0 && !sure;
}
