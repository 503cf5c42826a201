/** A member as its declaration says it: its head on one line, and that head without what can be done without. */

import ts from 'typescript';
import { writtenType } from './header-match.ts';
import { oneLine } from './printing.ts';

const longestHead = 120;
/** Letters of what stands for a structure that is longer than that. */
const longestOutline = 300;
/** Letters up to which a head is never shortened, and how much longer than its short form it has to be. */
const shortHead = 32;
const muchLonger = 1.5;
/** Letters of a shortened list of parameters or types. */
const longestParameters = 48;

/** A member as it is written, up to its body, without comments; without its value where its type is written. */
export function headOf(node: ts.Declaration): string {
  const source = node.getSourceFile();
  const written = source.text.slice(node.getStart(source), endOf(node));
  const text = written.replace(commentOrText, (found, quote?: string) => (quote ? found : ''));
  const head = text.replace(/\s*(=>|[;,{])?\s*$/, '').replace(spoken, '');
  const type = typeOf(node);
  const isCut = head.length > longestHead && type && ts.isTypeLiteralNode(type);
  if (!isCut) return oneLine(head, longestHead);
  const called = type.members.find(ts.isCallSignatureDeclaration);
  const outline = called ? `: ${called.getText().replace(/[;,]$/, '')}` : keysOf(type);
  return oneLine(nameOf(node) + outline, called ? longestHead : longestOutline);
}

/**
 * The head without the types of parameters and results, `annotate(name, …)`, or with the head of its type alone,
 * `parts: Map<…>`; `undefined` where that is hardly shorter.
 */
export function shortHeadOf(node: ts.Declaration, head: string): string | undefined {
  if (head.length <= shortHead) return undefined;
  const name = nameOf(node);
  const short = name + restOf(node);
  return name !== '' && short.length * muchLonger < head.length ? short : undefined;
}

function nameOf(node: ts.Declaration): string {
  const optional = 'questionToken' in node && node.questionToken ? '?' : '';
  return `${ts.getNameOfDeclaration(node)?.getText() ?? ''}${optional}`;
}

/** `: { icon?; sizes: { small; large } }`: a structure by its keys. */
function keysOf(type: ts.TypeNode | undefined): string {
  if (!type || !ts.isTypeLiteralNode(type)) return '';
  return `: { ${type.members.map((member) => nameOf(member) + keysOf(typeOf(member))).join('; ')} }`;
}

/** What a value is called as: its own function's or its type's parameters. */
export function bodyOf(node: ts.Declaration): ts.Node | undefined {
  if (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isAccessor(node)) return node.body;
  return functionIn(node)?.body;
}

/** Comments, and texts in quotes so that nothing within them is taken for one. */
const commentOrText = /(["'`])(?:\\[^]|(?!\1)[^\\])*\1|\/\*[^]*?\*\/|\/\/[^\n]*/g;
/** What goes without saying of a member that can be reached. */
const spoken = /^(?:(?:export|default|declare|public|override|async|function)\s+)+/;

function endOf(node: ts.Declaration): number {
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node))
    return node.members.pos;
  const type = ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node) ? node.type : undefined;
  return type?.end ?? bodyOf(node)?.getStart() ?? node.end;
}

function functionIn(node: ts.Declaration): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const initial =
    ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)
      ? node.initializer
      : undefined;
  return initial && (ts.isArrowFunction(initial) || ts.isFunctionExpression(initial)) ? initial : undefined;
}

function restOf(node: ts.Declaration): string {
  const parameters = parametersOf(node);
  if (parameters) return parameterNames(parameters);
  const type = typeOf(node);
  return type ? `: ${typeHead(type)}` : '';
}

function parametersOf(node: ts.Declaration): readonly ts.ParameterDeclaration[] | undefined {
  if (ts.isFunctionLike(node)) return ts.isAccessor(node) ? undefined : node.parameters;
  const type = typeOf(node);
  if (type && ts.isFunctionTypeNode(type)) return type.parameters;
  const [called] = type && ts.isTypeLiteralNode(type) ? type.members : [];
  if (called && ts.isCallSignatureDeclaration(called)) return called.parameters;
  return functionIn(node)?.parameters;
}

function typeOf(node: ts.Declaration): ts.TypeNode | undefined {
  return ts.isFunctionLike(node) && !ts.isGetAccessor(node) ? undefined : writtenType(node);
}

function parameterNames(parameters: readonly ts.ParameterDeclaration[]): string {
  const names = parameters.map(({ name, dotDotDotToken, questionToken }) => {
    const own = ts.isIdentifier(name) ? name.text : '{ … }';
    return `${dotDotDotToken ? '...' : ''}${own}${questionToken ? '?' : ''}`;
  });
  let text = names.join(', ');
  while (text.length > longestParameters && names.pop() !== undefined) text = [...names, '…'].join(', ');
  return `(${text})`;
}

/** `Map<…>` of `Map<string, Line>`, each part of a union by itself. */
function typeHead(type: ts.TypeNode): string {
  if (ts.isTypeReferenceNode(type))
    return `${oneLine(type.typeName.getText(), shortHead)}${type.typeArguments ? '<…>' : ''}`;
  if (ts.isUnionTypeNode(type)) return oneLine(type.types.map(typeHead).join(' | '), longestParameters);
  if (ts.isArrayTypeNode(type)) return `${typeHead(type.elementType)}[]`;
  if (ts.isTypeLiteralNode(type))
    return oneLine(`{ ${type.members.map(nameOf).join('; ')} }`, longestParameters);
  return oneLine(type.getText(), shortHead);
}
