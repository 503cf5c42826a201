import { describe, expect, test } from 'vitest';
import { abortable, DeadlineError, deadline } from '../../server/text/text.ts';

const never = new Promise<never>(() => {});

describe('a deadline', () => {
  test('lets an answer through that is in time', async () => {
    using limited = deadline(1000, new AbortController().signal);
    expect(await limited.race(Promise.resolve(1))).toBe(1);
  });

  test('ends the wait when the time is up, and tells so by its signal', async () => {
    using limited = deadline(5, new AbortController().signal);
    await expect(limited.race(never)).rejects.toBeInstanceOf(DeadlineError);
    expect(limited.signal.aborted).toBe(true);
  });

  test("ends at once with its parent and gives the parent's reason", async () => {
    const parent = new AbortController();
    using limited = deadline(60_000, parent.signal);
    const waiting = limited.race(never);
    parent.abort(new Error('typed on'));
    await expect(waiting).rejects.toThrow('typed on');
  });
});

test('abortable rejects with the reason of a signal that is aborted already', async () => {
  await expect(abortable(never, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
});
