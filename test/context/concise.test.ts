import { expect, test } from 'vitest';
import { briefly, concise } from '../../server/context/concise.ts';
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
  const list = membersItem(holder, finding, [{ name: 'open', signature, evidence: {} }]).list?.();
  expect(list?.textOf(1)).toContain(concise(signature));
  expect(list?.textOf(2)).toContain(signature);
  expect([list?.membersOf(1), list?.membersOf(2), list?.entries.length]).toEqual([1, 1, 2]);
});

test.each([
  ['export function pay<T>(invoice: Invoice<T>, by?: Date): Promise<T>', 'function pay(invoice, by?)'],
  [
    'const pay = async ({ a, b }: Options, ...rest: readonly string[]): Promise<void>',
    'const pay = ({ … }, ...rest)',
  ],
  ['pay(compare: (a: Line, b: Line) => number, lines: Map<string, Line>): void', 'pay(compare, lines)'],
  [
    'def pay(self, invoice: Invoice, *rest: str, by: Optional[Date] = None) -> Paid',
    'def pay(self, invoice, *rest, by)',
  ],
  ['void pay(Invoice invoice, LocalDate by, boolean now)', undefined],
  ['pay(a: A): B', undefined],
  ['const pay: Payment<string, number, boolean, Invoice>', undefined],
])('%s in short', (signature, shown) => {
  expect(briefly(signature, 'pay')).toBe(shown);
});
