/** Whether a symbol can be seen from other files, by what its language says about names and modifiers. */

import type { SymbolFact, SymbolKind } from './facts.ts';
import type { Visibility } from './rules.ts';

export interface Seen {
  readonly name: string;
  /** The text from the symbol's start to its name. */
  readonly modifiers: string;
  /** The query says that it is exported. */
  readonly captured: boolean;
  readonly holder: SymbolFact | undefined;
  readonly kind: SymbolKind;
  /** It stands where its class hides what it declares. */
  readonly inHiddenSection: boolean;
}

/** Their members are as visible as they are. */
const open: ReadonlySet<SymbolFact['kind']> = new Set(['interface', 'enum']);

const methods: ReadonlySet<SymbolKind> = new Set(['method', 'constructor', 'property']);

export function isVisible(seen: Seen, rules: Visibility): boolean {
  const { name, modifiers, captured, holder } = seen;
  if (holder && !holder.exported) return false;
  if (seen.inHiddenSection && (rules.sections === 'all' || methods.has(seen.kind))) return false;
  if (rules.names && !rules.names.test(name)) return false;
  if (captured && rules.exports === 'all') return true;
  if (rules.hidden?.test(modifiers)) return false;
  if (captured || (holder && open.has(holder.kind))) return true;
  if (rules.shown && !rules.shown.test(modifiers)) return false;
  if (!holder || holder.kind === 'namespace') return rules.exports === 'all';
  return !rules.shownMembers || rules.shownMembers.test(modifiers);
}
