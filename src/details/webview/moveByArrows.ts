/**
 * Makes what a selector finds within an element one stop of the Tab key, as in a toolbar: arrow keys, Home and End move on.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
export function moveByArrows(within: HTMLElement, selector: string): void {
  const stops = [...within.querySelectorAll<HTMLElement>(selector)];
  const first = stops.find((stop) => stop.ariaCurrent === 'true') ?? stops.at(-1);
  for (const stop of stops) stop.tabIndex = stop === first ? 0 : -1;
  within.addEventListener('keydown', (event) => {
    const at = stops.findIndex((stop) => stop.matches(':focus'));
    const to = at === -1 ? undefined : target(event.key, at, stops.length);
    const stop = to === undefined ? undefined : stops[to];
    if (stop === undefined) return;
    event.preventDefault();
    for (const one of stops) one.tabIndex = one === stop ? 0 : -1;
    stop.focus();
  });
}

function target(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
