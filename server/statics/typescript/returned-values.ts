/** What a function is to return where a promise or nothing would do as well: the values that are meant. */

import { type Checker, type CheckerType, typeFlag } from './checker.ts';
import { type Expectation, telling } from './expected.ts';

const absent = typeFlag.undefined | typeFlag.null;

/**
 * `Model` of `Model | Promise<Model>` and of `Model | void`; in an async function promises stand for their
 * values. `undefined` where no value is allowed besides.
 */
export function valuesMeant(
  checker: Checker,
  asked: readonly CheckerType[],
  isAsync: boolean,
): Expectation | undefined {
  const values = valuesOf(checker, asked, isAsync);
  const told = [...new Set(values)].filter((type) => telling(type) !== undefined);
  if (told.every(({ flags }) => flags & absent)) return undefined;
  const promised = asked.flatMap((type) => promisedOf(checker, type));
  const whole = [...asked, ...promised].find((type) => isMadeOf(checker, type, told));
  if (whole) return { types: [whole] };
  return { types: told, name: namesOf(checker, told).join(' | ') };
}

/** The same of a callback at most, where nothing tells its type parameters yet. */
export function widestValues(
  checker: Checker,
  callback: CheckerType,
  isAsync: boolean,
): Expectation | undefined {
  const [signature] = checker.signaturesOf(checker.nonNullable(callback), 'call');
  if (!signature) return undefined;
  const values = valuesOf(checker, [checker.returnType(signature)], isAsync);
  const widest = values.map((type) => checker.constraintOf(type) ?? type);
  return valuesMeant(checker, widest, isAsync);
}

/** The parts that are no promises; in an async function with the values of those that are. */
function valuesOf(checker: Checker, types: readonly CheckerType[], isAsync: boolean): CheckerType[] {
  const parts = types.flatMap((type) => unionOf(checker, type));
  const plain = parts.filter((part) => valueOf(checker, part) === undefined);
  const promised = isAsync ? parts.flatMap((part) => promisedOf(checker, part)) : [];
  return [...plain, ...promised.flatMap((type) => unionOf(checker, type))];
}

function promisedOf(checker: Checker, type: CheckerType): CheckerType[] {
  return unionOf(checker, type).flatMap((part) => valueOf(checker, part) ?? []);
}

function valueOf(checker: Checker, type: CheckerType): CheckerType | undefined {
  return /^Promise(Like)?$/.test(type.symbol?.name ?? '') ? checker.typeArguments(type)[0] : undefined;
}

function unionOf(checker: Checker, type: CheckerType): readonly CheckerType[] {
  return type.flags & typeFlag.union ? checker.partsOf(type) : [type];
}

function isMadeOf(checker: Checker, type: CheckerType, parts: readonly CheckerType[]): boolean {
  const own = unionOf(checker, type);
  return own.length === parts.length && own.every((part) => parts.includes(part));
}

/** `boolean` is a union of its two values. */
function namesOf(checker: Checker, types: readonly CheckerType[]): string[] {
  const isWhole = types.filter(({ flags }) => flags & typeFlag.boolean).length === 2;
  const named = types.map((type) =>
    checker.print(isWhole && type.flags & typeFlag.boolean ? checker.baseOfLiteral(type) : type, 'short'),
  );
  return [...new Set(named)];
}
