import { expect, test } from 'vitest';
import { concise } from '../../server/context/concise.ts';

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
