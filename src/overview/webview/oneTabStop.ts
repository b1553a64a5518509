import { moveByArrows } from '../../editor/webview/moveByArrows.js';

/**
 * Makes the buttons in rows of elements one stop of the Tab key. A row is an element, or the list of its
 * buttons. The up and down arrow keys move between the
 * rows, left and right within a row. Home and End go to the first and the last row, or to the ends of the
 * only row. Hidden buttons are skipped.
 */
export function oneTabStop(within: HTMLElement, rows: readonly (Element | readonly HTMLElement[])[]): void {
  const grid = rows
    .map((row) => {
      if (!(row instanceof Element)) return row;
      const isButton = row instanceof HTMLElement && row.matches('button');
      return isButton ? [row] : [...row.querySelectorAll<HTMLElement>('button')];
    })
    .filter((row) => row.length > 0);
  const stops = grid.flat();
  if (stops.length === 0) return;
  moveByArrows(within, stops, 0, (index) => {
    const current = stops[index];
    const shown = grid.filter((row) => row.some((stop) => stop.checkVisibility()));
    const at = shown.findIndex((row) => current !== undefined && row.includes(current));
    const row = shown[at] ?? [];
    const column = current === undefined ? -1 : row.indexOf(current);
    const placeOf = (toRow: readonly HTMLElement[] | undefined, toColumn: number) => {
      const stop = toRow?.[Math.min(toColumn, toRow.length - 1)];
      return stop === undefined ? index : stops.indexOf(stop);
    };
    return {
      ArrowDown: placeOf(shown[at + 1], column),
      ArrowUp: placeOf(shown[at - 1], column),
      ArrowLeft: placeOf(row, Math.max(column - 1, 0)),
      ArrowRight: placeOf(row, column + 1),
      Home: placeOf(shown[0], 0),
      End: placeOf(shown.at(-1), shown.length === 1 ? row.length - 1 : 0),
    };
  });
}

/** An element whose children are the rows of {@link oneTabStop}. */
export function withOneTabStop(within: HTMLElement): HTMLElement {
  oneTabStop(within, [...within.children]);
  return within;
}
