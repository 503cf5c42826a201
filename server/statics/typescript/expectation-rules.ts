/**
 * What a place expects where the checker itself has no expectation, by the syntax around it: operands,
 * conditions, keys, spreads, templates, the other side of what is chosen between.
 */

import ts from 'typescript';
import { type Checker, type CheckerType, typeFlag } from './checker.ts';
import { type Expectation, nothing, one, telling } from './expected.ts';
import { withoutParentheses } from './hole-kind.ts';
import { hasPrivateName } from './private-member.ts';

type Rule = (checker: Checker, node: ts.Expression) => Expectation | undefined;

const rules: readonly Rule[] = [
  operand,
  caseOfSwitch,
  condition,
  key,
  spread,
  templatePart,
  otherBranch,
  sibling,
  bySyntax,
];

/** What the first rule that has something to say expects of the expression. */
export function expectedByRule(checker: Checker, expression: ts.Expression): Expectation {
  const node = withoutParentheses(expression);
  for (const rule of rules) {
    const found = rule(checker, node);
    if (found && (found.types.length > 0 || found.name !== undefined)) return found;
  }
  return nothing;
}

const equality: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
const arithmetic: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
  ts.SyntaxKind.AsteriskEqualsToken,
  ts.SyntaxKind.SlashEqualsToken,
  ts.SyntaxKind.PercentEqualsToken,
  ts.SyntaxKind.AmpersandEqualsToken,
  ts.SyntaxKind.BarEqualsToken,
]);

function operand(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) return ofOperator(checker, parent.operator);
  if (ts.isPostfixUnaryExpression(parent)) return one(checker.intrinsic('number'));
  if (!ts.isBinaryExpression(parent)) return undefined;
  const other = parent.left === node ? parent.right : parent.left;
  const operator = parent.operatorToken.kind;
  if (equality.has(operator)) return one(comparable(checker, other));
  if (operator === ts.SyntaxKind.InKeyword && node === parent.left) return keysOf(checker, parent.right);
  if (operator === ts.SyntaxKind.InKeyword) return { types: [], name: 'object' };
  if (operator === ts.SyntaxKind.InstanceOfKeyword && node === parent.right) {
    return { types: [], name: 'abstract new (...given: any) => unknown' };
  }
  if (!arithmetic.has(operator)) return undefined;
  const base = checker.baseOfLiteral(checker.typeAt(other));
  const counts = base.flags & (typeFlag.string | typeFlag.number | typeFlag.bigint);
  return one(counts ? base : checker.intrinsic('number'));
}

function ofOperator(checker: Checker, operator: ts.SyntaxKind): Expectation {
  return one(checker.intrinsic(operator === ts.SyntaxKind.ExclamationToken ? 'boolean' : 'number'));
}

/** What a value can be compared with: a literal stands for its kind, a name for all that it can be. */
function comparable(checker: Checker, other: ts.Expression): CheckerType | undefined {
  const type = checker.typeAt(other);
  return telling(ts.isLiteralExpression(other) ? checker.baseOfLiteral(type) : type);
}

function caseOfSwitch(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (!ts.isCaseClause(parent) || parent.expression !== node) return undefined;
  return one(telling(checker.typeAt(parent.parent.parent.expression)));
}

function condition(checker: Checker, node: ts.Expression): Expectation | undefined {
  return isCondition(node) ? one(checker.intrinsic('boolean')) : undefined;
}

const logical: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
]);

function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent) || !logical.has(parent.operatorToken.kind)) return false;
  return isCondition(withoutParentheses(parent));
}

function key(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (ts.isComputedPropertyName(parent)) return { types: [], name: 'string | number | symbol' };
  const isKey = ts.isElementAccessExpression(parent) && parent.argumentExpression === node;
  return isKey ? keysOf(checker, parent.expression) : undefined;
}

/** The port makes no `keyof`: its parts are the literal types of the names. */
function keysOf(checker: Checker, owner: ts.Expression): Expectation {
  const receiver = checker.nonNullable(checker.typeAt(owner));
  const indexes = checker.indexesOf(receiver).map((index) => index.key);
  if (indexes.length > 0) return { types: indexes, ...named(checker, indexes) };
  const properties = (telling(receiver) ? checker.propertiesOf(receiver) : []).filter(
    ({ declaration }) => !hasPrivateName(declaration),
  );
  if (properties.length === 0) return nothing;
  return {
    types: properties.slice(0, 100).map((property) => checker.stringLiteral(property.name)),
    name: `keyof ${checker.print(receiver, 'short')}`,
  };
}

function named(checker: Checker, types: readonly CheckerType[]): { name: string } {
  return { name: types.map((type) => checker.print(type, 'short')).join(' | ') };
}

function spread(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (ts.isSpreadAssignment(parent)) return one(telling(checker.contextualType(parent.parent)));
  if (!ts.isSpreadElement(parent)) return undefined;
  const list = parent.parent;
  if (ts.isArrayLiteralExpression(list)) return one(telling(checker.contextualType(list)));
  return ts.isCallExpression(list) || ts.isNewExpression(list) ? restOf(checker, list) : undefined;
}

function restOf(checker: Checker, call: ts.CallExpression | ts.NewExpression): Expectation {
  const rest = checker.resolvedSignature(call)?.parameters.at(-1);
  return one(rest && telling(checker.typeOf(rest)));
}

function templatePart(checker: Checker, node: ts.Expression): Expectation | undefined {
  if (!ts.isTemplateSpan(node.parent)) return undefined;
  return { types: [checker.intrinsic('string'), checker.intrinsic('number')], name: 'string | number' };
}

/** Both branches of a choice are mostly of one type. */
function otherBranch(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (!ts.isConditionalExpression(parent)) return undefined;
  return one(widened(checker, parent.whenTrue === node ? parent.whenFalse : parent.whenTrue));
}

/** So are the elements of an array. */
function sibling(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (!ts.isArrayLiteralExpression(parent)) return undefined;
  const other = parent.elements.find((element) => element !== node && !ts.isSpreadElement(element));
  return other && one(widened(checker, other));
}

function widened(checker: Checker, node: ts.Expression): CheckerType | undefined {
  return telling(checker.baseOfLiteral(checker.typeAt(node)));
}

const anyObject: Expectation = { types: [], name: 'object' };

/** What only the syntax says, without a type of the checker for it. */
function bySyntax(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (ts.isThrowStatement(parent)) return { types: [], name: 'Error' };
  if (ts.isForInStatement(parent)) return parent.expression === node ? anyObject : undefined;
  if (ts.isForOfStatement(parent) && parent.expression === node) {
    return { types: [], name: parent.awaitModifier ? 'AsyncIterable<unknown>' : 'Iterable<unknown>' };
  }
  if (ts.isEnumMember(parent)) {
    return { types: [checker.intrinsic('number'), checker.intrinsic('string')], name: 'number | string' };
  }
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return undefined;
  return { types: [], name: `{ ${parent.name.text}: unknown }` };
}
