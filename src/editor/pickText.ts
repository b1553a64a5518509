import { visibleLine } from '../jobs/visibleText.js';

/** Text of a job or a setting as a quick pick shows it: one line, and no `$(icon)` in it becomes an icon. */
export function pickText(text: string, longest = 200): string {
  return visibleLine(text, longest).replaceAll(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, String.raw`\$&`);
}
