/** What is asked of a type engine: how often, and for how long it is waited for. */

import type { TypeEngine } from '../../server/statics/statics.ts';

export interface Asked {
  /** Questions about a place, and about errors; times in milliseconds. */
  readonly holes: number;
  readonly holeMs: number;
  readonly checks: number;
  readonly checkMs: number;
}

export interface CountedEngine extends TypeEngine {
  /** What was asked since this was last called. */
  asked(): Asked;
}

const nothing: Asked = { holes: 0, holeMs: 0, checks: 0, checkMs: 0 };

export function counted(engine: TypeEngine): CountedEngine {
  let all = nothing;
  const timed = async <T>(answer: Promise<T>, add: (ms: number) => Asked): Promise<T> => {
    const started = performance.now();
    try {
      return await answer;
    } finally {
      all = add(performance.now() - started);
    }
  };
  return {
    name: engine.name,
    handles: (path) => engine.handles(path),
    change: (path, text) => engine.change(path, text),
    changedOnDisk: (paths) => engine.changedOnDisk(paths),
    judge: (query, signal) => engine.judge(query, signal),
    heads: (query, signal) => engine.heads(query, signal),
    hole: (query, signal, tell) =>
      timed(engine.hole(query, signal, tell), (ms) => ({
        ...all,
        holes: all.holes + 1,
        holeMs: all.holeMs + ms,
      })),
    diagnostics: (file, signal) =>
      timed(engine.diagnostics(file, signal), (ms) => ({
        ...all,
        checks: all.checks + 1,
        checkMs: all.checkMs + ms,
      })),
    dispose: () => engine.dispose(),
    asked: () => {
      const before = all;
      all = nothing;
      return before;
    },
  };
}
