/**
 * What alone may be written at a hole, where that is a list: keys not written yet, attributes, the texts
 * of a literal type, names that a module exports, classes after `new`.
 */

import ts from 'typescript';
import type { HoleKind, LegalTexts } from '../hole.ts';
import type { Expectation } from './expected.ts';
import { legalExports } from './legal-exports.ts';
import { legalKeys } from './legal-keys.ts';
import { constructible, legalStrings, legalValues } from './legal-values.ts';
import type { Site } from './site.ts';

const mostListed = 1000;

/** `undefined` where anything goes, or nothing is known. */
export function legalAt(site: Site, kind: HoleKind, expectation: Expectation): LegalTexts | undefined {
  const legal = listFor(site, kind, expectation);
  if (!legal || legal.list.length === 0) return undefined;
  const complete = legal.complete && legal.list.length <= mostListed && !isBroken(site);
  return { list: legal.list.slice(0, mostListed), complete };
}

function listFor(site: Site, kind: HoleKind, expectation: Expectation): LegalTexts | undefined {
  const { hole } = site;
  if (ts.isImportTypeNode(hole.node.parent)) return legalExports(site, hole.node);
  switch (kind) {
    case 'object key':
    case 'destructuring key':
    case 'JSX attribute':
    case 'class body':
      return legalKeys(site, hole.node);
    case 'import specifier':
    case 'export specifier':
      return legalExports(site, hole.node);
    case 'string':
      return legalStrings(site, hole.node, expectation);
    case 'extends clause':
      return hole.form === 'call' ? constructible(site, expectation) : undefined;
    default:
      if (hole.form !== 'call' || ts.isExpressionStatement(hole.node.parent)) return undefined;
      return ts.isNewExpression(hole.node)
        ? constructible(site, expectation)
        : legalValues(site, hole.node, expectation);
  }
}

/** Whether the text has an error between where the construct around the hole starts and the hole. */
function isBroken({ source, hole, probe }: Site): boolean {
  const found = 'parseDiagnostics' in source ? source.parseDiagnostics : [];
  const errors: readonly unknown[] = Array.isArray(found) ? found : [];
  const start = ts.findAncestor(hole.node, ts.isStatement)?.getStart(source) ?? 0;
  return errors.some((error) => {
    const at: unknown = error instanceof Object ? Reflect.get(error, 'start') : undefined;
    return typeof at === 'number' && at >= start && at < probe.start;
  });
}
