/**
 * The list of items, of which only the rows in sight are drawn. It is a grid to screen readers; arrow keys move through
 * it, and each row's actions have a key.
 */

import type { Shown } from './gestures.ts';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { HoverCard } from './hover-card.tsx';
import { keyOf, type ListedItem } from './item-list.ts';
import { ItemRow, keyActions } from './item-row.tsx';
import { rowAfterKey, rowsInSight, scrolledTo, type Sight } from './rows.ts';
import { t } from './words.ts';

/** Pixels of a row; the style sheet has the same. */
const rowHeight = 46;

/** Milliseconds that the pointer rests on a row before its rendering is shown. */
const hoverDelay = 250;

interface ItemGridProps extends Shown {
  readonly items: readonly ListedItem[];
}

export function ItemGrid({ items, state, gestures }: ItemGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState<Sight>({ top: 0, height: 800 });
  const [active, setActive] = useState(0);
  const [card, setCard] = useState<number | undefined>(undefined);
  const hovering = useHovering(setCard);
  const at = Math.min(active, Math.max(0, items.length - 1));
  useSight(grid, setSight);
  useEffect(() => setCard(undefined), [items]);

  const show = (row: number): void => {
    const item = items[row];
    if (item) gestures.askItem(item);
    setCard(row);
  };
  const hide = (): void => setCard(undefined);
  const press = (event: KeyboardEvent): void => {
    const to = rowAfterKey(event.key, at, items.length);
    const item = items[at];
    if (to !== undefined) {
      grid.current?.scrollTo({ top: scrolledTo(to, rowHeight, sight) });
      setActive(to);
      if (card !== undefined) show(to);
    } else if (event.key === ' ' && isRow(event.target)) (card === at ? hide : show)(at);
    else if (event.key === 'Escape' && card !== undefined) setCard(undefined);
    else if (!item || !isRow(event.target) || !keyActions(item, { state, gestures }, event.key)) return;
    event.preventDefault();
  };

  const rows = rowsInSight(items.length, rowHeight, sight);
  const drawn = items.slice(rows.first, rows.end);
  const shown = card === undefined ? undefined : items[card];
  return (
    <div class="grid-frame">
      <div
        class="grid"
        role="grid"
        aria-label={t('Items. Enter opens, space shows the text, P pins, B bans, L changes the level.')}
        aria-rowcount={items.length}
        ref={grid}
        onScroll={() => setSight(sightOf(grid.current))}
        onKeyDown={press}
        onMouseLeave={hovering.end}
      >
        <div role="rowgroup" style={{ height: `${items.length * rowHeight}px` }}>
          {drawn.map((item, offset) => {
            const row = rows.first + offset;
            return (
              <ItemRow
                key={keyOf(item)}
                item={item}
                row={row}
                top={row * rowHeight}
                isActive={row === at}
                state={state}
                gestures={gestures}
                onFocus={() => setActive(row)}
                onRest={() => hovering.over(() => show(row))}
              />
            );
          })}
        </div>
        {items.length === 0 && <p class="waiting">{t('No item is like that.')}</p>}
      </div>
      {shown && card !== undefined && (
        <HoverCard
          item={shown}
          known={state.items.get(keyOf(shown))}
          {...placeOf(card, sight, topOf(grid.current))}
          close={() => setCard(undefined)}
          gestures={gestures}
          steering={state.steered.steering}
        />
      )}
    </div>
  );
}

/** Where a row stands in the list, and what room the window has around it; `top` is that of the list. */
function placeOf(row: number, sight: Sight, top: number) {
  const start = row * rowHeight - sight.top;
  const end = start + rowHeight;
  const room = { above: top + start, below: innerHeight - top - end };
  return { row: { top: start, end }, height: sight.height, room };
}

function isRow(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.getAttribute('role') === 'row';
}

/** Pixels of the window above the list. */
function topOf(element: HTMLElement | null): number {
  return element?.getBoundingClientRect().top ?? 0;
}

function sightOf(element: HTMLElement | null): Sight {
  return { top: element?.scrollTop ?? 0, height: element?.clientHeight ?? 0 };
}

function useSight(grid: { readonly current: HTMLElement | null }, set: (sight: Sight) => void): void {
  useLayoutEffect(() => {
    const { current } = grid;
    if (!current) return undefined;
    const observer = new ResizeObserver(() => set(sightOf(current)));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
}

/** A card is shown once the pointer rests, and goes when it leaves. */
function useHovering(set: (row: undefined) => void) {
  const timer = useRef(0);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => stop, []);
  return {
    over(show: () => void) {
      stop();
      timer.current = window.setTimeout(show, hoverDelay);
    },
    end() {
      stop();
      timer.current = window.setTimeout(() => set(undefined), hoverDelay);
    },
  };
}
