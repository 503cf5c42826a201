/** What is known of an endpoint: asked once, kept until a request fails, and never waited for twice in vain. */

import { deadline } from '../text/text.ts';
import type { Known } from './probe.ts';

export interface KnownEndpoint {
  readonly known: Known | undefined;
  /** Waits for what the endpoint says of itself, not for long. Never rejects. */
  learn(signal: AbortSignal): Promise<void>;
  /** The next `learn` asks anew; until then what was known stands. */
  doubt(): void;
}

/** `ask` finds out; `patience` is the milliseconds that a request waits for it. */
export function knownEndpoint(ask: () => Promise<Known>, patience: number): KnownEndpoint {
  let known: Known | undefined;
  let learning: Promise<void> | undefined;
  // A server that did not say in time what it is keeps no second request waiting.
  let waitsLong = false;

  async function find(): Promise<void> {
    try {
      known = await ask();
    } catch {
      // There is nothing to ask; the request itself says why.
    }
    // A server that was not there is asked again by the next request.
    if (!known?.status) learning = undefined;
  }

  return {
    get known() {
      return known;
    },
    async learn(signal) {
      learning ??= find();
      using limited = deadline(waitsLong ? 0 : patience, signal);
      await limited.race(learning).catch(() => {
        waitsLong ||= !signal.aborted;
      });
    },
    doubt() {
      learning = undefined;
    },
  };
}
