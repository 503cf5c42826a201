/** Which members only their class may name. */

import ts from 'typescript';

/** Whether it is written as `#total`: no text in quotes and no key names it. */
export function hasPrivateName(node: ts.Declaration | undefined): boolean {
  const name = node && ts.getNameOfDeclaration(node);
  return name !== undefined && ts.isPrivateIdentifier(name);
}

/** Whether it is written as `#total`, `private total` or `protected total`. */
export function isPrivate(node: ts.Declaration): boolean {
  if (hasPrivateName(node)) return true;
  return (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
}
