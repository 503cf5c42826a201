/** One snapshot of the native compiler as questions see it: its checker, and what things are known by. */

import type { Checker as NativeTypes, Type } from 'typescript7/unstable/sync';
import type { CheckerType } from '../checker.ts';
import { StringLiterals } from './literal-types.ts';
import { type NativeHandles, nativeHandles, type NativePlaces } from './native-handles.ts';
import { nativePlaces, type NativeSources } from './native-trees.ts';

/** One snapshot's checker, and what it and the rules know things by. */
export interface Asked {
  readonly sources: NativeSources;
  readonly native: NativeTypes;
  readonly handles: NativeHandles;
  readonly places: NativePlaces;
  readonly literals: StringLiterals;
  /** The native compiler's type of a handle; for a literal that was made here, `string`. */
  typeOf(handle: CheckerType): Type;
}

export function askedOf(sources: NativeSources): Asked {
  const native = sources.project.checker;
  const places = nativePlaces(sources);
  const handles = nativeHandles(places);
  const literals = new StringLiterals();
  const typeOf = (handle: CheckerType) =>
    literals.valueOf(handle) === undefined ? handles.typeOf(handle) : native.getStringType();
  return { sources, native, handles, places, literals, typeOf };
}
