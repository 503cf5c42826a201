import { expect, test } from 'vitest';
import { LateSurprise } from '../../../server/host/gguf/gguf-surprise.ts';

/** A model that answers when it is told to. */
function model(isLoaded = () => true) {
  const asked: { readonly text: string; readonly signal: AbortSignal; answer(): void }[] = [];
  const late = new LateSurprise({
    measure: (text, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        asked.push({ text, signal, answer: () => resolve([text.length]) });
      }),
    isLoaded,
    quiet: 1,
  });
  const asks = (count: number) => expect.poll(() => asked.length).toBe(count);
  return { late, asked, asks };
}

test('a text is measured once, after it was asked for', async () => {
  const { late, asked, asks } = model();
  expect(late.of('abc')).toEqual([]);
  await asks(1);
  asked[0]?.answer();
  await expect.poll(() => late.of('abc')).toEqual([3]);
  expect(asked).toHaveLength(1);
});

test('a completion ends what is measured, which begins anew when it is over', async () => {
  const { late, asked, asks } = model();
  late.of('abc');
  await asks(1);
  const completion = late.completing();
  expect(asked[0]?.signal.aborted).toBe(true);
  late.of('abcd');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toHaveLength(1);
  completion[Symbol.dispose]();
  await asks(2);
  asked[1]?.answer();
  await asks(3);
  expect(asked.map(({ text }) => text)).toEqual(['abc', 'abcd', 'abc']);
});

test('no model is loaded for it, and a very long text is not measured', async () => {
  let loaded = false;
  const { late, asked, asks } = model(() => loaded);
  late.of('abc');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toHaveLength(0);
  loaded = true;
  late.of('x'.repeat(6_000));
  late.of('abc');
  await asks(1);
  expect(asked[0]?.text).toBe('abc');
});
