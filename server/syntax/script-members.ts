/** What the classes, interfaces and object types of a script hold. */

import type ts from 'typescript';
import type { Range } from '../protocol/protocol.ts';
import type { Definition } from './findings.ts';
import { visitComputed } from './script-uses.ts';
import { type ScriptWalk, visitFunction, visitHidden } from './script-walk.ts';

export function classMember(member: ts.ClassElement, walk: ScriptWalk): void {
  const { ts, visit } = walk;
  if (ts.isPropertyDeclaration(member)) return field(member, walk);
  if (ts.isClassStaticBlockDeclaration(member))
    return visitHidden(member, walk, () => walk.visitAll(member.body.statements));
  if (ts.isConstructorDeclaration(member)) return constructorOf(member, walk);
  const kind = ts.isAccessor(member) ? 'property' : ts.isMethodDeclaration(member) ? 'method' : undefined;
  if (kind) method(kind, member, walk);
  visit(member);
}

function method(kind: 'method' | 'property', member: ts.ClassElement, { ts, found }: ScriptWalk): void {
  if (!member.name || !ts.isFunctionLike(member)) return;
  const body = 'body' in member && member.body ? { body: found.rangeOf(member.body) } : {};
  found.defineMember({ kind, ...headOf(found.rangeOf(member.name), member, found), ...body });
}

function headOf(
  name: Range,
  member: ts.Node,
  found: ScriptWalk['found'],
): Pick<Definition, 'name' | 'range' | 'exported'> {
  return { name, range: found.rangeOfMember(member), exported: false };
}

/** A field that holds a function is a method. */
function field(member: ts.PropertyDeclaration, walk: ScriptWalk): void {
  const { ts, found, visit } = walk;
  const { initializer: value } = member;
  const head = headOf(found.rangeOf(member.name), member, found);
  const isFunction = value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
  if (isFunction) found.defineMember({ kind: 'method', ...head, body: found.rangeOf(value.body) });
  else found.defineMember({ kind: 'property', ...head });
  walk.visitAll(member.modifiers);
  visitComputed(member.name, walk);
  visit(member.type);
  visit(value);
}

/** Its parameters with a modifier are properties. */
function constructorOf(member: ts.ConstructorDeclaration, walk: ScriptWalk): void {
  const { ts, found } = walk;
  const start = found.endOfModifiers(member);
  const body = member.body && { body: found.rangeOf(member.body) };
  const name = { start, end: start + 'constructor'.length };
  found.defineMember({ kind: 'method', ...headOf(name, member, found), ...body });
  for (const parameter of member.parameters) {
    if (!parameter.modifiers?.some(ts.isModifier) || !ts.isIdentifier(parameter.name)) continue;
    const { name: named } = parameter;
    found.defineMember({ kind: 'property', ...headOf(found.rangeOf(named), parameter, found) });
  }
  visitFunction(member, walk);
}

/** Of an interface, or of an object type that has a name. */
export function typeMember(member: ts.TypeElement, walk: ScriptWalk): void {
  const { ts, found, visit } = walk;
  const isProperty = ts.isPropertySignature(member) || ts.isAccessor(member);
  const kind = isProperty ? 'property' : ts.isMethodSignature(member) ? 'method' : undefined;
  if (kind && member.name) found.defineMember({ kind, ...headOf(found.rangeOf(member.name), member, found) });
  visit(member);
}
