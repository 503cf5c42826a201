/** The parameter and the signature that an argument under the cursor is given to. */

import ts from 'typescript';
import type { ArgumentPlace } from '../hole.ts';
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

/** The parameters of a printed signature such as `(line: Line, label?: string): Model`. */
function parametersIn(printed: string): readonly ts.ParameterDeclaration[] {
  const source = ts.createSourceFile(
    '/signature.d.ts',
    `declare function f${printed}`,
    ts.ScriptTarget.Latest,
    true,
  );
  const [declared] = source.statements;
  return declared && ts.isFunctionDeclaration(declared) ? declared.parameters : [];
}
