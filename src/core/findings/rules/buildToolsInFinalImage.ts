import { bytesText } from '../../words/bytesText.ts';
import type { PathKind, Rule } from '../rule.ts';
import { placesText } from '../sentences.ts';

interface Tool extends PathKind {
  /** `212 MB of …`. */
  readonly what: string;
}

/**
 * What only builds, by the files that take the space. Interpreters and runtime libraries are none of it, nor is a whole JDK,
 * with which many run what a JRE would.
 */
const TOOLS: readonly Tool[] = [
  {
    kind: 'c-compiler',
    what: 'C and C++ compilers and linkers',
    paths: [
      ...[
        'usr/lib/gcc',
        'usr/libexec/gcc',
        'usr/bin/*-linux-gnu-*',
        'usr/bin/*-linux-musl-*',
        'usr/bin/gcc',
        'usr/bin/gcc-*',
      ],
      ...['usr/bin/g++', 'usr/bin/g++-*', 'usr/bin/cpp', 'usr/bin/cc', 'usr/bin/c++', 'usr/bin/as', 'usr/bin/ld'],
      ...['usr/bin/ld.bfd', 'usr/bin/ld.gold', 'usr/bin/ld.lld', 'usr/bin/clang', 'usr/bin/clang-*', 'usr/bin/clang++'],
      ...['usr/lib/llvm-№/bin', 'usr/lib/llvm-№/include', 'usr/lib/llvm-№/lib/clang', 'usr/lib/clang'],
    ],
  },
  {
    kind: 'headers',
    what: 'header files',
    paths: ['usr/include', 'usr/local/include', 'usr/src/linux-headers-*', 'usr/src/kernels'],
  },
  {
    kind: 'static-libraries',
    what: 'static libraries',
    paths: ['*.a', '*.o'].flatMap((name) =>
      ['usr/lib', 'usr/lib64', 'usr/lib/*', 'usr/local/lib'].map((folder) => `${folder}/${name}`),
    ),
  },
  {
    kind: 'make',
    what: 'make, CMake and their kin',
    paths: [
      ...['usr/bin/make', 'usr/bin/gmake', 'usr/bin/cmake', 'usr/bin/ctest', 'usr/bin/cpack', 'usr/bin/ninja'],
      ...[
        'usr/share/cmake',
        'usr/share/cmake-*',
        'usr/local/bin/cmake',
        'usr/local/share/cmake-*',
        'usr/share/autoconf',
      ],
      ...['usr/share/automake-*', 'usr/share/aclocal', 'usr/share/aclocal-*', 'usr/share/libtool', 'usr/share/bison'],
    ],
  },
  {
    kind: 'git',
    what: 'git',
    // Some programs fetch with it while they run.
    severity: 'info',
    paths: ['usr/bin/git', 'usr/lib/git-core', 'usr/libexec/git-core', 'usr/share/git-core', 'usr/share/gitweb'],
  },
  {
    kind: 'go',
    what: 'the Go toolchain',
    paths: ['usr/local/go', 'usr/lib/go', 'usr/lib/go-*', 'usr/share/go-*', 'usr/lib/golang'],
  },
  {
    kind: 'rust',
    what: 'the Rust toolchain',
    paths: [
      '**/.rustup/toolchains',
      'usr/local/rustup/toolchains',
      'usr/lib/rustlib',
      'usr/bin/rustc',
      'usr/bin/cargo',
    ],
  },
  { kind: 'maven', what: 'Maven', paths: ['usr/share/maven', 'opt/maven', 'opt/apache-maven-*'] },
  { kind: 'gradle', what: 'Gradle', paths: ['opt/gradle', 'opt/gradle-*', 'usr/share/gradle'] },
  { kind: 'node-gyp', what: "node-gyp's headers", paths: ['**/.cache/node-gyp', '**/.node-gyp'] },
  {
    kind: 'dotnet-sdk',
    what: 'the .NET SDK',
    paths: ['usr/share/dotnet/sdk', 'usr/lib/dotnet/sdk', 'usr/lib64/dotnet/sdk', '**/.dotnet/sdk'],
  },
];

const whatOf = new Map(TOOLS.map(({ kind, what }) => [kind, what]));

export const buildToolsInFinalImage: Rule = {
  name: 'build-tools-in-final-image',
  title: 'Build tools left in the final image',
  severity: 'warning',
  sees: { by: 'path', kinds: TOOLS.map(({ what: _, ...kind }) => kind) },
  message: (sighting) =>
    `${bytesText(sighting.bytes)} of ${whatOf.get(sighting.kind) ?? 'build tools'} are in the finished image: ${placesText(sighting)}`,
  advice: () =>
    'Build in a stage of its own and COPY --from it only what runs, or remove the tools in the RUN that installs them.',
};
