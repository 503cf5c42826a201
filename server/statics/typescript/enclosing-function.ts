/** The function around a hole: its parameters and result, filled in from its context where unwritten. */

import ts from 'typescript';
import { type Checker, type CheckerSignature, type CheckerType, typeFlag } from './checker.ts';
import { telling } from './expected.ts';
import { oneLine, shortTypeName } from './printing.ts';
import { placeholders } from './project.ts';
import type { Site } from './site.ts';

const longest = 300;

/** The innermost function whose body or result the hole is in. */
export function functionAround({ hole, probe }: Site): ts.SignatureDeclaration | undefined {
  return ts.findAncestor(hole.node, (node): node is ts.SignatureDeclaration => {
    return (
      ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && node.body.pos <= probe.start
    );
  });
}

/** What the function is to return: as written, else as its context asks; a promise's value when async. */
export function resultOf(checker: Checker, node: ts.SignatureDeclaration): CheckerType | undefined {
  const asked = node.type ? checker.typeAt(node.type) : contextualResult(checker, node);
  const result = telling(asked);
  return result && isAsync(node) ? promised(checker, result) : result;
}

/** Whether a function is declared `async`. */
export function isAsync(node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

/** `T` of a `Promise<T>` or of a union with one; other types themselves. */
export function promised(checker: Checker, type: CheckerType): CheckerType {
  const promise = [type, ...checker.partsOf(type)].find((one) =>
    /^Promise(Like)?$/.test(one.symbol?.name ?? ''),
  );
  const [result] = promise ? checker.typeArguments(promise) : [];
  return result ?? type;
}

/** One line, for example `pay(invoice: Invoice, on?: Date): Receipt`; what is not known is left out. */
export function signatureAround(site: Site): string | undefined {
  const node = functionAround(site);
  if (!node) return undefined;
  const { checker } = site;
  const parameters = node.parameters.map((parameter) => parameterText(checker, parameter));
  const written = node.type?.getText(node.getSourceFile());
  const result = written ?? askedResult(checker, node);
  const text = `${nameOf(node)}(${parameters.join(', ')})${result ? `: ${result}` : ''}`;
  return text === '()' ? undefined : oneLine(text, longest);
}

function askedResult(checker: Checker, node: ts.SignatureDeclaration): string | undefined {
  const result = contextualResult(checker, node);
  const isKnown = result && (result.flags & (typeFlag.any | typeFlag.unknown)) === 0;
  return isKnown ? shortTypeName(checker, result) : undefined;
}

function parameterText(checker: Checker, node: ts.ParameterDeclaration): string {
  const source = node.getSourceFile();
  const name = node.name.getText(source);
  const type = node.type?.getText(source) ?? shortTypeName(checker, checker.typeAt(node.name));
  return `${node.dotDotDotToken ? '...' : ''}${name}${node.questionToken || node.initializer ? '?' : ''}: ${type}`;
}

function nameOf({ name, parent, kind }: ts.SignatureDeclaration): string {
  if (kind === ts.SyntaxKind.Constructor) return 'constructor';
  if (name) return placeholders.includes(name.getText()) ? '' : name.getText();
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isNamed || ts.isPropertyDeclaration(parent) ? parent.name.getText() : '';
}

function contextualResult(checker: Checker, node: ts.SignatureDeclaration): CheckerType | undefined {
  const signature = contextualSignature(checker, node);
  return signature && checker.returnType(signature);
}

/** The one signature that the context of a function asks for. */
function contextualSignature(checker: Checker, node: ts.SignatureDeclaration): CheckerSignature | undefined {
  const context = contextOf(checker, node);
  if (!context) return undefined;
  const [signature, ...more] = checker.signaturesOf(checker.nonNullable(context), 'call');
  return more.length === 0 ? signature : undefined;
}

function contextOf(checker: Checker, node: ts.SignatureDeclaration): CheckerType | undefined {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return checker.contextualType(node);
  if (!ts.isMethodDeclaration(node) || !ts.isObjectLiteralExpression(node.parent)) return undefined;
  const object = checker.contextualType(node.parent);
  const name = node.name.getText();
  const property = object && checker.propertiesOf(object).find((one) => one.name === name);
  return property && checker.typeOf(property);
}
