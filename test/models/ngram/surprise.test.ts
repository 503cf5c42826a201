import { expect, test } from 'vitest';
import { NgramModel } from '../../../server/models/models.ts';

const usual = 'for (const item of items) {\n  total += item.price;\n}\n';

test('a line that the project has often surprises less than one of its own, and a file not by itself', () => {
  const model = new NgramModel();
  for (let at = 0; at < 20; at++) model.learn({ path: `/r/${at}.ts`, language: 'typescript', text: usual });
  const text =
    '// adds up\nfor (const item of items) {\n  total += item.price;\n  ledger.settle(`a\nb`, 7.5);\n}\n';
  const own = { path: '/r/own.ts', language: 'typescript', text };
  const bits = model.surprise(own);
  expect(bits).toHaveLength(text.split('\n').length);
  expect(bits[0]).toBe(0);
  expect(bits[3]).toBeGreaterThan(2 * (bits[2] ?? 0));
  model.learn(own);
  const again = model.surprise(own);
  expect(again[3]).toBeGreaterThan(2 * (again[2] ?? 0));
  const { bits: mean } = model.measure(own);
  expect(mean).toBeGreaterThan(0);
});
