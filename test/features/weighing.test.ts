import { describe, expect, test } from 'vitest';
import { growth, type Weigh } from '../../server/context/context.ts';
import { byWords, prunedBySurprise } from '../../server/features/weighing.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { cursorWithoutTree } from '../../server/syntax/syntax.ts';
import { itemOf } from '../support/items.ts';

const body = [
  ...Array.from({ length: 20 }, (_, at) => `prepare(step${at}, defaults);`),
  'settleInvoice(customer);',
  'ledger.close(7);',
].join('\n');
const item = itemOf({ path: '/r/a.ts', start: 0, name: 'lines', kind: 'chunk', score: 1, texts: { body } });
const document = { path: '/r/b.ts', language: 'typescript', text: 'const invoice = customer.invoice;\n' };
const cursor = cursorWithoutTree(document, document.text.length);
const first = (weigh: Weigh) => growth(body, 'typescript', weigh, 40)[0] ?? '';
const never = new AbortController().signal;
const parts = { settings: { ...defaultSettings, sourceDeadline: 200 } } as Parameters<
  typeof prunedBySurprise
>[2];

test('lines that share words with the code at the cursor are shown first', () => {
  expect(first(byWords(cursor))).toContain('settleInvoice(customer);');
});

describe('what is shown without some of its lines', () => {
  const tokenizer = tokenizerFor('embedded');
  const text = growth(body, 'typescript', () => 0, 10)[3] ?? '';
  const choice = { item, level: 'pruned', text, tokens: tokenizer.count(text), value: 1, why: '' } as const;
  const told = { selection: { kept: [choice], dropped: [] }, tokenizer };
  const bits = body.split('\n').map((line) => (line.startsWith('ledger') ? 30 : 1));

  test('keeps those that a model of the project does not expect, in no more tokens', async () => {
    const surprise = async () => [bits];
    const { kept } = await prunedBySurprise(told, cursor, { ...parts, surprise }, never);
    expect(text).not.toContain('ledger.close(7);');
    expect(kept[0]?.text).toContain('ledger.close(7);');
    expect(kept[0]?.tokens).toBeLessThanOrEqual(choice.tokens);
  });

  test('asks once for all, also for what the budget ends within, which is cut again', async () => {
    const asked: number[] = [];
    const surprise = async (texts: readonly unknown[]) => {
      asked.push(texts.length);
      return texts.map(() => bits);
    };
    const cutItem = { ...item, id: 'cut' };
    const cut = {
      item: cutItem,
      again: (weigh: Weigh) => ({ ...choice, item: cutItem, text: first(weigh) }),
    };
    const kept = [choice, { ...choice, item: cutItem }];
    const selection = { kept, dropped: [], cut };
    const shown = await prunedBySurprise({ selection, tokenizer }, cursor, { ...parts, surprise }, never);
    expect(asked).toEqual([2]);
    for (const one of shown.kept) expect(one.text).toContain('ledger.close(7);');
  });

  test('stays as it is where the model is late, fails, or is none', async () => {
    const late = () => new Promise<never>(() => {});
    const failing = () => Promise.reject(new Error('died'));
    for (const surprise of [late, failing, undefined])
      expect(await prunedBySurprise(told, cursor, { ...parts, surprise }, never)).toEqual(told.selection);
  });
});
