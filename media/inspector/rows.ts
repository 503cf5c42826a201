/** Which rows of a long list are drawn: those in sight and a few around them. */

export interface Sight {
  /** Pixels scrolled, and pixels of the list that can be seen. */
  readonly top: number;
  readonly height: number;
}

export interface Rows {
  /** Half-open range of the rows to draw. */
  readonly first: number;
  readonly end: number;
}

/** Rows drawn beyond what is seen, on each side. */
const margin = 6;

export function rowsInSight(count: number, rowHeight: number, { top, height }: Sight): Rows {
  const first = Math.max(0, Math.floor(top / rowHeight) - margin);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + margin);
  return { first: Math.min(first, end), end };
}

/** Where to scroll so that a row is in sight; as it was when it is. */
export function scrolledTo(row: number, rowHeight: number, { top, height }: Sight): number {
  const [start, end] = [row * rowHeight, (row + 1) * rowHeight];
  if (start < top) return start;
  return end > top + height ? end - height : top;
}

const page = 10;

/** The row that a key leads to from another one, or `undefined` for other keys. */
export function rowAfterKey(key: string, row: number, count: number): number | undefined {
  const to = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    Home: 0,
    End: count - 1,
  };
  const found = Object.entries(to).find(([name]) => name === key)?.[1];
  return found === undefined ? undefined : Math.max(0, Math.min(count - 1, found));
}
