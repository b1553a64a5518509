import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';

/** What axe-core finds wrong in a frame, a line each: the rule, and where. */
export async function accessibilityViolations(frame: Frame): Promise<string[]> {
  await frame.evaluate(`${axeSource};0`);
  const violations = (await frame.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((found) =>
    found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ any, target }) => id + ' at ' + target.join(' ') + ': ' + any.map(({ message }) => message).join('; '))))`)) as string[];
  return violations;
}

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
