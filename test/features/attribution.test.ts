import { describe, expect, test } from 'vitest';
import { attribute } from '../../server/features/attribution.ts';

const items = [
  { id: 'a', text: 'export function makeInvoice(id: string): Invoice' },
  { id: 'b', text: 'interface Invoice { total: number }' },
];

/** One line for each name: where it stood. */
function origins(text: string, file: readonly string[] = [], offered: readonly string[] = []): string[] {
  return attribute(text, { language: 'typescript', items, file, offered: new Set(offered) }).map(
    ({ name, at, items: from, inFile, inTypes }) =>
      `${name} at ${at.join(',')}: ${[...from, ...(inFile ? ['file'] : []), ...(inTypes ? ['types'] : [])].join(' ') || 'the model alone'}`,
  );
}

describe('attribution', () => {
  test('finds the items, the file and the types that a name stood in', () => {
    expect(origins('makeInvoice(order.total)', ['const order = 1;'], ['total'])).toEqual([
      'makeInvoice at 0: a',
      'order at 12: file',
      'total at 18: b types',
    ]);
  });

  test('leaves to the model what stood nowhere', () => {
    expect(origins('chargeCustomer(Invoice)')).toEqual([
      'chargeCustomer at 0: the model alone',
      'Invoice at 15: a b',
    ]);
  });

  test('counts whole words only, each name once, with all its places', () => {
    expect(origins('id + ids + id', ['ids'])).toEqual(['id at 0,11: a', 'ids at 5: file']);
  });

  test('leaves out words of the language, strings and comments', () => {
    expect(origins('return "Invoice"; // makeInvoice')).toEqual([]);
  });

  test('a name with a dollar sign or beyond ASCII is one name', () => {
    expect(origins('größe$ + größe', ['let größe$ = 1'])).toEqual([
      'größe$ at 0: file',
      'größe at 9: the model alone',
    ]);
  });
});
