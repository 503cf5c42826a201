/**
 * Monitors keep a model inside what is legal: each turns what the types say of a place into the names that
 * may come next there. Adding a monitor = one file and one line below.
 */

import { argumentTypeMonitor } from './argument-type.ts';
import { Guard, type GuardOptions } from './guard.ts';
import { importedNameMonitor } from './imported-names.ts';
import { attributeMonitor, destructuringMonitor, objectKeyMonitor } from './keys.ts';
import { literalMonitor } from './literal-values.ts';
import { fittingMemberMonitor, memberMonitor } from './members.ts';
import { modulePathMonitor } from './module-paths.ts';
import type { Monitor } from './monitor.ts';
import { scopeMonitor } from './names-in-scope.ts';
import { newableMonitor } from './newable.ts';

export { decode, type DecodeOptions, type GuardedText } from './decode.ts';
export { Guard } from './guard.ts';
export { intersection, type TokenMask, TokenMasks } from './token-mask.ts';
export { buildTrie } from './vocabulary-trie.ts';

const monitors: readonly Monitor[] = [
  memberMonitor,
  fittingMemberMonitor,
  literalMonitor,
  objectKeyMonitor,
  destructuringMonitor,
  attributeMonitor,
  importedNameMonitor,
  modulePathMonitor,
  newableMonitor,
  argumentTypeMonitor,
  scopeMonitor,
];

/** A fresh guard, for one stream of text; `held` says whether the model is held to anything. */
export function openGuard(options: Omit<GuardOptions, 'monitors'> & { readonly held: boolean }): Guard {
  return options.held
    ? new Guard({ ...options, monitors })
    : new Guard({ ...options, monitors: [], engine: undefined });
}
