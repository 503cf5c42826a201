import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContextItem } from '../../server/context/context.ts';
import { membersItem } from '../../server/context/members-item.ts';
import type { Evidence } from '../../server/protocol/protocol.ts';
import { score } from '../../server/selection/selection.ts';
import type { ScoreWeights } from '../../server/selection/weights.ts';
import { itemOf } from '../support/items.ts';

const weights: ScoreWeights = {
  prior: {
    types: { member: -2, expression: -1, statement: -3 },
    members: { member: -1, expression: -1, statement: -1 },
  },
  source: { types: 1, members: 1 },
  evidence: { typed: { words: 4, above: -2 }, named: {}, chunk: {} },
};

function typeWith(evidence: Evidence): ContextItem {
  const texts = { signature: 'type Invoice', skeleton: 'type Invoice = { id: string }' };
  const item = itemOf({ path: '/r/a.ts', start: 0, name: 'Invoice', kind: 'type', score: 0.5, texts });
  return { ...item, evidence: { source: 0.5, ...evidence } };
}

const scoreOf = (evidence: Evidence, place: Parameters<typeof score>[1] = 'expression') =>
  score([typeWith(evidence)], place, weights)[0]?.score ?? 0;

const holder = { name: 'Store', kind: 'class', path: '/r/a.ts', range: { start: 0, end: 90 }, line: 1 };
const finding = { source: 'members', reason: 'members of `store`', score: 1 } as const;
const members = [
  { name: 'clear', signature: 'clear(): void', evidence: { source: 1 } },
  { name: 'get', signature: 'get(key: string): Invoice', evidence: { source: 1, words: 1 } },
];

describe('score', () => {
  test('adds up what speaks for an item, as log-odds', () => {
    expect(scoreOf({ source: 1 })).toBeCloseTo(1 / (1 + Math.exp(1)));
    expect(scoreOf({ source: 1, words: 0.5 })).toBeCloseTo(1 / (1 + Math.exp(-1)));
  });

  test('depends on the place', () => {
    expect(scoreOf({}, 'statement')).toBeLessThan(scoreOf({}, 'member'));
  });

  test('takes a source at its word that nothing was fitted for', () => {
    const failing = { ...typeWith({ source: 1 }), source: 'failing names' as const };
    expect(score([failing], 'member', weights)[0]?.score).toBe(1);
  });

  test('is between 0 and 1, and keeps the items and their order', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const evidence = fc.record({ source: share, words: share, above: share, next: share });
    fc.assert(
      fc.property(fc.array(evidence.map(typeWith)), (items) => {
        const scored = score(items, 'expression');
        expect(scored.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
        for (const { score: own } of scored) expect(own >= 0 && own <= 1).toBe(true);
      }),
    );
  });

  test('puts likely members first; the first level shows them alone', () => {
    const [item] = score([membersItem(holder, finding, members)], 'member', weights);
    expect(item?.render('signature')).toBe('class Store { get(key: string): Invoice }');
    expect(item?.render('body')).toBe('class Store { get(key: string): Invoice; clear(): void }');
    expect(item?.list?.().worthOf(1)).toBeGreaterThan(0.7);
  });

  test('of what stands before the dot one member comes next: together they are certain, and none is impossible', () => {
    const evidence = { receiver: 1, next: 1, source: 1 };
    const parts = ['a', 'b', 'c', 'd'].map((name) => ({ name, signature: name, evidence }));
    const rare = { name: 'e', signature: 'e', evidence: { receiver: 1, source: 0 } };
    const [item] = score([membersItem(holder, finding, [rare, ...parts])], 'member', weights);
    expect(item?.score).toBeCloseTo(1);
    expect(item?.list?.().worthOf(4)).toBeLessThan(0.99);
  });

  test('shows a long member in short before it shows it whole, and less likely ones before that', () => {
    const long = { ...members[1], name: 'get', evidence: { source: 1 }, short: 'get(key)' };
    const whole = 'get(key: string, options: { readonly fresh: boolean }): Promise<Invoice>';
    const other = { name: 'clear', signature: 'clear()', evidence: { source: 0.9 } };
    const list = membersItem(holder, finding, [{ ...long, signature: whole }, other]).list?.();
    expect([1, 2, 3].map((count) => list?.textOf(count))).toEqual([
      'class Store { clear() }',
      'class Store { get(key); clear() }',
      `class Store { ${whole}; clear() }`,
    ]);
    expect([1, 2, 3].map((count) => list?.membersOf(count))).toEqual([1, 2, 2]);
  });

  test.each([
    ['constant', 'const Store = { get(key: string): Invoice }'],
    ['object', '{ get(key: string): Invoice } // in Store'],
    ['type', 'type Store = { get(key: string): Invoice }'],
  ])('names the %s that holds members', (kind, text) => {
    expect(membersItem({ ...holder, kind }, finding, members.slice(1)).render('body')).toBe(text);
  });

  test('shows what holds those members by its head alone', () => {
    const type = typeWith({});
    const held = membersItem({ ...holder, range: { start: 0, end: 9 } }, finding, members);
    const [, beside] = score([held, type], 'member', weights);
    expect([beside?.render('signature'), beside?.render('skeleton')]).toEqual(['type Invoice', undefined]);
  });
});
