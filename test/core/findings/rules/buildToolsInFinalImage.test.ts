import { expect, it } from 'vitest';
import { findings } from '../../../../src/core/findings/findings.ts';
import { findSightings } from '../../../../src/core/findings/findSightings.ts';
import { buildToolsInFinalImage as rule } from '../../../../src/core/findings/rules/buildToolsInFinalImage.ts';
import { file } from '../../../support/members.ts';
import { kindSeen, said, treeOf } from '../seen.ts';

it.each<[string, string | null]>([
  ['usr/lib/gcc/x86_64-linux-gnu/12/cc1plus', 'c-compiler'],
  ['usr/libexec/gcc/x86_64-alpine-linux-musl/13.2.1/cc1', 'c-compiler'],
  ['usr/bin/x86_64-linux-gnu-ld.bfd', 'c-compiler'],
  ['usr/bin/g++-12', 'c-compiler'],
  ['usr/lib/llvm-15/bin/clang', 'c-compiler'],
  ['usr/lib/x86_64-linux-gnu/libgcc_s.so.1', null],
  ['usr/lib/x86_64-linux-gnu/libstdc++.so.6', null],
  ['usr/lib/x86_64-linux-gnu/libLLVM-15.so.1', null],
  ['usr/bin/ld.so', null],
  ['usr/bin/aspell', null],
  ['usr/include/stdio.h', 'headers'],
  ['usr/src/linux-headers-6.1.0/Makefile', 'headers'],
  ['usr/lib/x86_64-linux-gnu/libc.a', 'static-libraries'],
  ['usr/lib/x86_64-linux-gnu/crt1.o', 'static-libraries'],
  ['usr/lib/x86_64-linux-gnu/libc.so.6', null],
  ['usr/bin/make', 'make'],
  ['usr/share/cmake-3.25/Modules/FindZLIB.cmake', 'make'],
  ['usr/bin/git', 'git'],
  ['usr/lib/git-core/git-remote-http', 'git'],
  ['app/.gitignore', null],
  ['usr/local/go/bin/go', 'go'],
  ['usr/local/goreplay', null],
  ['root/.rustup/toolchains/stable-x86_64-unknown-linux-gnu/bin/rustc', 'rust'],
  ['usr/local/cargo/bin/ripgrep', null],
  ['usr/share/maven/lib/maven-core.jar', 'maven'],
  ['app/maven/x.jar', null],
  ['opt/gradle/lib/gradle-core.jar', 'gradle'],
  ['root/.cache/node-gyp/20.0.0/include/node/node.h', 'node-gyp'],
  ['usr/share/dotnet/sdk/8.0.100/dotnet.dll', 'dotnet-sdk'],
  ['usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.0/System.dll', null],
  ['usr/bin/perl', null],
  ['usr/lib/x86_64-linux-gnu/perl/5.36/CORE/perl.h', null],
  ['usr/bin/python3.11', null],
  ['usr/lib/jvm/java-17-openjdk-amd64/bin/javac', null],
])('%s: %s', (path, kind) => {
  expect(kindSeen(rule, path)).toBe(kind);
});

it('says what they are, and where', () => {
  expect(said(rule, [file('usr/lib/gcc/a/cc1', '123')])).toEqual([
    '3 B of C and C++ compilers and linkers are in the finished image: usr/lib/gcc',
  ]);
});

it('warns of compilers, and only tells of git', () => {
  const tree = treeOf([[file('usr/lib/gcc/a/cc1', 'x'.repeat(200_000)), file('usr/bin/git', 'x'.repeat(200_000))]]);
  const found = { sightings: findSightings(tree, { rules: [rule] }), shippedBytes: 400_000, mapped: null };
  expect(findings(found).map(({ kind, severity }) => `${kind} ${severity}`)).toEqual([
    'c-compiler warning',
    'git info',
  ]);
});
