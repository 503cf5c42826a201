/** Signatures as text, as the `typescript` package writes them: `(a: number): string`. */

import type { CheckerSignature } from '../checker.ts';
import type { Asked } from './native-asked.ts';

/** The signature as after a function's name; empty when the compiler cannot write it. */
export function printedSignature({ sources, native, handles }: Asked, handle: CheckerSignature): string {
  const kind = sources.kinds.callSignature;
  const declaration = native.signatureToSignatureDeclaration(handles.signatureOf(handle), kind);
  if (!declaration) return '';
  return sources.project.emitter.printNode(declaration).replace(/;$/, '');
}
