/**
 * The type engine of a repository: the native compiler where the platform has it, TypeScript 6 where it
 * has not or where the native one fails. Both are told of every change; one that is never asked never
 * starts.
 */

import type { TypeEngineChoice } from '../../protocol/protocol.ts';
import type { TimelyTypeEngine, TypedHole, TypeEngine } from '../../statics/statics.ts';
import { messageOf } from '../../text/text.ts';
import { type ChildOptions, createTypeEngineChild, type TypeEngineChild } from './type-engine-child.ts';
import { TimelyHoles } from './timely-holes.ts';
import { nativeCompiler } from './type-engine-compiler.ts';

/** The engines of a repository, seen as one. */
export interface TypeEnginePair extends TimelyTypeEngine {
  /** Processes of the engines that run, the one that answered last first. */
  readonly pids: readonly number[];
  /** Which engine is asked first from now on, and whether another may take over. */
  choose(choice: TypeEngineChoice): void;
}

type Limits = Omit<ChildOptions, 'engine'>;

/** `auto` asks the native compiler first; the other choices ask one engine and no other. */
export function createTypeEnginePair(choice: TypeEngineChoice, limits: Limits = {}): TypeEnginePair {
  const javascript = createTypeEngineChild({ ...limits, engine: 'javascript' });
  const native = createTypeEngineChild({ ...limits, engine: 'native' });
  const all = [native, javascript];
  let order = orderOf(choice, native, javascript);
  let last = order[0];

  async function asked<T>(ask: (engine: TypeEngine) => Promise<T>, signal: AbortSignal): Promise<Answer<T>> {
    const failures: string[] = [];
    for (const engine of order) {
      try {
        const value = await ask(engine);
        last = engine;
        return { value, engine: engine.name, failures };
      } catch (error) {
        signal.throwIfAborted();
        failures.push(`${engine.name} failed: ${messageOf(error)}`);
      }
    }
    throw new Error(failures.join('; '));
  }

  const hole: TypeEngine['hole'] = async (query, signal, tell) =>
    described(await asked((engine) => engine.hole(query, signal, tell), signal));
  const timely = new TimelyHoles(hole);

  return {
    get name() {
      return last.name;
    },
    get pids() {
      return [last, ...all.filter((engine) => engine !== last)].flatMap(({ pid }) => pid ?? []);
    },
    choose(next) {
      order = orderOf(next, native, javascript);
      last = order[0];
      for (const engine of all) if (!order.includes(engine)) engine.release();
    },
    handles: (path) => javascript.handles(path),
    change: (path, text) => {
      timely.changed([path]);
      for (const engine of all) engine.change(path, text);
    },
    changedOnDisk: (paths) => {
      timely.changed(paths);
      for (const engine of all) engine.changedOnDisk(paths);
    },
    hole,
    holeWithin: (query, ms, signal) => timely.within(query, ms, signal),
    judge: async (query, signal) => (await asked((engine) => engine.judge(query, signal), signal)).value,
    heads: async (query, signal) => (await asked((engine) => engine.heads(query, signal), signal)).value,
    diagnostics: async (file, signal) =>
      (await asked((engine) => engine.diagnostics(file, signal), signal)).value,
    dispose: async () => {
      await Promise.all(all.map((engine) => engine.dispose()));
    },
  };
}

interface Answer<T> {
  readonly value: T;
  readonly engine: string;
  /** Why the engines before it did not answer, a sentence each. */
  readonly failures: readonly string[];
}

function described({ value, engine, failures }: Answer<TypedHole | undefined>): TypedHole | undefined {
  if (!value) return undefined;
  return { ...value, engine, ...(failures.length > 0 && { fallback: failures.join('; ') }) };
}

type Order = readonly [first: TypeEngineChild, ...others: TypeEngineChild[]];

function orderOf(choice: TypeEngineChoice, native: TypeEngineChild, javascript: TypeEngineChild): Order {
  if (choice === 'javascript') return [javascript];
  if (choice === 'native') return [native];
  return nativeCompiler(import.meta.url) ? [native, javascript] : [javascript];
}
