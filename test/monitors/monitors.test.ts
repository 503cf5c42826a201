import { describe, expect, test } from 'vitest';
import type { Piece } from '../../server/models/models.ts';
import { guardAt, readGuarded } from '../../server/monitors/monitors.ts';
import type { Hole, Members } from '../../server/statics/statics.ts';
import type { Cursor } from '../../server/syntax/syntax.ts';

const invoice: Members = {
  receiverType: 'Invoice',
  list: ['total', 'totalTax', 'id'].map((name) => ({ name, kind: 'property', type: 'number', fits: false })),
  complete: true,
};

function at(prefix: string): Cursor {
  const nameStart = prefix.lastIndexOf('.') + 1;
  return {
    document: { path: '/r/a.ts', language: 'typescript', text: prefix },
    offset: prefix.length,
    path: [],
    region: 'code',
    member: { receiver: { start: 0, end: nameStart - 1 }, nameStart },
    enclosing: [],
    names: [],
    prefix,
    suffix: '',
  };
}

const holeOf = (members: Members | undefined): Hole => ({
  kind: 'member',
  members,
  typingContext: [],
  relevantTypes: [],
  relevantHeaders: [],
  completeness: { state: 'complete' },
});

async function* stream(...texts: string[]): AsyncIterable<Piece> {
  for (const text of texts) yield { text };
}

const read = (prefix: string, members: Members | undefined, ...texts: string[]) =>
  readGuarded(stream(...texts), guardAt(at(prefix), holeOf(members)).open());

describe('after a dot', () => {
  test.each([
    [['total', ' * 2'], 'total * 2'],
    [['tot', 'alTax;'], 'totalTax;'],
    [['id'], 'id'],
  ])('members pass: %s', async (texts, text) => {
    expect(await read('invoice.', invoice, ...texts)).toEqual({ text });
  });

  test.each([
    [['sum'], 'sum'],
    [['total', 'ity + 1'], 'totality + 1'],
    [['tot', '('], 'tot('],
    [['tot'], 'tot'],
  ])('what is no member is cut: %s', async (texts, forbidden) => {
    expect(await read('invoice.', invoice, ...texts)).toEqual({ text: '', forbidden });
  });

  test('the part of the name before the cursor counts', async () => {
    expect(await read('invoice.to', invoice, 'tal;')).toEqual({ text: 'tal;' });
    expect((await read('invoice.to', invoice, 'total;')).forbidden).toBe('total;');
  });

  test('an incomplete or missing list forbids nothing', async () => {
    expect((await read('invoice.', { ...invoice, complete: false }, 'sum')).text).toBe('sum');
    expect((await read('invoice.', undefined, 'sum')).text).toBe('sum');
  });

  test('nothing more is read from the model once a rule is broken', async () => {
    let asked = 0;
    async function* counted(): AsyncIterable<Piece> {
      for (;;) {
        asked++;
        yield { text: 'nonsense' };
      }
    }
    await readGuarded(counted(), guardAt(at('invoice.'), holeOf(invoice)).open());
    expect(asked).toBe(1);
  });

  test('the trace tells what set the monitor off and how much is legal', () => {
    expect(guardAt(at('invoice.'), holeOf(invoice)).steps).toEqual([
      { monitor: 'members', trigger: 'invoice.', legal: 3 },
    ]);
  });
});

test('the confidence of a text is that of its least sure piece', async () => {
  async function* pieces(): AsyncIterable<Piece> {
    yield { text: 'a', confidence: 0.9 };
    yield { text: 'b', confidence: 0.4 };
  }
  expect(await readGuarded(pieces(), guardAt(at('x'), holeOf(undefined)).open())).toEqual({
    text: 'ab',
    confidence: 0.4,
  });
});
