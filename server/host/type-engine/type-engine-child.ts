/**
 * One type engine in a process of its own, seen from outside as any `TypeEngine`. Nothing here waits
 * for the child but the answers to requests.
 */

import type { TypeEngine } from '../../statics/statics.ts';
import { languageOf } from '../../text/text.ts';
import { ChildLink, type ChildOptions } from './type-engine-link.ts';

export type { ChildOptions, EngineKind } from './type-engine-link.ts';

/** A type engine in a child process. */
export interface TypeEngineChild extends TypeEngine {
  /** The child that is up, if one is. */
  readonly pid: number | undefined;
  /** How many children were started after the first. */
  readonly restarts: number;
  /** Starts the child before its first request; it starts by itself otherwise. */
  start(): void;
  /** Ends the child when it has nothing to do; the next request starts another. */
  release(): void;
}

const languages = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact']);

/**
 * A child that starts with its first request. A request rejects with the signal's reason when it is
 * aborted, and with an `Error` when the child died under it or is left alone after it died often.
 */
export function createTypeEngineChild(options: ChildOptions = {}): TypeEngineChild {
  const link = new ChildLink(options);
  return {
    get name() {
      return link.name;
    },
    get pid() {
      return link.pid;
    },
    get restarts() {
      return link.restarts;
    },
    start: () => link.start(),
    release: () => link.release(),
    handles: (path) => languages.has(languageOf(path)),
    change: (path, text) => link.change(path, text),
    changedOnDisk: (paths) => link.changedOnDisk(paths),
    hole: async (query, signal, tell) => {
      const tells = tell !== undefined;
      const answer = await link.ask((id) => ({ kind: 'hole', id, query, tells }), signal, tell);
      return answer.kind === 'hole' ? answer.hole : undefined;
    },
    judge: async (query, signal) => {
      const answer = await link.ask((id) => ({ kind: 'judge', id, query }), signal);
      return answer.kind === 'judge' ? answer.list : [];
    },
    heads: async (query, signal) => {
      const answer = await link.ask((id) => ({ kind: 'heads', id, query }), signal);
      return answer.kind === 'heads' ? answer.list : [];
    },
    diagnostics: async (file, signal) => {
      const answer = await link.ask((id) => ({ kind: 'diagnostics', id, file }), signal);
      return answer.kind === 'diagnostics' ? answer.list : [];
    },
    dispose: () => link.dispose(),
  };
}
