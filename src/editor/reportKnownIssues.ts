import * as l10n from '@vscode/l10n';
import type { KnownIssueEntry } from '../jobs/knownIssue.js';
import { visibleLine } from '../jobs/visibleText.js';
import { openKnownIssuesSetting } from './knownIssueSetting.js';
import { showWarning } from './notify.js';

/** Reports entries of the setting that cannot be used, and so accept nothing; each problem once. */
export class KnownIssueReports {
  readonly #reported = new Set<string>();

  /** Shows a warning if some entries have problems that were not reported yet. */
  async report(entries: readonly KnownIssueEntry[]): Promise<void> {
    const unusable = entries.filter(({ problems }) => problems.length > 0);
    const fresh = unusable.filter((entry) => !this.#reported.has(keyOf(entry)));
    const [first] = fresh;
    if (first === undefined) return;
    for (const entry of fresh) this.#reported.add(keyOf(entry));
    const action = l10n.t('Open Settings');
    const text = l10n.t('Some known issues cannot be used, and accept nothing: {problems}', {
      problems: [...fresh.slice(0, maxShown).map(entryText), fresh.length > maxShown ? '…' : '']
        .filter(Boolean)
        .join('; '),
    });
    if ((await showWarning(text, action)) === action) await openKnownIssuesSetting(first.scope);
  }
}

function entryText({ place, problems, scope }: KnownIssueEntry): string {
  const names = { number: place + 1, problem: visibleLine(problems[0] ?? '', 100) };
  return scope === 'user'
    ? l10n.t('your entry {number}, {problem}', names)
    : l10n.t('entry {number} of the workspace, {problem}', names);
}

function keyOf({ place, problems, scope }: KnownIssueEntry): string {
  return JSON.stringify([scope, place, problems]);
}

const maxShown = 3;
