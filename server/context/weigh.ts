/**
 * Adds to items what speaks for them beside what their own source knows: evidence that any item can have.
 * Nearness in the symbol graph is none of it: it lowered the held-out loss by 1.5 % only, and a first walk in a
 * large repository holds the thread for up to half a second.
 */

import { type ChunkHit, nearness } from '../index/index.ts';
import type { Evidence } from '../protocol/protocol.ts';
import { type Deadline, identifierParts, identifiersOf } from '../text/text.ts';
import type { ContextItem } from './item.ts';
import { nextNames } from './next-names.ts';
import { ngramEvidence, noNgramEvidence } from './ngram-evidence.ts';
import type { Surroundings } from './source.ts';

/** Places like this one whose words count. */
const mostAlike = 40;
/** A name that so many files use gets all of `used`. */
const mostUsers = 256;

/** The same items, in the same order, with the evidence of their names and their files. */
export async function weigh(
  items: readonly ContextItem[],
  surroundings: Surroundings,
  limited: Deadline,
): Promise<ContextItem[]> {
  const alike = surroundings.alike.slice(0, mostAlike);
  const [next, ngram] = await Promise.all([
    inTime(nextNames(surroundings, alike, limited.signal), limited, () => 0),
    inTime(ngramEvidence(items, surroundings, limited.signal), limited, noNgramEvidence),
  ]);
  const ofName = nameEvidence(surroundings, alike, next);
  const ofFile = fileEvidence(surroundings);
  return items.map((item) => {
    const file = ofFile(item.symbol.path);
    const { name, kind } = item.symbol;
    const own = kind === 'chunk' ? ngram.ofItem(item) : { ...ofName(name), ...ngram.ofName(name) };
    const members = item.members?.map((member) => ({
      ...member,
      evidence: { ...file, ...ofName(member.name), ...ngram.ofMember(member), ...member.evidence },
    }));
    return {
      ...item,
      evidence: { ...file, ...own, ...item.evidence },
      ...(members ? { members } : {}),
    };
  });
}

/** Evidence that is late or fails is done without. */
function inTime<T>(found: Promise<T>, limited: Deadline, otherwise: T): Promise<T> {
  return limited.race(found).catch(() => otherwise);
}

function nameEvidence(
  surroundings: Surroundings,
  alike: readonly ChunkHit[],
  next: (name: string) => number,
): (name: string) => Evidence {
  const { index, words } = surroundings;
  const above = new Set(identifiersOf(codeAbove(surroundings)));
  const wordsOf = likelihoods(surroundings, alike);
  const known = new Map<string, Evidence>();
  return (name) => {
    const found = known.get(name);
    if (found) return found;
    const parts = identifierParts(name).filter((part) => part.length > 1);
    const share = (said: ReadonlySet<string>) =>
      parts.filter((part) => said.has(part)).length / Math.max(1, parts.length);
    const evidence = {
      words: inMagnitudes(wordsOf(name)),
      next: inMagnitudes(next(name)),
      line: share(words.line),
      around: share(words.near),
      used: Math.min(1, Math.log2(1 + index.usersOf(name)) / Math.log2(1 + mostUsers)),
      above: above.has(name) ? 1 : 0,
    };
    known.set(name, evidence);
    return evidence;
  };
}

/** A share as its order of magnitude: 0 for none, 1 for all; a five-hundredth and less hardly counts. */
function inMagnitudes(share: number): number {
  return Math.log1p(magnitudes * share) / Math.log1p(magnitudes);
}

const magnitudes = 500;

/**
 * The code above the cursor, without the lines of comments: those rather say what comes next. That a name is imported
 * does not say that the model has seen how it is used.
 */
function codeAbove({ cursor }: Surroundings): string {
  const imports = cursor.names.filter(({ kind, range }) => kind === 'import' && range.end <= cursor.offset);
  let text = '';
  let from = 0;
  for (const { range } of imports.toSorted((a, b) => a.range.start - b.range.start)) {
    if (range.start < from) continue;
    text += cursor.prefix.slice(from, range.start);
    from = range.end;
  }
  return (text + cursor.prefix.slice(from)).replace(commentLine, '');
}

/** By its first letters: to take every text apart would cost more than it tells. */
const commentLine = /^[^\S\n]*(?:\/\/|\/\*|\*[\s/]|#\s|--\s).*$/gm;

/** How much of what is said in the places most like this one uses a name: 0 to 1. */
function likelihoods({ index }: Surroundings, hits: readonly ChunkHit[]): (name: string) => number {
  const sums = new Map<string, number>();
  let total = 0;
  for (const hit of hits) {
    const weight = hit.score ** 2;
    total += weight;
    for (const term of index.termsOf(hit)) sums.set(term, (sums.get(term) ?? 0) + weight);
  }
  return (name) => (total === 0 ? 0 : (sums.get(name.toLowerCase()) ?? 0) / total);
}

function fileEvidence({ cursor, workspace, index }: Surroundings): (path: string) => Evidence {
  const own = cursor.document.path;
  const recent = new Map(workspace.recent.map((path, at) => [path, 0.8 ** at]));
  const together = new Map(index.changedWith(own).map(({ path, weight }) => [path, weight]));
  const known = new Map<string, Evidence>();
  return (path) => {
    const found = known.get(path);
    if (found) return found;
    const evidence = {
      near: nearness(own, path),
      recency: recent.get(path) ?? 0,
      coChange: together.get(path) ?? 0,
    };
    known.set(path, evidence);
    return evidence;
  };
}
