import { expect, test } from 'vitest';
import { replacedAt } from '../../server/statics/replaced.ts';

test.each([
  ['const a = $0', ''],
  ['const a = fo$0o + 1', 'foo'],
  ['const a = $0foo', ''],
  ['a.$0foo', 'foo'],
  ['this.#se$0cret', '#secret'],
  ['const a = $0_', '_'],
  ['const a = _($0)', '_()'],
  ['const a = _()$0;', '_()'],
  ['_.map$0(a)', 'map'],
  ['a = /* ho$0le */', '/* hole */'],
  ['a = /* TODO */$0', '/* TODO */'],
  ['a = /* a note$0 */', 'note'],
  ['  throw new Error("TO$0DO");', 'throw new Error("TODO");'],
  ["  throw new Error('not implemented: parse')$0", "throw new Error('not implemented: parse')"],
  ['  throw new Error("gone$0");', 'gone'],
  ['const a: A = undefined $0as any;', 'undefined as any'],
  ['    raise NotImplementedError()$0', 'raise NotImplementedError()'],
  ['_()\n$0', ''],
])('at %j a completion replaces %j', (marked, replaced) => {
  const offset = marked.indexOf('$0');
  const text = marked.replace('$0', '');
  const { start, end } = replacedAt(text, offset);
  expect(text.slice(start, end)).toBe(replaced);
});
