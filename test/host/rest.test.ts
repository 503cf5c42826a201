import { expect, test, vi } from 'vitest';
import { Rest } from '../../server/host/rest.ts';

function leftBehind(): WeakRef<object> {
  return new WeakRef({ of: 'much work' });
}

test('what work has left behind is collected once nothing happens', async () => {
  const left = leftBehind();
  const rest = new Rest(1);
  rest.worked();
  await vi.waitFor(() => expect(left.deref() === undefined).toBe(true), 20_000);
  rest.end();
});

test('a rest that is over collects nothing', () => {
  vi.useFakeTimers();
  const rest = new Rest();
  rest.worked();
  rest.end();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('what happens puts a collection off, and begins none', () => {
  vi.useFakeTimers();
  const rest = new Rest(100);
  rest.stirred();
  expect(vi.getTimerCount()).toBe(0);
  rest.worked();
  vi.advanceTimersByTime(60);
  rest.stirred();
  vi.advanceTimersByTime(60);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(60);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
