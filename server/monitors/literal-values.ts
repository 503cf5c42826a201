/** The values of an enumeration or a union of literals: between quotes, after `case`, in comparisons, as arguments. */

import { identifiersRule, illegal, type Monitor, type Place, type Rule, spelled } from './monitor.ts';

export const literalMonitor: Monitor = {
  name: 'literal values',
  rule(place) {
    const { kind, legal } = place.hole;
    if (!legal || isListOfNames(kind)) return undefined;
    if (place.site.quote) return kind === 'string' ? between(place, place.site.quote) : undefined;
    return named(place);
  },
};

/** Holes whose list is of names that another monitor knows. */
function isListOfNames(kind: Place['hole']['kind']): boolean {
  return [
    'object key',
    'destructuring key',
    'JSX attribute',
    'import specifier',
    'export specifier',
  ].includes(kind);
}

function between({ hole, language }: Place, quote: '"' | "'" | '`'): Rule | undefined {
  const { list = [], complete = false } = hole.legal ?? {};
  const names = list.map(({ text }) => spelled(text, quote));
  if (names.length === 0) return undefined;
  return {
    monitor: 'literal values',
    names,
    doubt: complete ? illegal : 1,
    unnamed: false,
    blanks: false,
    end: quote,
    language,
  };
}

/** Another expression of the type stays legal, so these are only likelier. */
function named(place: Place): Rule | undefined {
  if (place.site.kind === 'new') return undefined;
  const heads = (place.hole.legal?.list ?? []).map(({ text }) => text.split('.')[0] ?? '');
  const rest = { monitor: 'literal values', doubt: 1, unnamed: true, blanks: true } as const;
  return identifiersRule(place, [...new Set(heads)], rest);
}
