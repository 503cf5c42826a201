/** Follows the name that is being written at the cursor and says when it can no longer be a legal one. */

import type { LegalNames, TokenGuard } from '../models/models.ts';

/**
 * A guard for the first name after the cursor; `typed` is the part of it that stands before the cursor.
 * An empty or incomplete set of legal names forbids nothing. Once the name has ended anything goes.
 */
export function nameGuard(legal: LegalNames | undefined, typed: string): TokenGuard {
  if (!legal?.complete || legal.names.length === 0) return { mask: () => undefined, advance: () => true };
  let written = typed;
  let ended = false;
  const open = () => legal.names.filter((name) => name.startsWith(written));
  return {
    mask: () =>
      ended ? undefined : { names: open().map((name) => name.slice(written.length)), complete: true },
    advance(text) {
      if (ended) return true;
      const [whole = '', name = '', after = ''] = /^(#?[\p{ID_Continue}$]*)(.?)/su.exec(written + text) ?? [];
      written = name;
      ended = whole !== '' && after !== '';
      return ended ? legal.names.includes(name) : open().length > 0;
    },
  };
}
