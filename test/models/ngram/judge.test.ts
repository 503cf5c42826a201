import { expect, test } from 'vitest';
import { NgramModel } from '../../../server/models/models.ts';

const language = 'typescript';
const learned = `
export function pay(invoice: Invoice) {
  invoice.close();
  invoice.close();
  invoice.send(to);
}`;
const question = {
  path: '/r/main.ts',
  language,
  prefix: 'const total = ledger.sum(entries);\ninvoice.',
  suffix: '',
  names: ['close', 'send', 'pay', 'unheard'],
  values: [
    { word: 'invoice', names: ['send', 'pay'] },
    { word: 'unheard', names: ['send', 'unheard'] },
  ],
  texts: ['const total = ledger.sum(entries);', 'type Colour = "red" | "green";'],
};

function judgement() {
  const model = new NgramModel();
  model.learn({ path: '/r/pay.ts', language, text: learned });
  return model.judge(question);
}

test('the name that mostly follows is likelier than one that rarely does, or never', () => {
  const [close = 0, send = 0, pay = 0, unheard] = judgement().next;
  expect(close).toBeGreaterThan(send);
  expect(send).toBeGreaterThan(pay);
  expect(unheard).toBe(0);
});

test('what follows a value behind a dot is likelier than what never does', () => {
  const [ofInvoice = [], ofUnheard = []] = judgement().reached;
  expect(ofInvoice[0]).toBeGreaterThan(5 * (ofInvoice[1] ?? 1));
  // Behind a word that was never seen any dot counts.
  expect(ofUnheard[0]).toBeGreaterThan(0.1);
  expect(ofUnheard[1]).toBe(0);
});

test('a text that says what stands before the cursor tells more than another', () => {
  const [same = 0, other = 0] = judgement().information;
  expect(same).toBeGreaterThan(1);
  expect(other).toBeLessThan(0.1);
});

test('the same question has the same answer, once its words are known', () => {
  const model = new NgramModel();
  model.learn({ path: '/r/pay.ts', language, text: learned });
  model.judge(question);
  expect(model.judge(question)).toEqual(model.judge(question));
});
