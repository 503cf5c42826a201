/** The names that an import of a script binds. */

import type ts from 'typescript';
import type { ImportFact } from './facts.ts';
import type { TypeScript } from './script-tree.ts';

type Names = ImportFact['names'][number][];

/** A default name, a namespace and the names in braces may stand side by side. */
export function importedNames(clause: ts.ImportClause | undefined, typescript: TypeScript): Names {
  if (!clause) return [];
  const names: Names = clause.name ? [{ local: clause.name.text, imported: 'default' }] : [];
  const bindings = clause.namedBindings;
  if (!bindings) return names;
  if (typescript.isNamespaceImport(bindings)) return [...names, { local: bindings.name.text, imported: '*' }];
  return [...names, ...bindings.elements.map(specifierName)];
}

export function reexportedNames(clause: ts.NamedExportBindings | undefined, typescript: TypeScript): Names {
  if (!clause) return [{ local: '*', imported: '*' }];
  if (typescript.isNamespaceExport(clause)) return [{ local: clause.name.text, imported: '*' }];
  return clause.elements.map(specifierName);
}

function specifierName({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): Names[number] {
  return { local: name.text, imported: (propertyName ?? name).text };
}

/** What `const name = require(…)` and `const { a, b: c } = require(…)` bind. */
export function requiredNames(name: ts.BindingName, typescript: TypeScript): Names {
  if (typescript.isIdentifier(name)) return [{ local: name.text, imported: '*' }];
  if (!typescript.isObjectBindingPattern(name)) return [];
  return name.elements.flatMap((element) => {
    if (!typescript.isIdentifier(element.name) || element.dotDotDotToken) return [];
    const key = element.propertyName ?? element.name;
    const imported = typescript.isIdentifier(key) || typescript.isStringLiteral(key) ? key.text : undefined;
    return imported === undefined ? [] : [{ local: element.name.text, imported }];
  });
}
