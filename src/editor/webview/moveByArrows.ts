/** The keys that move the focus. */
export type MoveKey = 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'End' | 'Home';

/**
 * Makes several buttons one stop of the Tab key, as in a toolbar. `targets` gives, for the index of the
 * focused button, the index that each key moves to. Returns a function that gives the index of the current
 * tab stop.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
export function moveByArrows(
  within: GlobalEventHandlers,
  stops: readonly (Element & HTMLOrSVGElement)[],
  start: number,
  targets: (index: number) => Readonly<Record<MoveKey, number>>,
): () => number {
  const all: readonly Element[] = stops;
  let current = start;
  const setCurrent = (index: number) => {
    current = index;
    for (const [place, stop] of stops.entries()) stop.tabIndex = place === index ? 0 : -1;
  };
  setCurrent(start);
  const indexOf = (target: EventTarget | null) => (target instanceof Element ? all.indexOf(target) : -1);
  within.addEventListener('focusin', ({ target }) => {
    const index = indexOf(target);
    if (index !== -1) setCurrent(index);
  });
  within.addEventListener('keydown', (event) => {
    if (indexOf(event.target) === -1) return;
    const keys: Readonly<Partial<Record<string, number>>> = targets(current);
    const stop = stops[keys[event.key] ?? -1];
    if (stop === undefined) return;
    event.preventDefault();
    stop.focus();
  });
  return () => current;
}
