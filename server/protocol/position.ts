/** Places in texts: what people write, and what the engine counts in. */

/** Where a cursor is, as a person writes it: 1-based line and 1-based column in UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Half-open range of 0-based UTF-16 offsets in one text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
