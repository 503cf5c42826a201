import { describe, expect, test } from 'vitest';
import { growth } from '../../server/context/context.ts';
import { bySurprise, byWords, prunedBySurprise } from '../../server/features/weighing.ts';
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
const first = (weigh: ReturnType<typeof byWords>) => growth(body, 'typescript', weigh, 40)[0] ?? '';
const never = new AbortController().signal;
const parts = { settings: { ...defaultSettings, sourceDeadline: 200 } } as Parameters<typeof bySurprise>[2];

describe('lines are shown first', () => {
  test('that share words with the code at the cursor', () => {
    expect(first(byWords(cursor))).toContain('settleInvoice(customer);');
  });

  test('that a model of the project does not expect', async () => {
    const surprise = async () => [body.split('\n').map((line) => (line.startsWith('ledger') ? 30 : 1))];
    const weigh = await bySurprise(item, cursor, { ...parts, surprise }, never);
    expect(weigh && first(weigh)).toContain('ledger.close(7);');
  });

  test('by their words alone where the model is late, fails, or is none', async () => {
    const late = () => new Promise<never>(() => {});
    const failing = () => Promise.reject(new Error('died'));
    for (const surprise of [late, failing, undefined])
      expect(await bySurprise(item, cursor, { ...parts, surprise }, never)).toBeUndefined();
  });
});

describe('what is shown without some of its lines', () => {
  const tokenizer = tokenizerFor('embedded');
  const text = growth(body, 'typescript', () => 0, 10)[3] ?? '';
  const choice = { item, level: 'pruned', text, tokens: tokenizer.count(text), value: 1, why: '' } as const;
  const told = { selection: { kept: [choice], dropped: [] }, tokenizer };
  const surprise = async () => [body.split('\n').map((line) => (line.startsWith('ledger') ? 30 : 1))];

  test('keeps the lines that tell most, in no more tokens', async () => {
    const { kept } = await prunedBySurprise(told, cursor, { ...parts, surprise }, never);
    expect(text).not.toContain('ledger.close(7);');
    expect(kept[0]?.text).toContain('ledger.close(7);');
    expect(kept[0]?.tokens).toBeLessThanOrEqual(choice.tokens);
  });

  test('stays as it is where there is no answer', async () => {
    expect(await prunedBySurprise(told, cursor, parts, never)).toEqual(told.selection);
  });
});
