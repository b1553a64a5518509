/** A place in the grid. Line -1 is the header, column -1 the resource. */
export interface GridPlace {
  readonly line: number;
  readonly column: number;
}

/** The part of a KeyboardEvent that matters. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The size of the grid without its headers, and the number of lines of a page. */
export interface GridSize {
  readonly lines: number;
  readonly columns: number;
  readonly perPage: number;
}

/**
 * Where a key moves the focus; undefined for other keys.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function placeAfterKey(
  { ctrlKey, key, metaKey }: PressedKey,
  { column, line }: GridPlace,
  { columns, lines, perPage }: GridSize,
): GridPlace | undefined {
  const [lastColumn, lastLine] = [columns - 1, lines - 1];
  const place = (toLine: number, toColumn: number): GridPlace => ({
    line: Math.min(Math.max(toLine, -1), lastLine),
    column: Math.min(Math.max(toColumn, -1), lastColumn),
  });
  const isAll = ctrlKey || metaKey;
  switch (key) {
    case 'ArrowLeft':
      return place(line, column - 1);
    case 'ArrowRight':
      return place(line, column + 1);
    case 'ArrowUp':
      return place(line - 1, column);
    case 'ArrowDown':
      return place(line + 1, column);
    case 'Home':
      return place(isAll ? 0 : line, -1);
    case 'End':
      return place(isAll ? lastLine : line, lastColumn);
    case 'PageUp':
      return place(Math.max(line - perPage, Math.min(line, 0)), column);
    case 'PageDown':
      return place(line + perPage, column);
  }
  return undefined;
}
