import { expect, test } from 'vitest';
import { cacheBlocks } from '../../server/models/cache-blocks.ts';
import type { Segment } from '../../server/models/models.ts';

const segment = (kind: Segment['kind'], text: string): Segment => ({ kind, origin: 'x', text });
const segments = [
  segment('instructions', 'Complete.'),
  segment('context', 'interface Invoice {}\n'),
  segment('context', 'interface Order {}\n'),
  segment('prefix', 'send('),
  segment('suffix', ');'),
];
const prompt = {
  format: 'chat',
  kind: 'chat',
  segments,
  messages: [{ role: 'system', content: 'Complete.' }],
  stop: [],
  path: '/r/a.ts',
  language: 'typescript',
  prefix: 'send(',
  suffix: ');',
} as const;

test('the user message is kept up to the last breakpoint of the prompt', () => {
  const kept = (breakpoints: readonly number[]) =>
    cacheBlocks({ ...prompt, breakpoints })
      .user.filter(({ keep }) => keep)
      .map(({ text }) => text);
  expect(kept([1, 3])).toEqual(['interface Invoice {}\ninterface Order {}\n']);
  expect(kept([1, 2])).toEqual(['interface Invoice {}\n']);
  expect(kept([])).toEqual([]);
});
