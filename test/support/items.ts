/** Context items made by hand, and random ones for property tests. */

import fc from 'fast-check';
import type { ContextItem } from '../../server/context/context.ts';
import type { Level } from '../../server/protocol/protocol.ts';

export interface ItemShape {
  readonly path: string;
  readonly start: number;
  readonly name: string;
  readonly kind: string;
  readonly score: number;
  readonly texts: Partial<Record<Level, string>>;
  /** Its signature in fewer words. */
  readonly brief?: string | undefined;
}

export function itemOf({ path, start, name, kind, score, texts, brief }: ItemShape): ContextItem {
  const range = { start, end: start + (texts.body ?? texts.signature ?? name).length };
  return {
    id: `${path}#${start}`,
    source: kind === 'chunk' ? 'similar code' : 'types',
    symbol: { name, kind, path, range, line: 1 },
    reason: 'it is a test',
    score,
    evidence: { source: score },
    render: (level) => texts[level],
    brief: () => brief,
  };
}

const code = fc
  .array(
    fc.constantFrom('return', 'total', 'invoice', '(', ')', '{', '}', '\n', ' = ', '<|endoftext|>', '₀'),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((words) => words.join(' '));

const symbolItems = fc.record({
  path: fc.constantFrom('/r/a.ts', '/r/b.ts', '/r/c/d.ts'),
  start: fc.nat(5000),
  name: fc.constantFrom('Invoice', 'total', 'x'),
  kind: fc.constantFrom('class', 'function', 'type'),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  texts: fc.record(
    { name: code, signature: code, skeleton: code, body: code },
    { requiredKeys: ['signature'] },
  ),
  brief: fc.option(fc.constantFrom('function total(invoice)', 'function x()'), { nil: undefined }),
});

const chunkItems = fc.record({
  path: fc.constantFrom('/r/a.ts', '/r/e.ts'),
  start: fc.nat(5000),
  name: fc.constant('lines'),
  kind: fc.constant('chunk'),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  texts: fc.record({ body: code }),
});

export const items = fc.array(fc.oneof(symbolItems, chunkItems).map(itemOf), { maxLength: 25 });
