import { expect, test } from 'vitest';
import { placeWords } from '../../server/context/import-query.ts';

const unbound = (suffix: string, language = 'typescript'): string[] => [
  ...placeWords({ prefix: '', suffix, language }).unbound.keys(),
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
  expect(unbound('isinstance(order, str)', 'python')).toEqual(['order']);
  expect(unbound('Kind::Paid(order)', 'rust')).toEqual(['Kind', 'order']);
});
