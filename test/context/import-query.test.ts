import { expect, test } from 'vitest';
import { placeWords } from '../../server/context/import-query.ts';

const unbound = (suffix: string, prefix = '', language = 'typescript'): string[] => [
  ...placeWords({ prefix, suffix, language }).unbound.keys(),
];

test.each([
  ["import { a } from './a';", false],
  ['for (const one of list) go(one);', false],
  ['from(source).pipe(map(of));', true],
  ['return from;', true],
])('whether %s names `from` or `of`: %s', (text, isUse) => {
  expect(unbound(text).some((name) => name === 'from' || name === 'of')).toBe(isUse);
});

test('members and keys are no names that an import would bring', () => {
  expect(unbound('order.total({ paid: now() });')).toEqual(['order', 'now']);
});

test('neither are what is declared here, what every file has, and names behind a path', () => {
  expect(unbound('const total = tax(total);')).not.toContain('total');
  expect(unbound('isinstance(order, str)', '', 'python')).toEqual(['order']);
  expect(unbound('Kind::Paid(order)', '', 'rust')).toEqual(['Kind', 'order']);
});

test.each([
  ['a parameter', 'handle(handler: Handler) {} use(handler);', ['handle', 'Handler', 'use']],
  ['an untyped parameter', 'on((event, { target }) => emit(event, target));', ['on', 'emit']],
  [
    'an optional parameter, not a choice',
    'f(is ? a : b); function g(by?: X) { by }',
    ['f', 'is', 'a', 'b', 'X'],
  ],
  ['a pattern', 'const { body, ...[rest] } = read(); send(body, rest);', ['read', 'send']],
  [
    'a choice and a case',
    'x = is ? YES : no; switch (x) { case NO: }',
    ['x', 'is', 'YES', 'no', 'switch', 'NO'],
  ],
])('what the text declares itself needs no import: %s', (_, text, expected) => {
  expect(unbound(text).filter((name) => !/^(const|case|function)$/.test(name))).toEqual(expected);
});

test('what is declared below the hole is declared above it too', () => {
  expect(unbound('function f(total: number) {}', 'total + tax;\n')).not.toContain('total');
});

test('elements and attributes of a page are no names', () => {
  const text = '<form method={post}><Field name="a" /></form>';
  expect(unbound(text, '', 'typescriptreact')).toEqual(['post', 'Field']);
});
