/** Facts of several files in one buffer: a buffer that goes to another thread costs as much as the facts of a file. */

import type { Finding } from './fact-store.ts';

type Facts = Uint8Array<ArrayBuffer>;

/** The facts that were found in a file, if any were. */
export function factsOf(finding: Finding | undefined): Facts[] {
  return finding?.kind === 'facts' ? [finding.facts] : [];
}

/** The same facts, in their order, as parts of one new buffer. */
export function joinedFacts(all: readonly Facts[]): Facts[] {
  const buffer = new ArrayBuffer(all.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  return all.map((facts) => {
    const part = new Uint8Array(buffer, end, facts.length);
    part.set(facts);
    end += facts.length;
    return part;
  });
}

/** Their buffers, each once, as they are given away with a message. */
export function buffersOf(all: readonly Facts[]): ArrayBuffer[] {
  return [...new Set(all.map(({ buffer }) => buffer))];
}
