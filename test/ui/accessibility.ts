import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';

/**
 * The violations that axe-core finds in a frame, one line each: the rule, and where. A theme changes only
 * colours: if the frame was checked in another theme, `rules` can be `colours`.
 */
export async function accessibilityViolations(
  frame: Frame,
  rules: 'all' | 'colours' = 'all',
): Promise<string[]> {
  if (!(await frame.evaluate('Boolean(globalThis.axe)'))) await frame.evaluate(`${axeSource};0`);
  const only = rules === 'colours' ? "runOnly: ['color-contrast', 'link-in-text-block']," : '';
  const violations =
    (await frame.evaluate(`axe.run(document, { ${only} resultTypes: ['violations'] }).then((found) =>
    found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ any, target }) => id + ' at ' + target.join(' ') + ': ' + any.map(({ message }) => message).join('; '))))`)) as string[];
  return violations;
}

/**
 * The elements of a frame, and of its custom elements, that are animated although the user prefers reduced
 * motion, one line each.
 */
export async function animatedElements(frame: Frame): Promise<string[]> {
  const page = frame.page();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = (await frame.evaluate(movingSource)) as string[];
  await page.emulateMedia({ reducedMotion: null });
  return moving;
}

const movingSource = `(() => {
  const within = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
  return within(document).flatMap((one) => ['', '::before', '::after'].flatMap((part) => {
    const { animationName, transitionDuration } = getComputedStyle(one, part || undefined);
    const moves = animationName !== 'none' || transitionDuration.split(',').some((time) => parseFloat(time) > 0);
    return moves ? [one.localName + '.' + one.className + part + ': ' + animationName + ' ' + transitionDuration] : [];
  }));
})()`;
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
