/** What the inspector's page works out before it draws. */

import { describe, expect, test } from 'vitest';
import { costOf, reuseOf } from '../../media/inspector/cost.ts';
import { differences, figuresOf } from '../../media/inspector/differences.ts';
import { listedItems, viewed, wholeView } from '../../media/inspector/item-list.ts';
import { originOf, piecesOf } from '../../media/inspector/provenance.ts';
import { rowAfterKey, rowsInSight, scrolledTo } from '../../media/inspector/rows.ts';
import { ruleFor, rulesOf, toggled, withRule } from '../../media/inspector/rules.ts';
import { partsOf, slicesOf } from '../../media/inspector/slices.ts';
import { firstState, next, type State } from '../../media/inspector/state.ts';
import { noSteering } from '../../server/protocol/protocol.ts';
import { keptItem, traceWith } from '../support/traces.ts';

const invoice = keptItem({ symbol: 'Invoice', path: 'src/billing.ts', source: 'types', tokens: 30 });
const charge = keptItem({
  symbol: 'charge',
  path: 'src/charge.ts',
  source: 'headers',
  tokens: 70,
  level: 'body',
});
const total = keptItem({ symbol: 'total', path: 'src/billing.ts', source: 'types', tokens: 20 });
const left = {
  ...keptItem({ symbol: 'old', path: 'old.ts', source: 'imports' }),
  why: 'The budget was used up.',
};
const trace = traceWith({ kept: [charge, invoice, total], dropped: [left] });

describe('the budget', () => {
  test.each([
    ['source', ['headers 70', 'types 50']],
    ['file', ['src/charge.ts 70', 'src/billing.ts 50']],
    ['level', ['body 70', 'signature 50']],
  ] as const)('is added up by %s, largest first', (by, expected) => {
    expect(slicesOf(trace.kept, by).map(({ name, tokens }) => `${name} ${tokens}`)).toEqual(expected);
  });

  test('gives a source the same colour whatever else there is', () => {
    const [, types] = slicesOf(trace.kept, 'source');
    expect(slicesOf([invoice], 'source')[0]?.colour).toBe(types?.colour);
  });

  test('adds up the prompt by what its parts are', () => {
    const segment = { origin: '', text: '' };
    const prompt = [
      { ...segment, kind: 'context' as const, tokens: 4 },
      { ...segment, kind: 'prefix' as const, tokens: 5 },
      { ...segment, kind: 'context' as const, tokens: 6 },
    ];
    expect(partsOf({ prompt, contextTokens: 9 })).toEqual([
      { kind: 'context', tokens: 9 },
      { kind: 'prefix', tokens: 5 },
    ]);
  });

  test('costs what its requests cost, nothing where no server was asked, and unknown without a price', () => {
    const asked = { promptTokens: 9, cachedTokens: 4, completionTokens: 1, retries: 0, ms: 1 } as const;
    const priced = { ...asked, counted: 'by the server', cost: 0.25 } as const;
    expect(costOf({ usage: [priced, priced] })).toBe(0.5);
    expect(costOf({ usage: [] })).toBe(0);
    expect(costOf({ usage: [priced, { ...asked, counted: 'here' }] })).toBeUndefined();
    expect(reuseOf(traceWith({ usage: [priced] }))).toEqual({ prompt: 9, reused: 4 });
  });
});

describe('the items', () => {
  const items = listedItems(trace);
  const names = (view: Partial<typeof wholeView>) =>
    viewed(items, { ...wholeView, ...view }).map(({ symbol }) => symbol);

  test('stand as in the trace, kept ones first', () => {
    expect(names({})).toEqual(['charge', 'Invoice', 'total', 'old']);
  });

  test('are searched by every word, in names, paths and reasons', () => {
    expect(names({ search: 'BILLING inv' })).toEqual(['Invoice']);
    expect(names({ search: 'nobody' })).toEqual([]);
  });

  test('are filtered and sorted', () => {
    expect(names({ share: 'dropped' })).toEqual(['old']);
    expect(names({ source: 'types' })).toEqual(['Invoice', 'total']);
    expect(names({ sort: 'name' })).toEqual(['charge', 'Invoice', 'old', 'total']);
  });

  test('are drawn where they are in sight, and a few around', () => {
    expect(rowsInSight(2_000, 46, { top: 46_000, height: 460 })).toEqual({ first: 994, end: 1_016 });
    expect(rowsInSight(3, 46, { top: 0, height: 460 })).toEqual({ first: 0, end: 3 });
    expect(rowsInSight(3, 46, { top: 9_999, height: 460 })).toEqual({ first: 3, end: 3 });
  });

  test('are walked through by keys, with the row scrolled into sight', () => {
    expect(rowAfterKey('ArrowDown', 1_999, 2_000)).toBe(1_999);
    expect(rowAfterKey('PageUp', 4, 2_000)).toBe(0);
    expect(rowAfterKey('x', 4, 2_000)).toBeUndefined();
    expect(scrolledTo(20, 46, { top: 0, height: 460 })).toBe(21 * 46 - 460);
    expect(scrolledTo(5, 46, { top: 0, height: 460 })).toBe(0);
  });
});

