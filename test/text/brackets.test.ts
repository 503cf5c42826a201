import { expect, test } from 'vitest';
import { balanceOf, closedBy } from '../../server/text/brackets.ts';
import { lex } from '../../server/text/text.ts';

const balance = (text: string) => balanceOf(lex(text, 'typescript'));

test.each([
  ['f(a, [', ')]', ''],
  ['x = { a: (1) } + `${b(', '`)', ''],
  ['); }', '', ')}'],
  ["f('(') /* ( */ }", '', '}'],
])('%j leaves open %j and closes %j from before', (text, open, closed) => {
  expect([...balance(text).open].sort().join('')).toBe([...open].sort().join(''));
  expect(balance(text).closed.join('')).toBe(closed);
});

test.each([
  ['{ f(', ') }', [true, true]],
  ['{ f(', '}', [true, false]],
  ['{ if (x) {', '}', [true, false]],
  ['{ f(', ') } }', [true, true]],
  ['f(', '', [false]],
])('of what %j leaves open, %j closes from the outside in', (before, after, expected) => {
  expect(closedBy(balance(before).open, balance(after).closed)).toEqual(expected);
});
