/**
 * Types of one string, which the native compiler makes for nobody: they are made and compared here, and
 * are `string` in every other question.
 */

import { type Checker, type CheckerType, typeFlag } from '../checker.ts';

/** What of a checker comparing them takes. */
type Comparing = Pick<Checker, 'literalValue' | 'partsOf' | 'isAssignable' | 'intrinsic'>;

/** Owns the types made for one checker. */
export class StringLiterals {
  readonly #made = new Map<string, CheckerType>();
  readonly #values = new WeakMap<CheckerType, string>();

  of(value: string): CheckerType {
    const known = this.#made.get(value);
    if (known) return known;
    const type = { flags: typeFlag.string | typeFlag.literal, symbol: undefined, alias: undefined };
    this.#made.set(value, type);
    this.#values.set(type, value);
    return type;
  }

  /** The value of a type that was made here; `undefined` for any other. */
  valueOf(type: CheckerType): string | undefined {
    return this.#values.get(type);
  }
}

/** Whether the string may stand where the type is wanted. */
export function isTaken(checker: Comparing, value: string, target: CheckerType): boolean {
  if (target.flags & typeFlag.union) {
    return checker.partsOf(target).some((part) => isTaken(checker, value, part));
  }
  if (target.flags & typeFlag.literal) return checker.literalValue(target) === value;
  return checker.isAssignable(checker.intrinsic('string'), target);
}

/** Whether the type has no other value than the string. */
export function isOnly(checker: Comparing, source: CheckerType, value: string): boolean {
  const parts = source.flags & typeFlag.union ? checker.partsOf(source) : [source];
  return parts.every((part) => part.flags & typeFlag.never || checker.literalValue(part) === value);
}
