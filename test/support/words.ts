/** Finds every text that the extension and its pages translate, in their sources and in the manifest. */

import ts from 'typescript';
import { modulesOf, type SourceModule } from './sources.ts';

/** Texts that are translated by a name of the protocol, which no call spells out. */
const ofTheProtocol: readonly string[] = [
  'name, signature, skeleton, pruned, body',
  'control, instructions, context, prefix, suffix',
  'exact mask, constrained request, allowed tokens, cut and mend, free',
  'locate, type the hole, gather, select, lay out, generate, guard, check, finish',
].flatMap((names) => names.split(', '));

/** Sorted, each once. */
export function translatedTexts(reasons: readonly string[]): string[] {
  const written = [...modulesOf('src'), ...modulesOf('media')].flatMap(textsIn);
  return [...new Set([...written, ...ofTheProtocol, ...reasons])].toSorted();
}

/** Members of a union of string literals that a module declares. */
export function literalsOf({ tree }: SourceModule, type: string): string[] {
  const found: string[] = [];
  ts.forEachChild(tree, (node) => {
    if (!ts.isTypeAliasDeclaration(node) || node.name.text !== type || !ts.isUnionTypeNode(node.type)) return;
    for (const member of node.type.types)
      if (ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal)) found.push(member.literal.text);
  });
  return found;
}

function textsIn({ tree }: SourceModule): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(t|.*\.t)$/.test(node.expression.getText(tree))) {
      const [text] = node.arguments;
      if (text && ts.isStringLiteralLike(text)) found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
