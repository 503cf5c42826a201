/** The names that an import statement of JavaScript, TypeScript or Python binds, read off its nodes. */

import type { ImportFact } from './facts.ts';
import { rangeOf, textOf } from './nodes.ts';
import type { TreeNode } from './parser.ts';

type ImportedName = ImportFact['names'][number];

/** Python's `import a, b` is two imports; every other statement is one. */
export function importsOfStatement(
  statement: TreeNode,
  source: TreeNode | undefined,
  text: string,
): ImportFact[] {
  const range = rangeOf(statement);
  if (!source) return pythonModules(statement, text).map((one) => ({ ...one, range }));
  const module = textOf(source, text).replace(/^['"](.*)['"]$/s, '$1');
  return [{ module, names: namesOf(statement, text), range }];
}

function pythonModules(statement: TreeNode, text: string): Omit<ImportFact, 'range'>[] {
  return statement.childrenForFieldName('name').map((node) => {
    const module = textOf(node.childForFieldName('name') ?? node, text);
    const alias = node.childForFieldName('alias');
    const local = alias ? textOf(alias, text) : (module.split('.')[0] ?? module);
    return { module, names: [{ local, imported: '*' }] };
  });
}

function namesOf(statement: TreeNode, text: string): ImportedName[] {
  switch (statement.type) {
    case 'import_statement':
      return statement.namedChildren.flatMap((child) => clauseNames(child, text));
    case 'export_statement':
      return reexportedNames(statement, text);
    case 'import_from_statement':
      return pythonNames(statement, text);
    case 'variable_declarator':
      return requiredNames(statement.childForFieldName('name'), text);
    default:
      return [];
  }
}

/** A default name, a namespace and the names in braces may stand side by side. */
function clauseNames(clause: TreeNode, text: string): ImportedName[] {
  if (clause.type === 'import_require_clause') {
    return clause.namedChildren
      .filter((child) => child.type === 'identifier')
      .map((child) => ({ local: textOf(child, text), imported: '*' }));
  }
  if (clause.type !== 'import_clause') return [];
  return clause.namedChildren.flatMap((child) => {
    if (child.type === 'identifier') return [{ local: textOf(child, text), imported: 'default' }];
    if (child.type === 'named_imports') return child.namedChildren.flatMap((one) => specifierName(one, text));
    const name = child.namedChildren[0];
    return name ? [{ local: textOf(name, text), imported: '*' }] : [];
  });
}

function reexportedNames(statement: TreeNode, text: string): ImportedName[] {
  const clause = statement.namedChildren.find((child) => child.type === 'export_clause');
  if (clause) return clause.namedChildren.flatMap((child) => specifierName(child, text));
  const namespace = statement.namedChildren.find((child) => child.type === 'namespace_export');
  const name = namespace?.namedChildren[0];
  return [{ local: name ? textOf(name, text) : '*', imported: '*' }];
}

function specifierName(specifier: TreeNode, text: string): ImportedName[] {
  const name = specifier.childForFieldName('name');
  if (!name) return [];
  const imported = textOf(name, text);
  const alias = specifier.childForFieldName('alias');
  return [{ local: alias ? textOf(alias, text) : imported, imported }];
}

function pythonNames(statement: TreeNode, text: string): ImportedName[] {
  if (statement.namedChildren.some((child) => child.type === 'wildcard_import')) {
    return [{ local: '*', imported: '*' }];
  }
  return statement.childrenForFieldName('name').flatMap((node) => {
    const imported = textOf(node.childForFieldName('name') ?? node, text);
    const alias = node.childForFieldName('alias');
    return [{ local: alias ? textOf(alias, text) : imported, imported }];
  });
}

function requiredNames(pattern: TreeNode | null, text: string): ImportedName[] {
  if (pattern?.type === 'identifier') return [{ local: textOf(pattern, text), imported: '*' }];
  if (pattern?.type !== 'object_pattern') return [];
  return pattern.namedChildren.flatMap((child) => {
    const key = child.childForFieldName('key');
    const value = child.childForFieldName('value');
    if (key && value) return [{ local: textOf(value, text), imported: textOf(key, text) }];
    return child.childCount === 0 ? [{ local: textOf(child, text), imported: textOf(child, text) }] : [];
  });
}
