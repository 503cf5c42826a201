/** Times the stages of one request for its trace. */

import type { StageName, StageTime } from '../protocol/protocol.ts';

export interface Stopwatch {
  /** Milliseconds by stage, in the order in which stages first ran; rounds of one stage add up. */
  readonly stages: () => readonly StageTime[];
  /** Runs a stage and counts its time, whether it succeeds or not. */
  time<T>(stage: StageName, run: () => T | Promise<T>): Promise<T>;
}

export function stopwatch(): Stopwatch {
  const spent = new Map<StageName, number>();
  return {
    stages: () => [...spent].map(([stage, ms]) => ({ stage, ms: Math.round(ms * 100) / 100 })),
    async time(stage, run) {
      const start = performance.now();
      try {
        return await run();
      } finally {
        spent.set(stage, (spent.get(stage) ?? 0) + performance.now() - start);
      }
    },
  };
}
