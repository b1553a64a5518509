/** The keys that move the focus. */
export type MoveKey = 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'End' | 'Home';

/**
 * Makes several buttons one stop of the Tab key, as in a toolbar: `targets` says where the keys lead from the
 * one that has the focus, by their places. Returns which of them is the stop at present.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
export function moveByArrows(
  within: GlobalEventHandlers,
  stops: readonly (Element & HTMLOrSVGElement)[],
  start: number,
  targets: (at: number) => Readonly<Record<MoveKey, number>>,
): () => number {
  const all: readonly Element[] = stops;
  let current = start;
  const turnTo = (at: number) => {
    current = at;
    for (const [place, stop] of stops.entries()) stop.tabIndex = place === at ? 0 : -1;
  };
  turnTo(start);
  const placeOf = (target: EventTarget | null) => (target instanceof Element ? all.indexOf(target) : -1);
  within.addEventListener('focusin', ({ target }) => {
    const at = placeOf(target);
    if (at !== -1) turnTo(at);
  });
  within.addEventListener('keydown', (event) => {
    if (placeOf(event.target) === -1) return;
    const keys: Readonly<Partial<Record<string, number>>> = targets(current);
    const stop = stops[keys[event.key] ?? -1];
    if (stop === undefined) return;
    event.preventDefault();
    stop.focus();
  });
  return () => current;
}
