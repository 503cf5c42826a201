/**
 * Where a value starts, a name that means nothing is improbable. It is never forbidden: it may be the first
 * word of something new.
 */

import type { Monitor } from './monitor.ts';
import type { SiteKind } from './sites.ts';

/** Words that a value or a statement may start with. */
const words =
  'abstract async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in instanceof interface is keyof let namespace new null of override private protected public readonly return satisfies set static super switch this throw true try type typeof undefined unique using var void while with yield as arguments any asserts bigint boolean never number object string symbol unknown'.split(
    ' ',
  );

/** Places where a value or a type starts. */
const valueSites: ReadonlySet<SiteKind> = new Set(['name', 'argument', 'new', 'case', 'type']);

/** In nats: a name that nothing declares is an error, unless it is imported or declared further on. */
const doubt = 9;

const joined = new WeakMap<readonly string[], readonly string[]>();

/** The same array for the same scope: what is made of it is made once. */
function withWords(scope: readonly string[]): readonly string[] {
  const known = joined.get(scope) ?? [...scope, ...words];
  joined.set(scope, known);
  return known;
}

export const scopeMonitor: Monitor = {
  name: 'names in scope',
  rule(place) {
    const { site, hole, made } = place;
    if (!hole.namesInScope || !valueSites.has(site.kind)) return undefined;
    // `id => …` begins with a new name.
    if (site.kind === 'argument' && hole.expectedType?.name.includes('=>')) return undefined;
    const known = withWords(hole.namesInScope);
    // What other files export comes with its import.
    const more = [...made, ...hole.relevantHeaders.map(({ name }) => name)].filter(
      (name) => !known.includes(name),
    );
    const names = more.length === 0 ? known : [...known, ...more];
    return {
      monitor: 'names in scope',
      names,
      doubt,
      unnamed: true,
      blanks: true,
      end: 'identifier',
      language: place.language,
    };
  },
};
