import { describe, expect, test } from 'vitest';
import type { ContextItem } from '../../server/context/context.ts';
import type { Situation } from '../../server/context/source.ts';
import { surroundingsOf } from '../../server/context/surroundings.ts';
import { weigh } from '../../server/context/weigh.ts';
import { CodeIndex } from '../../server/index/index.ts';
import type { Cursor } from '../../server/syntax/syntax.ts';
import { deadline } from '../../server/text/text.ts';
import { itemOf } from '../support/items.ts';
import { factsIn } from '../syntax/outline.ts';

const main = "import { pay } from './pay.ts';\nconst ledger = openLedger();\nledger.";
const files: Readonly<Record<string, string>> = {
  '/r/main.ts': main,
  '/r/pay.ts': 'export function pay(total: number): void {}',
  '/r/other.ts': 'const ledger = openLedger();\nledger.settle(total);\nledger.settle(rest);',
  '/r/far/away.ts': 'export const colour = "red";',
};
const start = main.indexOf('import');
const cursor: Cursor = {
  document: { path: '/r/main.ts', language: 'typescript', text: main },
  offset: main.length,
  path: [],
  region: 'code',
  enclosing: [],
  names: [{ name: 'pay', kind: 'import', range: { start, end: main.indexOf('\n') } }],
  prefix: main,
  suffix: '',
};

const item = (name: string, path = '/r/pay.ts', at = 0): ContextItem =>
  itemOf({ path, start: at, name, kind: 'function', score: 0.5, texts: { signature: `${name}()` } });

async function evidenceOf(items: readonly ContextItem[], more: Partial<Situation> = {}) {
  const index = new CodeIndex();
  const facts = new Map(
    await Promise.all(
      Object.entries(files).map(async ([path, text]) => [path, await factsIn(text, 'typescript')] as const),
    ),
  );
  for (const [path, known] of facts) index.put(path, known);
  index.setCoChange([{ files: ['/r/main.ts', '/r/far/away.ts'], weight: 0.5 }]);
  const situation: Situation = {
    cursor,
    hole: {
      kind: 'member',
      typingContext: [],
      relevantTypes: [],
      relevantHeaders: [],
      completeness: { state: 'complete' },
    },
    workspace: { root: '/r', open: new Map(), recent: ['/r/pay.ts'] },
    index,
    read: async (path) => ({ path, text: files[path]!, facts: facts.get(path)! }),
    ...more,
  };
  using limited = deadline(10_000, new AbortController().signal);
  const surroundings = surroundingsOf(situation);
  return (await weigh(items, surroundings, limited)).map(({ evidence }) => evidence);
}

describe('what speaks for an item', () => {
  test('that like lines elsewhere go on with its name', async () => {
    const [settle, nowhere] = await evidenceOf([item('settle'), item('nowhere')]);
    expect(settle?.next).toBeGreaterThan(0.5);
    expect(settle?.words).toBeGreaterThan(0.5);
    expect([nowhere?.next, nowhere?.words]).toEqual([0, 0]);
  });

  test('that its file was edited lately, changes with this one, lies near', async () => {
    const [near, far] = await evidenceOf([item('pay'), item('colour', '/r/far/away.ts')]);
    expect([near?.recency, far?.recency]).toEqual([1, 0]);
    expect([near?.coChange, far?.coChange]).toEqual([0, 0.5]);
    expect(near?.near).toBeGreaterThan(far?.near ?? 1);
  });

  test('and against it that it stands above already, which an import does not count as', async () => {
    const [ledger, pay] = await evidenceOf([item('openLedger'), item('pay')]);
    expect([ledger?.above, pay?.above]).toEqual([1, 0]);
  });

  test('what the n-gram model says of names, and that it may fail', async () => {
    const judge = async () => ({ next: [1], reached: [], information: [] });
    expect((await evidenceOf([item('pay')], { judge }))[0]?.likely).toBe(1);
    const failing = () => Promise.reject(new Error('it died'));
    expect((await evidenceOf([item('pay')], { judge: failing }))[0]?.likely).toBeUndefined();
  });
});
