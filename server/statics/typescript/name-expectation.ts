/**
 * What a name is expected to belong to or to be: the object whose key is written, the value that is taken
 * apart, the type of a parameter, of what an annotation stands beside, the bound of a type argument.
 */

import ts from 'typescript';
import type { Checker, CheckerType } from './checker.ts';
import { type Expectation, nothing, one, telling } from './expected.ts';
import { isAssignedPattern } from './hole-kind.ts';

/** `node` is the name, or a string literal that stands for one. */
export function nameExpectation(checker: Checker, node: ts.Node): Expectation {
  const { parent } = node;
  const keyed = telling(keyedType(checker, node));
  if (keyed && ts.isStringLiteralLike(node)) {
    return { types: [], name: `keyof ${checker.print(keyed, 'short')}` };
  }
  if (keyed) return one(keyed);
  if (ts.isParameter(parent) && parent.name === node) return one(telling(checker.typeAt(node)));
  const type = ts.findAncestor(node, ts.isTypeNode);
  return type ? typeExpectation(checker, type) : nothing;
}

/** The type whose key is named there. */
export function keyedType(checker: Checker, node: ts.Node): CheckerType | undefined {
  const { parent } = node;
  if (ts.isBindingElement(parent)) return boundType(checker, parent, node);
  if (ts.isLiteralTypeNode(parent)) return indexedType(checker, parent);
  if (!('name' in parent) || parent.name !== node) return undefined;
  if (ts.isJsxAttribute(parent)) return checker.contextualType(parent.parent);
  if (!ts.isObjectLiteralElementLike(parent) || !ts.isObjectLiteralExpression(parent.parent))
    return undefined;
  return isAssignedPattern(parent.parent)
    ? assignedType(checker, parent.parent)
    : checker.contextualType(parent.parent);
}

function boundType(checker: Checker, element: ts.BindingElement, node: ts.Node): CheckerType | undefined {
  const isKey =
    !element.dotDotDotToken && (element.propertyName === undefined || element.propertyName === node);
  if (!isKey || !ts.isObjectBindingPattern(element.parent)) return undefined;
  const type = checker.typeAt(element.parent);
  return isOfPattern(checker, type, element) ? undefined : type;
}

/** A pattern that nothing is given to has the type of what it names. */
function isOfPattern(checker: Checker, type: CheckerType, { parent }: ts.BindingElement): boolean {
  const names = parent.elements.map((one) =>
    (ts.isBindingElement(one) ? (one.propertyName ?? one.name) : one).getText(),
  );
  const properties = checker.propertiesOf(type);
  return (
    properties.length > 0 &&
    properties.length === names.length &&
    properties.every(({ name }) => names.includes(name))
  );
}

/** What is taken apart by `({ key } = value)` or by a pattern in one. */
function assignedType(checker: Checker, pattern: ts.ObjectLiteralExpression): CheckerType | undefined {
  const { parent } = pattern;
  if (ts.isBinaryExpression(parent)) return checker.typeAt(parent.right);
  if (!ts.isPropertyAssignment(parent) || !ts.isIdentifier(parent.name)) return undefined;
  const name = parent.name.text;
  const whole = assignedType(checker, parent.parent);
  const property = whole && checker.propertiesOf(whole).find((one) => one.name === name);
  return property && checker.typeOf(property);
}

/** `Model` in `Model['key']` and in `Pick<Model, 'id' | 'key'>`. */
function indexedType(checker: Checker, literal: ts.TypeNode): CheckerType | undefined {
  const { parent } = literal;
  if (ts.isUnionTypeNode(parent)) return indexedType(checker, parent);
  const isIndex = ts.isIndexedAccessTypeNode(parent) && parent.indexType === literal;
  if (isIndex) return checker.typeAt(parent.objectType);
  const place = argumentPlace(literal);
  const owner = place && keyOwner(checker, place);
  return owner && checker.typeAt(owner);
}

interface TypeArgumentPlace {
  readonly reference: ts.TypeReferenceNode | ts.ExpressionWithTypeArguments;
  readonly index: number;
}

function argumentPlace(type: ts.TypeNode): TypeArgumentPlace | undefined {
  const { parent } = type;
  if (!ts.isTypeReferenceNode(parent) && !ts.isExpressionWithTypeArguments(parent)) return undefined;
  const index = parent.typeArguments?.indexOf(type) ?? -1;
  return index < 0 ? undefined : { reference: parent, index };
}

/** Of the language's own generic types: the second argument names keys of the first. */
const keyTakers: ReadonlySet<string> = new Set(['Pick', 'Omit']);

/** The type argument whose keys are asked for at the place: `K extends keyof T`. */
function keyOwner(checker: Checker, { reference, index }: TypeArgumentPlace): ts.TypeNode | undefined {
  const bound = boundOf(checker, { reference, index });
  if (bound === undefined) {
    const takesKeys = index === 1 && keyTakers.has(nameOf(reference).getText());
    return takesKeys ? reference.typeArguments?.[0] : undefined;
  }
  const { constraint, siblings } = bound;
  if (!ts.isTypeOperatorNode(constraint) || constraint.operator !== ts.SyntaxKind.KeyOfKeyword)
    return undefined;
  const owner = constraint.type.getText();
  return reference.typeArguments?.[siblings.findIndex(({ name }) => name.text === owner)];
}

interface Bound {
  readonly constraint: ts.TypeNode;
  readonly siblings: readonly ts.TypeParameterDeclaration[];
}

/** The constraint of the type parameter that a type argument is given to. */
function boundOf(checker: Checker, { reference, index }: TypeArgumentPlace): Bound | undefined {
  const symbol = checker.symbolAt(nameOf(reference));
  for (const node of symbol ? checker.meantBy(symbol).declarations : []) {
    if (!ts.isClassLike(node) && !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node))
      continue;
    const siblings = node.typeParameters ?? [];
    const constraint = siblings[index]?.constraint;
    if (constraint) return { constraint, siblings };
  }
  return undefined;
}

function nameOf(reference: TypeArgumentPlace['reference']): ts.Node {
  return ts.isTypeReferenceNode(reference) ? reference.typeName : reference.expression;
}

function typeExpectation(checker: Checker, type: ts.TypeNode): Expectation {
  const { parent } = type;
  const place = argumentPlace(type);
  if (place) return boundExpectation(checker, place);
  if (ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) {
    return one(telling(checker.contextualType(parent)) ?? telling(checker.typeAt(parent.expression)));
  }
  if (ts.isArrowFunction(parent) && parent.type === type && !ts.isBlock(parent.body)) {
    return one(telling(checker.baseOfLiteral(checker.typeAt(parent.body))));
  }
  const declared =
    ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isParameter(parent);
  if (!declared || !parent.initializer) return nothing;
  return one(telling(checker.baseOfLiteral(checker.typeAt(parent.initializer))));
}

function boundExpectation(checker: Checker, place: TypeArgumentPlace): Expectation {
  const owner = keyOwner(checker, place);
  if (owner) return { types: [], name: `keyof ${owner.getText()}` };
  const bound = boundOf(checker, place);
  return bound ? one(telling(checker.typeAt(bound.constraint))) : nothing;
}
