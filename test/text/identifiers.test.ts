import { expect, test } from 'vitest';
import { identifierParts, identifiersOf, terms } from '../../server/text/text.ts';

test.each([
  ['parseHTTPHeader_v2', ['parse', 'http', 'header', 'v', '2']],
  ['XMLHttpRequest', ['xml', 'http', 'request']],
  ['snake_case_name', ['snake', 'case', 'name']],
  ['größeÄndern', ['größe', 'ändern']],
  ['$', []],
])('%s has the parts %s', (name, parts) => {
  expect(identifierParts(name)).toEqual(parts);
});

test('identifiers keep their order and repeats', () => {
  expect(identifiersOf('const $a = b.c(b, 1);')).toEqual(['const', '$a', 'b', 'c', 'b']);
});

test('terms are the whole identifier and its parts, without words of the language', () => {
  expect(terms('const orderTotal = this.total')).toEqual(['ordertotal', 'order', 'total', 'total']);
});
