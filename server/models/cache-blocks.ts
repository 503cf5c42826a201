/**
 * Where a chat prompt may be cut so that a server can keep its beginning: at the prompt's last breakpoint, behind the
 * context, and within the file's text at a line that moves only once in a while, since a cache counts only from its very beginning to a cut.
 */

import type { Prompt, Segment } from './prompt.ts';

export interface Block {
  readonly text: string;
  /** The prompt up to the end of this block is worth keeping. */
  readonly keep: boolean;
}

export interface CacheBlocks {
  readonly system: string;
  /** Joined, they are the user's message. */
  readonly user: readonly Block[];
}

/** Lines of the open file between two cuts. */
const step = 64;

export function cacheBlocks({ segments, messages = [], breakpoints = [] }: Prompt): CacheBlocks {
  const system = messages.find(({ role }) => role === 'system')?.content ?? '';
  const [first, ...rest] = segments;
  const own = first && first.text === system ? rest : segments;
  const stableEnd = Math.max(0, (breakpoints.at(-1) ?? 0) - (segments.length - own.length));
  const prefix = own.findIndex(({ kind }) => kind === 'prefix');
  const [stable, moving] = cutAtStep(own[prefix]?.text ?? '');
  const between = joined(own.slice(stableEnd, Math.max(prefix, stableEnd)));
  const after = joined(own.slice(prefix + 1));
  const user: Block[] = [
    { text: joined(own.slice(0, stableEnd)), keep: true },
    { text: between + stable, keep: stable !== '' },
    { text: moving + after, keep: false },
  ];
  return { system, user: user.filter(({ text }) => text !== '') };
}

/** The lines up to the last whole step, and what comes after. */
function cutAtStep(text: string): [string, string] {
  const lines = text.split(/(?<=\n)/);
  const count = Math.floor((lines.length - 1) / step) * step;
  return [lines.slice(0, count).join(''), lines.slice(count).join('')];
}

function joined(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('');
}
