import { describe, expect, test } from 'vitest';
import { gateFor } from '../../server/selection/gate.ts';
import { itemOf } from '../support/items.ts';

const itemWith = (score: number) =>
  itemOf({ path: '/r/a.ts', start: 0, name: 'pay', kind: 'function', score, texts: { signature: 'pay()' } });
const code = { region: 'code' } as const;

describe('gate', () => {
  test('lets through what will likely be needed', () => {
    expect(gateFor([itemWith(0.6), itemWith(0.5)], code, { kind: 'argument' }, 512)).toMatchObject({
      tokens: 512,
      why: 'About 1.1 of the symbols that were found will be needed: everything that is worth its tokens is shown.',
    });
  });

  test('lets nothing through where hardly anything will be needed', () => {
    expect(gateFor([itemWith(0.01)], code, { kind: 'argument' }, 512)).toMatchObject({
      tokens: 0,
      asked: 512,
      why: 'The chance that the rest of the line needs anything of what was found is 1 %.',
    });
  });

  test('lets nothing through in a comment', () => {
    const { tokens, why } = gateFor([itemWith(0.9)], { region: 'comment' }, { kind: 'comment' }, 512);
    expect([tokens, why]).toEqual([0, 'Nothing of another file is named in a comment.']);
  });
});
