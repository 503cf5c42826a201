/** What a place expects, and the words that the rules for it share. */

import { type CheckerType, typeFlag } from './checker.ts';

/** Any of `types` will do. Empty without a name: the place expects nothing in particular. */
export interface Expectation {
  readonly types: readonly CheckerType[];
  /** How to say it when it is not the name of the one type. */
  readonly name?: string;
}

export const nothing: Expectation = { types: [] };
const saysNothing = typeFlag.any | typeFlag.unknown | typeFlag.never | typeFlag.void;

/** A type that narrows down what can stand somewhere. */
export function telling(type: CheckerType | undefined): CheckerType | undefined {
  return type && (type.flags & saysNothing) === 0 ? type : undefined;
}

export function one(type: CheckerType | undefined): Expectation {
  return type ? { types: [type] } : nothing;
}
