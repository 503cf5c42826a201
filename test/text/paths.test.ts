import { expect, test } from 'vitest';
import { absolutePath, languageOf, parsePosition, pathFrom, relativePath } from '../../server/text/text.ts';

test.each([
  ['a.ts:3:4', { file: 'a.ts', position: { line: 3, column: 4 } }],
  ['a.ts:3', { file: 'a.ts', position: { line: 3, column: 1 } }],
  ['a.ts', { file: 'a.ts' }],
  ['C:\\a.ts:3:4', { file: 'C:\\a.ts', position: { line: 3, column: 4 } }],
  ['C:\\a.ts', { file: 'C:\\a.ts' }],
  ['c:/a b/ü.ts:12:1', { file: 'c:/a b/ü.ts', position: { line: 12, column: 1 } }],
  ['file:///c%3A/a%20b.ts:3:4', { file: 'c:/a b.ts', position: { line: 3, column: 4 } }],
  ['file:///home/a.ts:3:4', { file: '/home/a.ts', position: { line: 3, column: 4 } }],
  ['file://localhost/home/a.ts', { file: '/home/a.ts' }],
  ['file:///home/100%.ts:1:1', { file: '/home/100%.ts', position: { line: 1, column: 1 } }],
  ['weird:name.ts:3:4', { file: 'weird:name.ts', position: { line: 3, column: 4 } }],
  ['a.ts:0:4', undefined],
  ['a.ts:3:0', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  expect(parsePosition(text)).toEqual(expected);
});

test.each([
  ['a.ts', 'typescript'],
  ['a.d.MTS', 'typescript'],
  ['b.tsx', 'typescriptreact'],
  ['c.cjs', 'javascript'],
  ['d.pyi', 'python'],
  ['Makefile', 'makefile'],
  ['/x/Gemfile', 'ruby'],
  ['C:\\x\\MAIN.GO', 'go'],
  ['a.test.kts', 'kotlin'],
  ['.bashrc', 'shellscript'],
  ['go', 'plaintext'],
  ['a.unknown', 'plaintext'],
  ['', 'plaintext'],
])('%s is %s', (path, language) => {
  expect(languageOf(path)).toBe(language);
});

test.each([
  ['run', '#!/bin/bash\nls', 'shellscript'],
  ['run', '#!/usr/bin/env python3.12\n', 'python'],
  ['run', '#!/usr/bin/env -S node --test\n', 'javascript'],
  ['run', '#! /usr/local/bin/ruby', 'ruby'],
  ['run', '#!/usr/bin/awk -f', 'plaintext'],
  ['run.py', '#!/bin/sh', 'python'],
  ['a.h', '#include <stdio.h>\nint f(void);', 'c'],
  ['a.h', '#include <vector>\n', 'cpp'],
  ['a.h', 'namespace x {', 'cpp'],
  ['a.h', '/* a class of its own */', 'c'],
])('%s that begins %j is %s', (path, text, language) => {
  expect(languageOf(path, text)).toBe(language);
});

test.each([
  ['/home/a', 'src/b.ts', '/home/a/src/b.ts'],
  ['/', 'b.ts', '/b.ts'],
  ['C:\\home', 'src/b.ts', 'C:\\home\\src\\b.ts'],
])('within %s, %s is %s, and back', (root, path, whole) => {
  expect(absolutePath(path, root)).toBe(whole);
  expect(relativePath(whole, root)).toBe(path);
});

test.each([
  ['src/a.ts', 'src/b.ts', './b.ts'],
  ['src/a.ts', 'src/deep/b.ts', './deep/b.ts'],
  ['src/deep/a.ts', 'src/b.ts', '../b.ts'],
  ['a.ts', 'src/b.ts', './src/b.ts'],
  ['one/x/a.ts', 'two/x/b.ts', '../../two/x/b.ts'],
])('from %s to %s it is %s', (file, other, way) => {
  expect(pathFrom(file, other)).toBe(way);
});
