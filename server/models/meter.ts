/** Follows one request and says at its end what it cost, whichever way it ended. */

import type { ModelUsage } from '../protocol/protocol.ts';
import type { StreamEvent } from './dialect.ts';
import { costOf, type Prices, type ReportedUsage } from './usage.ts';

export interface Meter {
  see(event: StreamEvent): void;
  retried(): void;
  /** What it cost by now. */
  read(): ModelUsage;
}

export interface MeterOptions {
  /** The prompt, as it is counted where the server does not count. */
  readonly prompt: string;
  readonly prices: Prices;
  count(text: string): number;
}

export function startMeter({ prompt, prices, count }: MeterOptions): Meter {
  const started = performance.now();
  let reported: ReportedUsage = {};
  let text = '';
  let firstTokenMs: number | undefined;
  let retries = 0;
  return {
    see(event) {
      if (event.usage) reported = { ...reported, ...event.usage };
      if (event.alive) firstTokenMs ??= performance.now() - started;
      text += event.text;
    },
    retried: () => void retries++,
    read() {
      const { promptTokens, cachedTokens = 0, completionTokens } = reported;
      const usage = {
        promptTokens: promptTokens ?? count(prompt),
        cachedTokens,
        completionTokens: completionTokens ?? count(text),
      };
      const cost = costOf(usage, prices);
      return {
        ...usage,
        counted: promptTokens === undefined || completionTokens === undefined ? 'here' : 'by the server',
        ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
        ms: performance.now() - started,
        retries,
        ...(cost === undefined ? {} : { cost }),
      };
    },
  };
}
