import { expect, test } from 'vitest';
import { placeWords } from '../../server/context/import-query.ts';

const unbound = (suffix: string): string[] => [
  ...placeWords({ prefix: '', suffix, language: 'typescript' }).unbound.keys(),
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
