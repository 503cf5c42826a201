/** When a model is asked and when it need not be, by a made-up clock. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { savedBy, type Spot } from '../../server/schedule/schedule.ts';
import { runs } from '../support/long.ts';
import { Typist } from './typist.ts';

/** A model that knows what the person is going to write. */
const knows =
  (whole: string) =>
  ({ prefix }: Spot): string =>
    whole.startsWith(prefix) ? whole.slice(prefix.length) : '';

describe('a delay', () => {
  test('is kept to the millisecond, counted from the keystroke', async () => {
    const typist = new Typist({ delay: 120, editor: 50 });
    await typist.type('a', 100);
    await typist.type('b', 119);
    expect(typist.runs).toEqual([]);
    await typist.clock.pass(1);
    expect(typist.runs.map(({ at }) => at)).toEqual([220]);
    expect(typist.schedule.tally).toMatchObject({ asks: 2, calls: 1, dropped: 1 });
  });

  test('of 0 asks at once', async () => {
    const typist = new Typist({ delay: 0 });
    await typist.type('a', 1);
    expect(typist.runs.map(({ at }) => at)).toEqual([0]);
  });

  test('is not for those who ask themselves', async () => {
    const typist = new Typist({ delay: 500 });
    await typist.type('a', 10);
    typist.ask('invoked');
    await typist.clock.pass(0);
    expect(typist.runs.map(({ at }) => at)).toEqual([10]);
  });

  test('that follows the person waits for the end of a burst, and never where the answer is quicker', async () => {
    const hasty = new Typist({ delay: -1, latency: 400 });
    for (const key of 'abcdefgh') await hasty.type(key, 80);
    expect(hasty.runs.filter(({ at }) => at > 4 * 80)).toHaveLength(0);
    await hasty.clock.pass(60);
    expect(hasty.runs.filter(({ at }) => at > 4 * 80)).toHaveLength(1);
    const slow = new Typist({ delay: -1, latency: 40 });
    for (const key of 'abcdefgh') await slow.type(key, 300);
    expect(slow.runs).toHaveLength(8);
    expect(slow.given.slice(5).every(({ given }) => given?.waited === 0)).toBe(true);
  });
});

describe('an answer', () => {
  test('that is on its way is given to those who type into it', async () => {
    const typist = new Typist({ answer: knows('return total;'), delay: 0 });
    await typist.type('r', 50);
    await typist.type('e', 50);
    await typist.type('t', 200);
    expect(typist.runs).toHaveLength(1);
    expect(typist.last).toMatchObject({ text: 'urn total;', way: 'joined' });
  });

  test('that was given is given again to those who type into it, and to those who go back', async () => {
    const typist = new Typist({ answer: knows('return total;'), delay: 0 });
    await typist.type('r', 300);
    await typist.type('e', 1);
    expect(typist.last).toMatchObject({ text: 'turn total;', way: 'remembered' });
    typist.text = 'r';
    typist.ask('automatic');
    await typist.clock.pass(1);
    expect(typist.last).toMatchObject({ text: 'eturn total;', way: 'remembered' });
    expect(typist.runs).toHaveLength(1);
  });

  test('takes the place of a bracket that the editor has closed by itself', async () => {
    const typist = new Typist({ answer: () => 'print(a, b);', delay: 0 });
    await typist.type(' ', 300);
    const spot = { ...typist.spot(')'), prefix: ' print(' };
    const ask = { spot, by: 'automatic', delay: 0, cascade: false } as const;
    const given = await typist.schedule.ask(ask, AbortSignal.timeout(1_000));
    expect(given).toMatchObject({ text: 'a, b);', covers: 1, way: 'remembered' });
  });

  test('is not given where what stands around the cursor, or anything else, has changed', async () => {
    const typist = new Typist({ answer: () => 'total;', delay: 0 });
    await typist.type('r', 300);
    for (const other of [{ suffix: ';' }, { context: '2' }, { path: '/b.ts' }]) {
      const ask = {
        spot: { ...typist.spot(), ...other },
        by: 'automatic',
        delay: 0,
        cascade: false,
      } as const;
      void typist.schedule.ask(ask, new AbortController().signal);
      await typist.clock.pass(300);
    }
    expect(typist.runs).toHaveLength(4);
  });

  test('ends, down to its socket, as soon as the person types something else', async () => {
    const typist = new Typist({ answer: () => 'total;', delay: 0 });
    await typist.type('r', 150);
    await typist.type('x', 10);
    expect(typist.runs).toMatchObject([{ endedAt: 150 }, { at: 150 }]);
    expect(typist.schedule.tally.superseded).toBe(1);
  });

  test('ends when nobody comes back for it', async () => {
    const typist = new Typist({ delay: 0, latency: 5_000 });
    await typist.type('r', 100);
    typist.leave();
    await typist.clock.pass(1_000);
    expect(typist.runs).toMatchObject([{ endedAt: 400 }]);
    expect(typist.schedule.running).toBe(0);
  });

  test('is there before it is asked for, where it was foreseen', async () => {
    const typist = new Typist({ answer: () => 'next();', delay: 100 });
    void typist.schedule.speculate({ ...typist.spot(), prefix: 'a;\n' });
    await typist.clock.pass(300);
    await typist.type('a;\n', 1);
    expect(typist.last).toMatchObject({ text: 'next();', way: 'remembered' });
    expect(typist.schedule.tally).toMatchObject({ calls: 1, speculated: 1 });
  });
});