describe('rules', () => {
  test('name the symbol and its file, a stretch of lines only its file', () => {
    expect(ruleFor(invoice)).toBe('src/billing.ts#Invoice');
    expect(ruleFor({ path: 'a b.ts', symbol: 'lines from 7', kind: 'chunk' })).toBe('a b.ts');
  });

  test('a pin and a ban of the same end each other, a level stands beside them', () => {
    const rule = 'src/billing.ts';
    const pinned = withRule(withRule(noSteering, { rule, kind: 'pin' }), { rule, kind: 'signature' });
    expect(rulesOf(withRule(pinned, { rule, kind: 'ban' }))).toEqual([
      { rule, kind: 'ban' },
      { rule, kind: 'signature' },
    ]);
    expect(withRule(pinned, { rule, kind: 'body' }).levels).toEqual([{ rule, level: 'body' }]);
  });

  test('what is set twice is taken back', () => {
    const rule = { rule: 'a.ts', kind: 'ban' } as const;
    expect(toggled(toggled(noSteering, rule), rule)).toEqual(noSteering);
  });
});

describe('a comparison', () => {
  test('says what entered, what left and why, and what changed its level', () => {
    const after = traceWith({
      kept: [{ ...invoice, id: 'elsewhere now', level: 'body' }, left],
      dropped: [{ ...total, why: 'It is banned.' }],
      budget: 2_048,
    });
    const { entered, left: gone, changed, same } = differences(trace, after);
    expect(entered.map(({ symbol }) => symbol)).toEqual(['old']);
    expect(gone.map(({ item, why }) => `${item.symbol}: ${why}`)).toEqual([
      'charge: undefined',
      'total: It is banned.',
    ]);
    expect(changed.map((pair) => [pair.before.level, pair.after.level])).toEqual([['signature', 'body']]);
    expect(same).toBe(0);
    expect(figuresOf(trace, after)[0]).toEqual({ name: 'budget', before: 1_024, after: 2_048 });
  });
});

describe('provenance', () => {
  const name = { name: 'total', at: [0, 12], items: [], inFile: false, inTypes: false };

  test('cuts a completion at its names and loses nothing', () => {
    const text = 'total + max(total)';
    const pieces = piecesOf(text, [name]);
    expect(pieces.map((piece) => piece.text)).toEqual(['total', ' + max(', 'total', ')']);
    expect(pieces.map((piece) => piece.name?.name)).toEqual(['total', undefined, 'total', undefined]);
  });

  test('names the most telling place', () => {
    expect(originOf(name)).toBe('from-model');
    expect(originOf({ ...name, inTypes: true })).toBe('from-types');
    expect(originOf({ ...name, inTypes: true, inFile: true })).toBe('from-file');
    expect(originOf({ ...name, inFile: true, items: ['a'] })).toBe('from-context');
  });
});

describe('the state', () => {
  test('is restored as far as what was stored makes sense', () => {
    const { ui } = firstState({
      selected: '7',
      tab: 'compare',
      grouping: 3,
      view: { search: 'x', sort: 'no' },
    });
    expect(ui).toEqual({
      selected: '7',
      tab: 'compare',
      grouping: 'source',
      view: { ...wholeView, search: 'x' },
    });
    expect(firstState(null).ui.tab).toBe('items');
  });

  test('a trial for another request than the one that is shown changes nothing', () => {
    const summary = { id: '1' } as never;
    const shown = next(firstState(undefined), {
      kind: 'told',
      message: { kind: 'request', request: { summary, trace } },
    });
    const told = (of: State, id: string) =>
      next(of, { kind: 'told', message: { kind: 'preview', id, trace } });
    const tried = next(shown, { kind: 'budget', budget: 100 });
    expect(told(tried, '2').preview).toBeUndefined();
    expect(told(tried, '1').preview).toBe(trace);
    // What was given up while it was on its way comes too late.
    expect(told(next(tried, { kind: 'dismiss' }), '1').preview).toBeUndefined();
  });
});
