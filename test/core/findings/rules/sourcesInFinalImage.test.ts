import { expect, it } from 'vitest';
import { sourcesInFinalImage as rule } from '../../../../src/core/findings/rules/sourcesInFinalImage.ts';
import { file } from '../../../support/members.ts';
import { kindSeen, said } from '../seen.ts';

it.each<[string, string | null]>([
  ['src/main.c', 'c'],
  ['app/lib/a.hpp', 'c'],
  ['build/main.go', 'go'],
  ['app/src/main.rs', 'rust'],
  ['app/src/main/java/App.java', 'java'],
  ['build/main.o', 'objects'],
  ['app/target/release/deps/libserde.rlib', 'objects'],
  ['app/target/debug/app', 'objects'],
  ['app/target/release/app', null],
  ['app/target/app.jar', null],
  ['usr/src/app/index.js', null],
  ['app/index.ts', null],
  ['app/main.py', null],
  ['app/config.ru', null],
  ['app/node_modules/sharp/src/common.cc', null],
  ['usr/local/lib/python3.12/site-packages/numpy/core/include/a.h', null],
  ['usr/local/bundle/gems/nokogiri-1.16/ext/a.c', null],
  ['go/pkg/mod/github.com/x/y@v1/y.go', null],
  ['usr/local/go/src/fmt/print.go', null],
  ['usr/include/stdio.h', null],
  ['usr/lib/x86_64-linux-gnu/crt1.o', null],
  ['usr/share/doc/x/examples/a.c', null],
])('%s: %s', (path, kind) => {
  expect(kindSeen(rule, path)).toBe(kind);
});

it('says what they are', () => {
  expect(said(rule, [file('src/a.go', '12'), file('src/b.go', '1')])).toEqual([
    '2 files (3 B) are Go sources, which the finished image runs without: src/a.go, src/b.go',
  ]);
});
