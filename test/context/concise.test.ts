import { expect, test } from 'vitest';
import { concise } from '../../server/context/concise.ts';
import { membersItem } from '../../server/context/members-item.ts';

test.each([
  ['public override readonly code: string', 'readonly code: string'],
  ['a: ( x: number, ) => void', 'a: (x: number) => void'],
  ['map: Map< string, Invoice >', 'map: Map<string, Invoice>'],
  [
    'get<K extends string>(key: K, fallback: Fallback<K>, options?: { deep: boolean }): Promise<Invoice>',
    'get<K extends string>(key: K, fallback: Fallback<K>, …): Promise<Invoice>',
  ],
  [
    'onEverythingThatChanges(listener: { name: string; call: (value: string, again: string) => void; on: 1 })',
    'onEverythingThatChanges(listener: { name: string; call: (value: string, …)',
  ],
  [
    'options: { enabled: boolean; pongTimeoutMs: number; intervalMs: number; retries: number; more: string }',
    'options: { enabled: boolean; pongTimeoutMs: number; intervalMs: number; retries…',
  ],
])('%s', (signature, shown) => {
  expect(concise(signature)).toBe(shown);
  expect(shown.length).toBeLessThanOrEqual(80);
});

test('a list shows a long member on one line first, and whole where there is room', () => {
  const signature = `open(${Array.from({ length: 8 }, (_, at) => `part${at}: string`).join(', ')}): void`;
  const holder = {
    name: 'Till',
    kind: 'class',
    path: '/till.ts',
    range: { start: 0, end: 9 },
    line: 1,
  } as const;
  const finding = { source: 'members', reason: 'of the receiver', score: 1 } as const;
  const { list } = membersItem(holder, finding, [{ name: 'open', signature, evidence: {} }]);
  expect(list?.textOf(1)).toContain(concise(signature));
  expect(list?.textOf(2)).toContain(signature);
  expect([list?.membersOf(1), list?.membersOf(2), list?.entries.length]).toEqual([1, 1, 2]);
});
