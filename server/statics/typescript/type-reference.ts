/** References to generic types, such as `Promise<Invoice>` and `Invoice[]`. */

import ts from 'typescript';

/** Whether the checker can be asked for the type's arguments, arrays not resolved yet included. */
export function isReference(type: ts.Type): type is ts.TypeReference {
  const flags = 'objectFlags' in type ? type.objectFlags : 0;
  return typeof flags === 'number' && (flags & ts.ObjectFlags.Reference) !== 0;
}
