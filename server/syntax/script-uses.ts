/** How the names of a script are used: in values, in types, called, constructed, extended. */

import type ts from 'typescript';
import { type TypeScript, uses } from './script-tree.ts';
import { bind, type ScriptWalk, visitFunction, type Visitors, visitHidden, visitor } from './script-walk.ts';

export function useVisitors(typescript: TypeScript): Visitors {
  const { SyntaxKind: Kind } = typescript;
  const nothing = (): void => {};
  return new Map([
    ...valueVisitors(typescript),
    ...typeVisitors(typescript),
    ...markupVisitors(typescript),
    ...stretchVisitors(typescript),
    [Kind.MetaProperty, nothing],
    [Kind.BreakStatement, nothing],
    [Kind.ContinueStatement, nothing],
    [Kind.NamespaceExportDeclaration, nothing],
    [
      Kind.LabeledStatement,
      visitor(typescript.isLabeledStatement, (node, { visit }) => visit(node.statement)),
    ],
  ]);
}

function valueVisitors(typescript: TypeScript): Visitors {
  const { SyntaxKind: Kind } = typescript;
  return new Map([
    [Kind.Identifier, visitor(typescript.isIdentifier, (node, { found }) => found.use(node, uses.use))],
    [
      Kind.PropertyAccessExpression,
      visitor(typescript.isPropertyAccessExpression, (node, walk) => visitAccess(node, walk, uses.member)),
    ],
    [Kind.CallExpression, visitor(typescript.isCallExpression, visitCall)],
    [
      Kind.NewExpression,
      visitor(typescript.isNewExpression, (node, walk) => {
        visitCallee(node.expression, walk, [uses.construct, uses.construct]);
        walk.visitAll(node.typeArguments);
        walk.visitAll(node.arguments);
      }),
    ],
    [
      Kind.TaggedTemplateExpression,
      visitor(typescript.isTaggedTemplateExpression, (node, walk) => {
        visitCallee(node.tag, walk, [uses.call, uses.callMember]);
        walk.visitAll(node.typeArguments);
        walk.visit(node.template);
      }),
    ],
    [
      Kind.PropertyAssignment,
      visitor(typescript.isPropertyAssignment, (node, walk) => {
        visitComputed(node.name, walk);
        walk.visit(node.initializer);
      }),
    ],
    [
      Kind.VariableDeclaration,
      visitor(typescript.isVariableDeclaration, (node, walk) => {
        bind(node.name, walk);
        walk.visit(node.type);
        walk.visit(node.initializer);
      }),
    ],
  ]);
}

function visitAccess(node: ts.PropertyAccessExpression, walk: ScriptWalk, code: number): void {
  walk.visit(node.expression);
  if (walk.ts.isIdentifier(node.name)) walk.found.use(node.name, code);
}

/** `codes`: how a name that stands alone is used, and one behind a dot. */
function visitCallee(
  callee: ts.Expression,
  walk: ScriptWalk,
  [alone, member]: readonly [number, number],
): void {
  if (walk.ts.isIdentifier(callee)) walk.found.use(callee, alone);
  else if (walk.ts.isPropertyAccessExpression(callee)) visitAccess(callee, walk, member);
  else walk.visit(callee);
}

/** `import(…)` and `require(…)` of a literal are imports. */
function visitCall(node: ts.CallExpression, walk: ScriptWalk): void {
  const { ts, found } = walk;
  const [first] = node.arguments;
  const callee = node.expression;
  const isImport =
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
  if (isImport && first) found.import(first, node, []);
  visitCallee(callee, walk, [uses.call, uses.callMember]);
  walk.visitAll(node.typeArguments);
  walk.visitAll(node.arguments);
}

/** Names of properties are no uses; what computes one is. */
export function visitComputed(name: ts.Node | undefined, walk: ScriptWalk): void {
  if (name && walk.ts.isComputedPropertyName(name)) walk.visit(name.expression);
}

