/**
 * Where a value starts, a name that means nothing is improbable. It is never forbidden: it may be the first
 * word of something new.
 */

import { identifiersRule, type Monitor } from './monitor.ts';
import type { SiteKind } from './sites.ts';

/** Words that a value or a statement may start with. */
const words =
  'abstract async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in instanceof interface is keyof let namespace new null of override private protected public readonly return satisfies set static super switch this throw true try type typeof undefined unique using var void while with yield as arguments'.split(
    ' ',
  );

/** Places where a value starts. */
const valueSites: ReadonlySet<SiteKind> = new Set(['name', 'argument', 'new', 'case']);

const joined = new WeakMap<readonly string[], readonly string[]>();

export const scopeMonitor: Monitor = {
  name: 'names in scope',
  rule(place) {
    const { site, hole, made } = place;
    const scope = hole.namesInScope;
    if (!scope || !valueSites.has(site.kind)) return undefined;
    const known = joined.get(scope) ?? [...scope, ...words];
    joined.set(scope, known);
    const names = made.length === 0 ? known : [...known, ...made];
    return identifiersRule(place, names, {
      monitor: 'names in scope',
      doubt: 4,
      unnamed: true,
      blanks: true,
    });
  },
};
