/** Gathers what the repository knows about a hole. Adding a source = one file and one line below. */

import { deadline, messageOf } from '../text/text.ts';
import type { ContextItem, SourceName } from './item.ts';
import type { ContextSource, Situation, Surroundings } from './source.ts';
import { relevantHeaders, relevantTypes } from './sources/declarations.ts';
import { failingNames } from './sources/failing-names.ts';
import { importableNames } from './sources/importable.ts';
import { importedDefinitions } from './sources/imported-definitions.ts';
import { membersOfValues } from './sources/members.ts';
import { pinned } from './sources/pinned.ts';
import { recentlyEdited } from './sources/recently-edited.ts';
import { similarCode } from './sources/similar-code.ts';
import { usages } from './sources/usages.ts';
import { writtenMembers } from './sources/written-members.ts';
import { surroundingsOf } from './surroundings.ts';
import { weigh } from './weigh.ts';

export {
  type ContextItem,
  distinctLevels,
  type ItemList,
  type ItemMember,
  type SourceFile,
  type SourceName,
} from './item.ts';
export { formsOf } from './concise.ts';
export { withRankedMembers } from './members-item.ts';
export { elision, growth, plainWeight, type Unit, type Weigh } from './pruning.ts';
export type { Situation } from './source.ts';
export { definitionsOf } from './sources/failing-names.ts';

export const contextSources: readonly ContextSource[] = [
  pinned,
  failingNames,
  relevantTypes,
  relevantHeaders,
  usages,
  membersOfValues,
  writtenMembers,
  importableNames,
  importedDefinitions,
  similarCode,
  recentlyEdited,
];

/** The sources that speak of types: relevant types and relevant headers. */
export const typedSources: readonly SourceName[] = ['types', 'headers', 'members', 'importable'];

export interface Gathered {
  readonly items: readonly ContextItem[];
  /** Sources that failed or were late, one sentence each. */
  readonly problems: readonly string[];
}

/** What these show, the file reaches already, whatever a manifest says. */
const resolved: ReadonlySet<SourceName> = new Set(['types', 'headers', 'members', 'imports']);

/**
 * Asks every source at once, or those of `only`. One that throws or needs more than `ms` milliseconds
 * yields nothing. Nothing of a package is shown that the open file's package cannot import.
 */
export async function gather(
  situation: Situation,
  ms: number,
  signal: AbortSignal,
  only?: readonly SourceName[],
): Promise<Gathered> {
  const surroundings = surroundingsOf(situation);
  const asked = contextSources.filter(({ name }) => only?.includes(name) ?? true);
  const answers = await Promise.all(asked.map((source) => ask(source, surroundings, ms, signal)));
  const { index, cursor } = surroundings;
  const isInReach = ({ source, symbol }: ContextItem) =>
    resolved.has(source) || index.canImport(cursor.document.path, symbol.path);
  const items = answers.flatMap((answer) => answer.items).filter(isInReach);
  using limited = deadline(ms, signal);
  const weighed = await weigh(items, surroundings, limited);
  signal.throwIfAborted();
  return { items: weighed, problems: answers.flatMap(({ problems }) => problems) };
}

async function ask(
  source: ContextSource,
  surroundings: Surroundings,
  ms: number,
  signal: AbortSignal,
): Promise<Gathered> {
  const limited = deadline(ms, signal);
  try {
    const items = await limited.race(source.find(surroundings, limited.signal));
    return { items, problems: [] };
  } catch (error) {
    signal.throwIfAborted();
    const why = limited.signal.aborted ? `was not ready within ${ms} ms` : `failed: ${messageOf(error)}`;
    return { items: [], problems: [`The context source "${source.name}" ${why}.`] };
  } finally {
    limited[Symbol.dispose]();
  }
}