function typeVisitors(typescript: TypeScript): Visitors {
  const { SyntaxKind: Kind } = typescript;
  return new Map([
    [
      Kind.TypeReference,
      visitor(typescript.isTypeReferenceNode, (node, walk) => {
        visitTypeName(node.typeName, walk, uses.type);
        walk.visitAll(node.typeArguments);
      }),
    ],
    [
      Kind.TypeQuery,
      visitor(typescript.isTypeQueryNode, (node, walk) => {
        if (typescript.isIdentifier(node.exprName)) walk.found.use(node.exprName, uses.use);
        else visitTypeName(node.exprName, walk, uses.member);
        walk.visitAll(node.typeArguments);
      }),
    ],
    [
      Kind.ImportType,
      visitor(typescript.isImportTypeNode, (node, walk) => {
        if (typescript.isLiteralTypeNode(node.argument) && typescript.isStringLiteral(node.argument.literal))
          walk.found.import(node.argument.literal, node, []);
        walk.visitAll(node.typeArguments);
      }),
    ],
    [
      Kind.TypeParameter,
      visitor(typescript.isTypeParameterDeclaration, (node, walk) => {
        walk.found.note('binding.type', walk.found.rangeOf(node.name));
        walk.visit(node.constraint);
        walk.visit(node.default);
      }),
    ],
    [Kind.HeritageClause, visitor(typescript.isHeritageClause, visitHeritage)],
    [Kind.TypePredicate, visitor(typescript.isTypePredicateNode, (node, { visit }) => visit(node.type))],
    [Kind.NamedTupleMember, visitor(typescript.isNamedTupleMember, (node, { visit }) => visit(node.type))],
    [
      Kind.PropertySignature,
      visitor(typescript.isPropertySignature, (node, walk) => {
        visitComputed(node.name, walk);
        walk.visit(node.type);
      }),
    ],
    ...[
      Kind.FunctionType,
      Kind.ConstructorType,
      Kind.CallSignature,
      Kind.ConstructSignature,
      Kind.MethodSignature,
      Kind.IndexSignature,
    ].map((kind) => [kind, visitor(typescript.isFunctionLike, visitFunction)] as const),
  ]);
}

function visitTypeName(name: ts.EntityName, walk: ScriptWalk, code: number): void {
  const { ts, found } = walk;
  if (ts.isIdentifier(name)) {
    // As in `as const`.
    if (name.escapedText !== 'const') found.use(name, code);
    return;
  }
  visitTypeName(name.left, walk, ts.isIdentifier(name.left) ? uses.use : uses.member);
  found.use(name.right, code);
}

function visitHeritage(clause: ts.HeritageClause, walk: ScriptWalk): void {
  for (const { expression, typeArguments } of clause.types) {
    visitCallee(expression, walk, [uses.heritage, uses.heritage]);
    walk.visitAll(typeArguments);
  }
}

/** Elements: those in lower case are no names of the program. */
function markupVisitors(typescript: TypeScript): Visitors {
  const { SyntaxKind: Kind } = typescript;
  const element = (node: ts.JsxOpeningElement | ts.JsxSelfClosingElement, walk: ScriptWalk): void => {
    const { tagName } = node;
    const isOurs = !typescript.isIdentifier(tagName) || !/^[a-z]/.test(tagName.text);
    if (isOurs && !typescript.isJsxNamespacedName(tagName))
      visitCallee(tagName, walk, [uses.call, uses.member]);
    walk.visitAll(node.typeArguments);
    walk.visit(node.attributes);
  };
  return new Map([
    [Kind.JsxOpeningElement, visitor(typescript.isJsxOpeningElement, element)],
    [Kind.JsxSelfClosingElement, visitor(typescript.isJsxSelfClosingElement, element)],
    [Kind.JsxClosingElement, () => {}],
    [Kind.JsxAttribute, visitor(typescript.isJsxAttribute, (node, { visit }) => visit(node.initializer))],
  ]);
}

/** Functions, and the statements that hide what they declare. */
function stretchVisitors(typescript: TypeScript): Visitors {
  const { SyntaxKind: Kind } = typescript;
  const functions = [Kind.ArrowFunction, Kind.MethodDeclaration, Kind.GetAccessor, Kind.SetAccessor];
  const statements = [
    Kind.IfStatement,
    Kind.ForStatement,
    Kind.ForInStatement,
    Kind.ForOfStatement,
    Kind.WhileStatement,
    Kind.DoStatement,
    Kind.SwitchStatement,
    Kind.TryStatement,
  ];
  return new Map([
    ...functions.map(
      (kind) =>
        [
          kind,
          visitor(typescript.isFunctionLike, (node, walk) => {
            visitComputed(node.name, walk);
            visitFunction(node, walk);
          }),
        ] as const,
    ),
    [
      Kind.FunctionExpression,
      visitor(typescript.isFunctionExpression, (node, walk) => {
        if (node.name) bind(node.name, walk);
        visitFunction(node, walk);
      }),
    ],
    ...statements.map(
      (kind) =>
        [
          kind,
          (node: ts.Node, walk: ScriptWalk) => visitHidden(node, walk, () => walk.visitChildren(node)),
        ] as const,
    ),
  ]);
}
