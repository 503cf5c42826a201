/** When a request that failed is worth sending again, and after how long. */

import { Refusal } from './model-errors.ts';
import { at } from './wire.ts';

/** Further tries at most. */
const mostRetries = 3;

/** Milliseconds before the first further try, on average; each one after it waits twice as long. */
const firstWait = 200;

export interface Try {
  /** 0 for the first. */
  readonly attempt: number;
  /** Milliseconds until nobody waits for the first piece of text any more. */
  readonly left: number;
}

/**
 * Milliseconds to wait before the request is sent again, or `undefined` when it is not worth it. A server's
 * `Retry-After` counts; without one the wait is drawn from half to one and a half of its length, so that
 * clients which failed together do not come back together.
 */
export function waitBeforeRetry(error: unknown, { attempt, left }: Try): number | undefined {
  if (attempt >= mostRetries || !isPassing(error)) return undefined;
  const told = error instanceof Refusal ? retryAfter(error.header('retry-after')) : undefined;
  const wait = told ?? firstWait * 2 ** attempt * (0.5 + Math.random());
  return wait < left ? wait : undefined;
}

/** Too many requests, a server in trouble, or a kept connection that the server had closed meanwhile. */
function isPassing(error: unknown): boolean {
  if (error instanceof Refusal) return error.status === 408 || error.status === 429 || error.status >= 500;
  return at(error, 'code') === 'ECONNRESET' || at(error, 'code') === 'EPIPE';
}

/** Milliseconds, from seconds or a date. */
function retryAfter(text: string): number | undefined {
  if (text === '') return undefined;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
