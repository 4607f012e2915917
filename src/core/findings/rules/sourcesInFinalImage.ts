import { OTHERS_FILES } from '../othersFiles.ts';
import type { Rule } from '../rule.ts';
import { are, filesText, pathsText } from '../sentences.ts';

/** What compilers read and what they leave beside their result. Of languages that run from their sources, none. */
const KINDS: Readonly<Record<string, { readonly what: string; readonly names: readonly string[] }>> = {
  c: { what: 'C and C++ sources', names: ['*.c', '*.cc', '*.cpp', '*.cxx', '*.h', '*.hpp'] },
  go: { what: 'Go sources', names: ['*.go'] },
  rust: { what: 'Rust sources', names: ['*.rs'] },
  java: { what: 'Java and Kotlin sources', names: ['*.java', '*.kt'] },
  objects: {
    what: 'what compilers left over',
    names: [
      ...['*.o', '*.obj', '*.gcda', '*.gcno', 'CMakeFiles', 'target/debug', 'target/release/build'],
      ...['target/release/deps', 'target/release/incremental', 'target/release/.fingerprint'],
    ],
  },
};

/** Other rules know what lies there. */
const TOOLS = ['!usr/include', '!usr/local/include', '!usr/lib', '!usr/lib64', '!usr/local/lib', '!usr/share'];
const CODE_TREES = ['!usr/src/linux-headers-*', '!usr/src/kernels', '!opt/conda'];

export const sourcesInFinalImage: Rule = {
  name: 'sources-in-final-image',
  title: 'Sources left in the final image',
  severity: 'info',
  sees: {
    by: 'path',
    kinds: Object.entries(KINDS).map(([kind, { names }]) => ({
      kind,
      paths: [...names.map((name) => `**/${name}`), ...OTHERS_FILES, ...TOOLS, ...CODE_TREES],
    })),
  },
  message: (sighting) =>
    `${filesText(sighting)} ${are(sighting.files)} ${KINDS[sighting.kind].what}, which the finished image runs without: ${pathsText(sighting)}`,
  advice: () => 'Build in a stage of its own and COPY --from it only the result.',
};
