import * as l10n from '@vscode/l10n';
import { jobsText } from './formats.js';
import type { JobCount } from './jobList.js';

/** A count of jobs at the start of a line: `1,204 jobs`, `12+ jobs`, or `No known jobs` for `0+ jobs`. */
export function knownJobsText(count: JobCount, locale: string): string {
  return count.known === 0 && !count.isExact ? l10n.t('No known jobs') : jobsText(count, locale);
}
