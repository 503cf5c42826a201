/** The deadlines of one request: for its first piece of text, and for its last. */

import { ModelError } from './prompt.ts';

/** Milliseconds that a server gets to end a stream after it has said that the answer is complete. */
const grace = 200;

const whenLate = 'It may be loading or busy: ask again, choose a smaller model, or raise the deadline.';

export interface Clock {
  /** Aborted with a `ModelError` when a deadline is over. */
  readonly signal: AbortSignal;
  /** Milliseconds until the first piece of text has to be there. */
  readonly left: number;
  /** The model has begun to answer. */
  begun(): void;
  /** The model has said all; the stream may end by itself for a moment longer. */
  said(): void;
  stop(): void;
}

/** `server` begins the sentence that says who was late. */
export function startClock(
  server: string,
  { firstToken, total }: { readonly firstToken: number; readonly total: number },
): Clock {
  const started = performance.now();
  const controller = new AbortController();
  const expire = (what: string) =>
    controller.abort(new ModelError('timed out', `${server} ${what}. ${whenLate}`));
  const first = setTimeout(() => expire(`sent no text within ${firstToken} ms`), firstToken);
  let last = setTimeout(() => expire(`was not done within ${total} ms`), total);
  return {
    signal: controller.signal,
    get left() {
      return Math.min(firstToken, total) - (performance.now() - started);
    },
    begun: () => clearTimeout(first),
    said: () => {
      clearTimeout(last);
      last = setTimeout(() => controller.abort(), grace);
    },
    stop: () => {
      clearTimeout(first);
      clearTimeout(last);
    },
  };
}
