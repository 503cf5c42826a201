/** The types in play at a hole: what is expected, what a member is taken of, and what stands near it. */

import ts from 'typescript';
import { type CheckerSymbol, type CheckerType, symbolFlag } from './checker.ts';
import { functionAround, resultOf } from './enclosing-function.ts';
import type { Expectation } from './expected.ts';
import type { Seed } from './relevant-types.ts';
import type { ScopedName } from './scope.ts';
import { receiverOf, type Site } from './site.ts';
import { usedAbove, valuesInPlay } from './values-in-play.ts';

/** How many arguments and how many values in play count. */
const mostArguments = 8;
const mostValues = 12;
const mostImports = 30;

/** Nearest to the hole first; after a dot what stands before it is nearer than what is expected. */
export function typesInPlay(site: Site, expectation: Expectation, names: readonly ScopedName[]): Seed[] {
  const receivers = receiverTypes(site);
  const step = receivers.length > 0 ? 1 : 0;
  const values = valuesInPlay(site, names).slice(0, mostValues);
  return [
    ...receivers.map((type) => ({ type, via: 'the receiver', cost: 0 })),
    ...expectation.types.map((type) => ({ type, via: 'the expected type', cost: step })),
    ...argumentTypes(site).map((type) => ({ type, via: 'an argument beside it', cost: 1 + step })),
    ...functionTypes(site).map((seed) => ({ ...seed, cost: 1 + step })),
    ...values.map(({ text, type }) => ({ type: type(), via: `the value ${text}:`, cost: 1 + step })),
  ];
}

/** Types that are imported and not named above: somewhere they will be. */
export function importedTypes(site: Site): CheckerSymbol[] {
  const used = usedAbove(site);
  const names = site.source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name) : [];
  });
  const unused = names.filter(({ text }) => !used.has(text)).slice(-mostImports);
  return site.checker.symbolsAt(unused).flatMap((local) => {
    const symbol = local && site.checker.meantBy(local);
    return symbol && symbol.flags & (symbolFlag.interface | symbolFlag.typeAlias) ? [symbol] : [];
  });
}

function receiverTypes({ checker, hole }: Site): CheckerType[] {
  const receiver = receiverOf(hole);
  return receiver && hole.form === 'member' ? [checker.typeAt(receiver)] : [];
}

/** The other arguments of the call that the hole is an argument of. */
function argumentTypes({ checker, hole }: Site): CheckerType[] {
  const call = hole.node.parent;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return [];
  const others = (call.arguments ?? []).filter((argument) => argument !== hole.node);
  return others.slice(0, mostArguments).map((argument) => checker.typeAt(argument));
}

function functionTypes(site: Site): Omit<Seed, 'cost'>[] {
  const around = functionAround(site);
  if (!around) return [];
  const result = resultOf(site.checker, around);
  const parameters = around.parameters.map((parameter) => site.checker.typeAt(parameter));
  return [
    ...(result ? [{ type: result, via: "the enclosing function's result" }] : []),
    ...parameters.map((type) => ({ type, via: "the enclosing function's parameter" })),
  ];
}
