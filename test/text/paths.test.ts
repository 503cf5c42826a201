import { expect, test } from 'vitest';
import { languageOf, parsePosition } from '../../server/text/text.ts';

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
  ['Makefile', 'plaintext'],
])('%s is %s', (path, language) => {
  expect(languageOf(path)).toBe(language);
});
