/** Items for what a person pinned, whether or not anything else finds it. */

import { type Rule, ruleParts } from '../../protocol/protocol.ts';
import { pathRule } from '../../text/text.ts';
import { chunkItem, type ContextItem, type SourceFile, symbolItem } from '../item.ts';
import type { ContextSource, Surroundings } from '../source.ts';

/** Files that one rule brings in at most, nearest to the repository's folder first, and declarations of a file. */
const mostFiles = 30;
const mostOfFile = 60;

export const pinned: ContextSource = {
  name: 'pinned',
  async find(surroundings, signal) {
    const found = await Promise.all(
      (surroundings.steering?.pins ?? []).map((rule) => itemsFor(rule, surroundings, signal)),
    );
    return found.flat();
  },
};

async function itemsFor(rule: Rule, surroundings: Surroundings, signal: AbortSignal): Promise<ContextItem[]> {
  const { index, workspace, read } = surroundings;
  const { path, symbol } = ruleParts(rule);
  const isInPath = path === '' ? () => true : pathRule(path, workspace.root);
  const [holder, member] = symbol?.includes('.') ? symbol.split('.') : [undefined, symbol];
  const places = member === undefined ? index.files() : index.symbolsNamed(member).map((one) => one.path);
  const paths = [...new Set(places)]
    .filter(isInPath)
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const files = await Promise.all(paths.slice(0, mostFiles).map((one) => read(one, signal)));
  return files.flatMap((file) => (file ? itemsOf(file, rule, { holder, member }) : []));
}

interface Wanted {
  readonly holder: string | undefined;
  readonly member: string | undefined;
}

/** The declarations of a name, or all at the top level of a file; of a file without any its lines. */
function itemsOf(file: SourceFile, rule: Rule, { holder, member }: Wanted): ContextItem[] {
  const finding = { source: 'pinned', reason: `pinned by "${rule}"`, score: 1 } as const;
  const { symbols, chunks } = file.facts;
  const holderOf = (container: number | undefined) =>
    container === undefined ? undefined : symbols[container]?.name;
  const facts = symbols.filter(({ name, container }) =>
    member === undefined
      ? container === undefined
      : name === member && (!holder || holderOf(container) === holder),
  );
  if (facts.length > 0) return facts.slice(0, mostOfFile).map((fact) => symbolItem(file, fact, finding));
  return member === undefined
    ? chunks.slice(0, mostOfFile).map(({ range }) => chunkItem(file, range, finding))
    : [];
}
