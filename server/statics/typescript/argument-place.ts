/** The parameter and the signature that an argument under the cursor is given to. */

import ts from 'typescript';
import type { ArgumentPlace, CallArity } from '../hole.ts';
import { typeFlag } from './checker.ts';
import { withoutParentheses } from './hole-kind.ts';
import { oneLine } from './printing.ts';
import type { Site } from './site.ts';

const longest = 300;

/** `undefined` where the hole is no argument, or nothing is known of what is called. */
export function argumentPlace(site: Site): ArgumentPlace | undefined {
  const place = callAround(site);
  const signature = place && site.checker.resolvedSignature(place.call);
  if (!place || !signature || signature.parameters.length === 0) return undefined;
  const printed = site.checker.printSignature(signature);
  const parameters = parametersIn(printed);
  const last = parameters.at(-1);
  const parameter = parameters[place.index] ?? (last?.dotDotDotToken ? last : undefined);
  if (!parameter) return undefined;
  return {
    parameter: parameter.name.getText(),
    index: place.index,
    optional: parameter.questionToken !== undefined,
    rest: parameter.dotDotDotToken !== undefined,
    signature: oneLine(calleeName(place.call) + printed, longest),
  };
}

/** Overloads that are looked at; of a call with more nothing is said. */
const mostOverloads = 30;

/** `undefined` where the hole is no argument, or where a spread or an unknown type leaves the number open. */
export function callArity(site: Site): CallArity | undefined {
  const place = callAround(site);
  if (!place || place.call.arguments?.some(ts.isSpreadElement)) return undefined;
  const { checker } = site;
  const callee = checker.typeAt(place.call.expression);
  const called = ts.isNewExpression(place.call) ? 'construct' : 'call';
  const parts = callee.flags & typeFlag.union ? checker.partsOf(callee) : [callee];
  const signatures = parts.flatMap((part) => checker.signaturesOf(part, called));
  if (signatures.length === 0 || signatures.length > mostOverloads) return undefined;
  const counts = signatures.map((signature) => countsOf(parametersIn(checker.printSignature(signature))));
  const most = Math.max(...counts.map((count) => count.most));
  return {
    index: place.index,
    least: Math.min(...counts.map((count) => count.least)),
    ...(Number.isFinite(most) && { most }),
  };
}

/** A parameter that takes `void` may be left out, and so may those after it. */
function countsOf(parameters: readonly ts.ParameterDeclaration[]): { least: number; most: number } {
  const own = parameters.filter(({ name }) => name.getText() !== 'this');
  const isNeeded = ({ questionToken, dotDotDotToken, type }: ts.ParameterDeclaration) =>
    !questionToken && !dotDotDotToken && !/^void$|\|\s*void\b|\bvoid\s*\|/.test(type?.getText() ?? '');
  const isOpen = own.at(-1)?.dotDotDotToken !== undefined;
  return { least: own.findLastIndex(isNeeded) + 1, most: isOpen ? Infinity : own.length };
}

interface CallPlace {
  readonly call: ts.CallExpression | ts.NewExpression;
  readonly index: number;
}

/** The call that takes what stands at the hole as an argument: a value, a member, or a literal. */
function callAround({ hole }: Site): CallPlace | undefined {
  const isValue = hole.form === 'call' || hole.form === 'member' || ts.isStringLiteralLike(hole.node);
  if (!isValue || !ts.isExpression(hole.node)) return undefined;
  const node = withoutParentheses(hole.node);
  const given = ts.isSpreadElement(node.parent) ? node.parent : node;
  const call = given.parent;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return undefined;
  const index = call.arguments?.indexOf(given) ?? -1;
  return index < 0 ? undefined : { call, index };
}

function calleeName({ expression, kind }: ts.CallExpression | ts.NewExpression): string {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const text = ts.isIdentifier(name) || ts.isPrivateIdentifier(name) ? name.text : '';
  return kind === ts.SyntaxKind.NewExpression ? `new ${text}` : text;
}

/** What the checker leaves out of a long type, as in `'a' | ... 12 more ... | 'b'` or `{ a: ...; }`: no syntax. */
const leftOut = /\.\.\. \d+ more \.\.\.|\.\.\.(?=\s*(?:[;|&,)\]}>]|$))/g;

/** The parameters of a printed signature such as `(line: Line, label?: string): Model`. */
function parametersIn(printed: string): readonly ts.ParameterDeclaration[] {
  const source = ts.createSourceFile(
    '/signature.d.ts',
    `declare function f${printed.replace(leftOut, 'any')}`,
    ts.ScriptTarget.Latest,
    true,
  );
  const [declared] = source.statements;
  return declared && ts.isFunctionDeclaration(declared) ? declared.parameters : [];
}
