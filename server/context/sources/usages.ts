/** How others call or construct what the hole could use: a place for each of the best headers. */

import type { RelevantHeader } from '../../statics/statics.ts';
import type { Range } from '../../protocol/protocol.ts';
import { type ContextItem, chunkItem, type SourceFile } from '../item.ts';
import type { ContextSource, Surroundings } from '../source.ts';

const mostHeaders = 3;
const mostOfOne = 2;
/** How many lines of a call are shown. */
const mostLines = 8;
/** What the best header's example is worth. */
const worth = 0.3;

/** What stands before a name that is declared, not used. */
const declares = /\b(?:function\s*\*?|class|interface|type|enum|const|let|var|get|set)\s+$/;

export const usages: ContextSource = {
  name: 'usages',
  async find(surroundings, signal) {
    const headers = surroundings.hole.relevantHeaders
      .filter(({ kind, container }) => container === undefined && kind !== 'parameter')
      .slice(0, mostHeaders);
    const found = await Promise.all(headers.map((header) => usagesOf(header, surroundings, signal)));
    return found.flat();
  },
};

async function usagesOf(
  { name, path, score }: RelevantHeader,
  { cursor, index, read }: Surroundings,
  signal: AbortSignal,
): Promise<ContextItem[]> {
  const files = index.callSites({ from: cursor.document.path, name, path }, mostOfOne);
  const items = await Promise.all(
    files.map(async (file, rank): Promise<ContextItem | undefined> => {
      const source = await read(file, signal);
      const range = source && firstCall(source, name);
      if (!source || !range) return undefined;
      const reason = `shows how \`${name}\` is called, which yields what is expected here`;
      return chunkItem(source, range, { source: 'usages', reason, score: (worth * score) / (1 + rank) });
    }),
  );
  return items.filter((item) => item !== undefined);
}

/** The lines of the first call or construction of a name, up to where its brackets close. */
function firstCall({ text }: SourceFile, name: string): Range | undefined {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const lineStart = text.lastIndexOf('\n', at) + 1;
    const before = text.slice(lineStart, at);
    const isWord =
      !/[\p{ID_Continue}$.]$/u.test(before) &&
      /^\s*(?:<[^()]*>)?\(/.test(text.slice(at + name.length, at + 200));
    if (!isWord || declares.test(before) || /^\s*(?:\/\/|\*|import\b)/.test(before)) continue;
    return { start: lineStart, end: endOfCall(text, at) };
  }
  return undefined;
}

function endOfCall(text: string, start: number): number {
  let depth = 0;
  let lines = 1;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === '\n' && (depth <= 0 || ++lines > mostLines)) return at;
  }
  return text.length;
}
