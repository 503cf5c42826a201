/** A guard over the real type engine, at the cursor of a fixture. */

import { openGuard, type Guard } from '../../server/monitors/monitors.ts';
import type { Hole, TypeEngine } from '../../server/statics/statics.ts';
import { locate, Trees } from '../../server/syntax/syntax.ts';
import { newEngine, never, strictConfig } from '../statics/typescript/engine-fixture.ts';
import { type Fixture, fixture } from '../support/fixture.ts';
import { grammarOf } from '../syntax/outline.ts';

const trees = new Trees();
/** Longer than any question takes. */
export const patient = 60_000;

export interface Guarded {
  readonly guard: Guard;
  readonly files: Fixture;
  readonly engine: TypeEngine;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function guarded(source: string): Promise<Guarded> {
  const files = fixture(`${source.trimEnd()}\n${strictConfig}`);
  const { document, offset } = files;
  const engine = newEngine();
  const cursor = locate(trees, document, offset, await grammarOf(document.language, document.text));
  const typed = await engine.hole({ path: document.path, text: document.text, offset }, never);
  const hole: Hole = { ...typed!, completeness: { state: 'complete' } };
  const guard = openGuard({ cursor, hole, held: true, engine, ms: patient, mostMs: patient, signal: never });
  return {
    guard,
    files,
    engine,
    async [Symbol.asyncDispose]() {
      await engine.dispose();
      files[Symbol.dispose]();
    },
  };
}

/** What a guard makes of pieces: how much passed, and what then broke which rule. */
export async function follow(source: string, ...pieces: string[]): Promise<string> {
  await using open = await guarded(source);
  const { guard } = open;
  for (const piece of pieces) {
    if (await guard.advance(piece)) continue;
    const { monitor, kept, found } = guard.violation!;
    return `${kept}| ${monitor}: ${found}`;
  }
  return guard.mayEnd() ? 'passes' : `${guard.violation?.kept}| ends within a name`;
}
