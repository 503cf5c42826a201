/** The items: everything that was found, kept and dropped, to search, to sort, to open and to steer. */

import { useMemo } from 'preact/hooks';
import { shownTrace, type Shown } from './gestures.ts';
import { ItemGrid } from './item-grid.tsx';
import {
  listedItems,
  shares,
  type Share,
  sourcesOf,
  type Sorting,
  sortings,
  type View,
  viewed,
} from './item-list.ts';
import { count, t } from './words.ts';

export function Items({ state, gestures }: Shown) {
  const trace = shownTrace(state);
  const { view } = state.ui;
  const items = useMemo(() => (trace ? listedItems(trace) : []), [trace]);
  const shown = useMemo(() => viewed(items, view), [items, view]);
  const change = (part: Partial<View>) => gestures.choose({ view: { ...view, ...part } });
  return (
    <div class="items">
      <div class="toolbar" role="search">
        <vscode-textfield
          class="search"
          type="search"
          label={t('Search items')}
          aria-label={t('Search items')}
          placeholder={t('Search items')}
          value={view.search}
          onInput={(event: Event) => change({ search: valueOf(event) })}
        />
        <Choice<Share>
          label={t('Show')}
          value={view.share}
          options={shares.map((share) => [share, shareTitles()[share]])}
          choose={(share) => change({ share })}
        />
        <Choice<string>
          label={t('Source')}
          value={view.source}
          options={[['', t('Every source')], ...sourcesOf(items).map((source) => [source, source] as const)]}
          choose={(source) => change({ source })}
        />
        <Choice<Sorting>
          label={t('Sort by')}
          value={view.sort}
          options={sortings.map((sort) => [sort, sortTitles()[sort]])}
          choose={(sort) => change({ sort })}
        />
        <span class="dim" role="status">
          {t('{0} of {1}', count(shown.length), count(items.length))}
        </span>
      </div>
      <ItemGrid items={shown} state={state} gestures={gestures} />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, title: string])[];
  choose(value: T): void;
}

/** A box to choose from. The editor's own one is not read by screen readers as what it is, so this is the browser's. */
export function Choice<T extends string>({ label, value, options, choose }: ChoiceProps<T>) {
  const read = (event: Event) => {
    const chosen = options.find(([option]) => option === valueOf(event));
    if (chosen) choose(chosen[0]);
  };
  return (
    <select aria-label={label} title={label} value={value} onChange={read}>
      {options.map(([option, title]) => (
        <option key={option} value={option} selected={option === value}>
          {title}
        </option>
      ))}
    </select>
  );
}

/** The text of the field or box that an event is about. */
export function valueOf({ currentTarget }: Pick<Event, 'currentTarget'>): string {
  return currentTarget && 'value' in currentTarget ? String(currentTarget.value) : '';
}

function shareTitles(): Readonly<Record<Share, string>> {
  return { all: t('Kept and dropped'), kept: t('Kept'), dropped: t('Dropped') };
}

function sortTitles(): Readonly<Record<Sorting, string>> {
  return {
    order: t('By value'),
    tokens: t('By tokens'),
    score: t('By score'),
    name: t('By name'),
    file: t('By file'),
  };
}
