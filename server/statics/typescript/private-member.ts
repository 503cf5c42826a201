/** Which members only their class may name. */

import ts from 'typescript';

/** Whether it is written as `#total`, `private total` or `protected total`. */
export function isPrivate(node: ts.Declaration): boolean {
  const name = ts.getNameOfDeclaration(node);
  if (name && ts.isPrivateIdentifier(name)) return true;
  return (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
}
