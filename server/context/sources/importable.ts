/** Items for what the file may want to import here, by what its neighbours import, words and types. */

import type { ImportHit } from '../../index/index.ts';
import { type HoleKind, importerAt, importLine, wantedOf } from '../../statics/statics.ts';
import type { SymbolKind } from '../../syntax/syntax.ts';
import { type ContextItem, declaredAtTop, headerItem } from '../item.ts';
import type { ContextSource, Surroundings } from '../source.ts';

const mostItems = 100;
/** How often a line needs something that is not imported yet: mostly names come from what is there. */
const needed = 0.5;
const neededAfterDot = 0.05;

const types: ReadonlySet<SymbolKind> = new Set(['class', 'interface', 'type', 'enum', 'namespace']);
const values: ReadonlySet<SymbolKind> = new Set([
  'function',
  'class',
  'enum',
  'namespace',
  'constant',
  'variable',
]);
const typeKinds: ReadonlySet<HoleKind> = new Set(['type', 'type argument', 'implements clause', 'type body']);
/** Where both types and values may be named in the rest of the line. */
const openKinds: ReadonlySet<HoleKind> = new Set([
  'statement',
  'function body',
  'method body',
  'class body',
  'parameter',
  'extends clause',
]);
/** Where nothing of another file can be named. */
const closedKinds: ReadonlySet<HoleKind> = new Set([
  'comment',
  'JSDoc',
  'string',
  'module path',
  'import',
  'import specifier',
  'export specifier',
  'enum body',
]);

export const importableNames: ContextSource = {
  name: 'importable',
  async find(surroundings, signal) {
    const { cursor, hole, index, read } = surroundings;
    if (cursor.region !== 'code' || closedKinds.has(hole.kind)) return [];
    const hits = index.importable(queryAt(surroundings), mostItems);
    const shares = sharesOf(hits.map(({ score }) => score));
    const prior = cursor.member ? neededAfterDot : needed;
    const importer = importerAt(cursor);
    const items = await Promise.all(
      hits.map(async (hit, rank): Promise<ContextItem | undefined> => {
        const file = await read(hit.path, signal);
        const fact = file && declaredAtTop(file, hit.fact.name);
        if (!file || !fact) return undefined;
        const wanted = hit.inScope ? undefined : wantedOf(importer, hit, index);
        const how = wanted ? `; importable with \`${importLine(importer, wanted)}\`` : '';
        const reason = `${why(hit)}${how}`;
        const score = prior * (shares[rank] ?? 0);
        return headerItem(file, fact, { source: 'importable', reason, score });
      }),
    );
    return items.filter((item) => item !== undefined);
  },
};

function queryAt({ cursor, hole, words }: Surroundings) {
  const { document, names } = cursor;
  const bound = new Set(names.map(({ name }) => name));
  return {
    path: document.path,
    imported: new Set(names.filter(({ kind }) => kind === 'import').map(({ name }) => name)),
    bound,
    ...words,
    inPlay: new Set(hole.relevantTypes.filter(({ distance }) => distance === 0).map(({ name }) => name)),
    heads: new Map((hole.wantedHeads ?? []).map(({ name, weight }) => [name, weight])),
    ...(openKinds.has(hole.kind) ? {} : { kinds: typeKinds.has(hole.kind) ? types : values }),
  };
}

/** The scores as shares of one: each point more is as good as being 2.7 times as likely. */
function sharesOf(scores: readonly number[]): number[] {
  const best = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - best));
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
}

/** What speaks most for it. */
function why({ evidence, inScope }: ImportHit): string {
  const { unbound, yields, takes, companions, sameFile, line, around } = evidence;
  if (unbound > 0) return inScope ? 'used in this file' : 'used in this file, which does not import it';
  if (yields > 0) return 'yields the type that is expected here';
  if (takes > 0.4) return 'takes a type of what is in play here';
  if (companions > 0.4) return 'imported by files that import what this one imports';
  if (line > 0.4) return 'named like what stands on this line';
  if (sameFile > 0) return 'declared beside what this file imports';
  if (around > 0.4) return 'named like what stands nearby';
  if (companions > 0) return 'imported by files near this one';
  return inScope ? 'declared in the same package' : 'declared near this file or widely used';
}
