/** Where the tokens went, as areas: a group for each source, file or level, and in it its items. */

import { hierarchy, type HierarchyRectangularNode, treemap } from 'd3-hierarchy';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { titleOf } from './item-list.ts';
import type { Slice } from './slices.ts';
import { count, t, tokenCount } from './words.ts';

export interface TreemapProps {
  readonly slices: readonly Slice[];
  pick(slice: Slice): void;
}

interface Area {
  readonly name: string;
  readonly tokens: number;
  readonly slice?: Slice;
  readonly children?: readonly Area[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels above the items of a group for its name, and least pixels of an area that is worth a text. */
const heading = 18;
const readable = { width: 52, height: 16 };

export function Treemap({ slices, pick }: TreemapProps) {
  const box = useRef<HTMLUListElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const measure = () => setSize({ width: current.clientWidth, height: current.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, []);
  const groups = size.width > 0 ? groupsOf(slices, size) : [];
  return (
    <ul class="treemap" ref={box} aria-label={t('Tokens by area')}>
      {groups.map((group) => (
        <Group key={group.data.name} group={group} pick={pick} />
      ))}
    </ul>
  );
}

type Node = HierarchyRectangularNode<Area>;

function groupsOf(slices: readonly Slice[], { width, height }: Size): readonly Node[] {
  const children = slices.map((slice) => ({
    name: slice.name,
    tokens: 0,
    slice,
    children: slice.items.map((item) => ({ name: titleOf(item), tokens: item.tokens })),
  }));
  const root = hierarchy<Area>({ name: '', tokens: 0, children }, (area) => area.children)
    .sum(({ tokens }) => tokens)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const laid = treemap<Area>()
    .size([width, height])
    .paddingInner(2)
    .paddingTop((node) => (node.depth === 1 && isReadable(node) ? heading : 0))
    .round(true)(root);
  return laid.children ?? [];
}

function Group({ group, pick }: { readonly group: Node; pick(slice: Slice): void }) {
  const { slice } = group.data;
  if (!slice) return null;
  const label = `${slice.name}, ${tokenCount(slice.tokens)}`;
  return (
    <li style={placeOf(group)}>
      <button
        type="button"
        class={`group colour-${slice.colour}`}
        aria-label={isReadable(group) ? undefined : label}
        title={label}
        onClick={() => pick(slice)}
      >
        {isReadable(group) && (
          <span class="name">
            <span>{slice.name.split('/').at(-1)}</span>
            <span>{count(slice.tokens)}</span>
          </span>
        )}
      </button>
      {(group.children ?? []).map((item, at) => (
        <span key={at} class={`area colour-${slice.colour}`} style={within(item, group)} aria-hidden="true">
          {isReadable(item) && item.data.name}
        </span>
      ))}
    </li>
  );
}

function placeOf({ x0, y0, x1, y1 }: Node) {
  return { left: `${x0}px`, top: `${y0}px`, width: `${x1 - x0}px`, height: `${y1 - y0}px` };
}

function within({ x0, y0, x1, y1 }: Node, group: Node) {
  return {
    left: `${x0 - group.x0}px`,
    top: `${y0 - group.y0}px`,
    width: `${x1 - x0}px`,
    height: `${y1 - y0}px`,
  };
}

function isReadable({ x0, y0, x1, y1 }: Node): boolean {
  // The layout asks before it rounds: both answers have to be the same.
  const [width, height] = [Math.round(x1) - Math.round(x0), Math.round(y1) - Math.round(y0)];
  return width >= readable.width && height >= readable.height;
}
