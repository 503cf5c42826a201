/** How much of what a model writes belongs to a hole. */

import { expect, test } from 'vitest';
import { cutTo, isWhole, type Span } from '../../server/features/span.ts';

const span = (of: Span['of'], maxLines = 20, maxLength = 2_000): Span => ({
  of,
  maxLines,
  maxLength,
  language: 'typescript',
});

test.each([
  ['a;\nb;', 'a;'],
  ['\n  a;\nb;', '\n  a;'],
  ['a +\n  b;\nc', 'a +\n  b;'],
  ['list\n  .map(f)\n  .join();\nc', 'list\n  .map(f)\n  .join();'],
  ['() => {\n  a();\n});\nb();', '() => {\n  a();\n});'],
  ['{ a: 1,\n  b: 2 }\nnext', '{ a: 1,\n  b: 2 }'],
  ['`one\ntwo`\nthree', '`one\ntwo`'],
])('a line within an expression ends where what was begun ends: %j', (text, expected) => {
  expect(cutTo(text, span('line'))).toBe(expected);
  expect(isWhole(text, span('line'))).toBe(true);
  expect(isWhole(expected, span('line'))).toBe(false);
});

test('a body has its lines, but no more than allowed, and none that is broken off', () => {
  const body = 'if (a) {\n  b();\n}\nc();\nd();';
  expect(cutTo(body, span('lines'))).toBe(body);
  expect(cutTo(body, span('lines', 4))).toBe('if (a) {\n  b();\n}\nc();');
  expect(cutTo('a();\nif (b) {\n  c();\n', span('lines'))).toBe('a();');
  expect(cutTo('if (b) {\n  c(', span('lines'))).toBe('if (b) {\n  c(');
});

test('without several lines a completion ends with its first', () => {
  expect(cutTo('() => {\n  a();\n}', span('first line', 1))).toBe('() => {');
});

test.each([
  ['a();\nb(1);\nc();', 14, 'a();\nb(1);'],
  ['if (a) {\n  b();\n}\nc();', 12, 'if (a) {'],
  ['first + second', 10, 'first +'],
  ['unbreakable', 5, ''],
])('no more characters than allowed, and whole things of them: %j, %i', (text, most, expected) => {
  expect(cutTo(text, span('lines', 20, most))).toBe(expected);
  expect(isWhole(text, span('lines', 20, most))).toBe(true);
});
