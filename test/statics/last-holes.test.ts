import { expect, test } from 'vitest';
import { LastHoles, type TypedHole } from '../../server/statics/statics.ts';

const text = 'const a: Own = $;\ninterface Own {}\n';
const offset = text.indexOf('$');
const own = { name: 'Own', kind: 'interface', path: '/a.ts', range: { start: 18, end: 34 }, signature: '' };
const hole: TypedHole = {
  kind: 'initializer',
  expectedType: { name: 'Own' },
  typingContext: [{ name: 'a', type: 'Own' }],
  relevantTypes: [{ ...own, distance: 0, via: 'the expected type Own' }],
  relevantHeaders: [{ ...own, name: 'makeOwn', score: 1, reason: 'returns `Own`' }],
  membersInPlay: [],
};

function typed(word: string, rest = text.slice(offset + 1)) {
  return { path: '/a.ts', text: text.slice(0, offset) + word + rest, offset: offset + word.length };
}

function after(word: string): LastHoles {
  const last = new LastHoles();
  last.keep(typed(word), hole);
  return last;
}

test('a letter later all of the last hole holds, at its new place', () => {
  const found = after('m').finish(typed('ma'), {});
  expect(found?.expectedType).toEqual({ name: 'Own' });
  expect(found?.relevantHeaders?.map(({ name }) => name)).toEqual(['makeOwn']);
  expect(found?.relevantTypes?.[0]?.range).toEqual({ start: 19, end: 35 });
  expect(found?.unfinished).toBe(
    'names in scope, relevant types, relevant headers, members in play as of the keystroke before',
  );
});

test('another place on the line keeps what is in play and not what was expected', () => {
  const found = after('m').finish(typed('ma('), {});
  expect(found).not.toHaveProperty('expectedType');
  expect(found).not.toHaveProperty('relevantHeaders');
  expect(found?.relevantTypes?.map(({ name }) => name)).toEqual(['Own']);
});

test('what is known of the new hole counts, whatever the last one was', () => {
  const found = after('m').finish(typed('ma'), { expectedType: { name: 'Other' }, typingContext: [] });
  expect(found?.expectedType).toEqual({ name: 'Other' });
  expect(found?.typingContext).toEqual([]);
});

test.each([
  ['another file was told to have changed', (last: LastHoles) => last.changed(['/b.ts']), typed('ma')],
  ['more than a line changed', () => undefined, typed('ma', ';\n')],
  ['it is another file', () => undefined, { ...typed('ma'), path: '/b.ts' }],
])('nothing holds when %s', (_, happens, query) => {
  const last = after('m');
  happens(last);
  expect(last.finish(query, {})).toBeUndefined();
});