describe('a cascade', () => {
  const answer = (_: Spot, by: 'chosen' | 'quick') => (by === 'quick' ? 'quick' : 'thorough');

  test('gives the quick answer at once, and says when the other has a different one', async () => {
    const typist = new Typist({ answer, cascade: true, delay: 100 });
    await typist.type('r', 2);
    expect(typist.last).toMatchObject({ text: 'quick', way: 'quick' });
    await typist.clock.pass(400);
    expect(typist.improved).toHaveLength(1);
    typist.ask('automatic');
    await typist.clock.pass(1);
    expect(typist.last).toMatchObject({ text: 'thorough', way: 'remembered' });
  });

  test('says nothing when both agree, or the other has nothing to say', async () => {
    for (const other of ['quick', '']) {
      const typist = new Typist({ answer: (_, by) => (by === 'quick' ? 'quick' : other), cascade: true });
      await typist.type('r', 500);
      expect(typist.improved).toEqual([]);
      typist.ask('automatic');
      await typist.clock.pass(500);
      expect(typist.last).toMatchObject({ text: 'quick', way: 'remembered' });
      expect(typist.schedule.tally.calls).toBe(1);
    }
  });

  test('spares the other model while the person types into the quick answer', async () => {
    const typist = new Typist({
      answer: (spot, by) => knows(by === 'quick' ? 'quick' : 'quicker')(spot),
      cascade: true,
      delay: 100,
    });
    for (const key of 'quic') await typist.type(key, 50);
    expect(typist.runs.map(({ by }) => by)).toEqual(['quick']);
    await typist.clock.pass(500);
    expect(typist.schedule.tally).toMatchObject({ calls: 1, spared: 3, improved: 1 });
  });

  test('waits for the other where the quick one is not sure', async () => {
    const typist = new Typist({
      answer: (_, by) => (by === 'quick' ? 'quick?' : 'thorough'),
      cascade: true,
      delay: 100,
    });
    await typist.type('r', 400);
    expect(typist.last).toMatchObject({ text: 'thorough', way: 'asked' });
  });
});

const keys = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', '(', '\n'),
    ms: fc.integer({ min: 1, max: 400 }),
    back: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);
const options = fc.record({
  latency: fc.integer({ min: 2, max: 900 }),
  delay: fc.constantFrom(-1, 0, 40, 200),
  editor: fc.integer({ min: 0, max: 30 }),
  cascade: fc.boolean(),
  length: fc.integer({ min: 0, max: 6 }),
});

test('whatever is typed: every answer is one of a model, few run at a time, and all of them end', async () => {
  const property = fc.asyncProperty(keys, options, async (strokes, { length, ...how }) => {
    const answer = ({ prefix }: Spot, by: string) =>
      'abcab(\nabc'
        .repeat(2)
        .slice(prefix.length % 7)
        .slice(0, by === 'quick' ? length : 2 * length);
    const typist = new Typist({ ...how, answer });
    for (const { key, ms, back } of strokes) {
      if (back && typist.text.length > 2) typist.text = typist.text.slice(0, -2);
      await typist.type(key, ms + how.editor);
      expect(typist.schedule.running).toBeLessThanOrEqual(2);
    }
    await typist.clock.pass(5_000);
    for (const { spot, given } of typist.given) {
      if (!given || given.text === '') continue;
      const whole = spot.prefix + given.text;
      expect(typist.runs.some((run) => run.spot.prefix + given.answer === whole)).toBe(true);
    }
    expect(typist.schedule.running).toBe(0);
    expect(typist.runs.every((run) => run.answeredAt !== undefined || run.endedAt !== undefined)).toBe(true);
    const { asks, calls } = typist.schedule.tally;
    expect(asks).toBe(strokes.length);
    expect(calls).toBe(typist.runs.filter(({ by }) => by === 'chosen').length);
    expect(savedBy(typist.schedule.tally)).toBeGreaterThanOrEqual(0);
  });
  await fc.assert(property, { numRuns: runs(60, 2_000) });
});

test('10,000 keystrokes on top of each other ask a model once, and leave nothing behind', async () => {
  const typist = new Typist({ delay: 50 });
  for (let i = 0; i < 10_000; i++) {
    typist.text += 'a';
    typist.schedule.changed('/a.ts', typist.text);
    typist.ask('automatic');
  }
  await typist.clock.pass(1_000);
  expect(typist.schedule.tally).toMatchObject({ asks: 10_000, calls: 1, dropped: 9_999 });
  expect(typist.schedule.running).toBe(0);
});
