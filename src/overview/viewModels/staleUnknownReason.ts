import * as l10n from '@vscode/l10n';
import { ageWithoutSchedule } from '../../schedule/goodBackupDue.js';
import { hourMs, hoursText, needsResourcesText, type ViewModelContext } from './viewModelContext.js';

/**
 * Why the resources without a good backup are not known; undefined if they are known. Jobs that the filter
 * excludes, or that are not loaded yet, may be good backups. The age of a backup counts from its end, but
 * jobs are filtered and loaded by their creation, so jobs that were created earlier are needed as well.
 */
export function staleUnknownReason(
  maxLifeMs: number,
  { coverage, now, staleMs }: ViewModelContext,
): string | undefined {
  const neededMs = (staleMs ?? ageWithoutSchedule) + Math.max(maxLifeMs, minLifeMs);
  const from = new Date(now.getTime() - neededMs);
  if (coverage.filtersByOutcome || !coverage.includes(from, now))
    return l10n.t('The filter excludes jobs that may be good backups, so this is unknown.');
  if (coverage.isHistory && !coverage.hasRead(from))
    return l10n.t('Not known: the history may lack jobs of the {hours} before its end.', {
      hours: hoursText(Math.ceil(neededMs / hourMs)),
    });
  if (!coverage.hasRead(from))
    return l10n.t('This is known once all jobs of the last {hours} are loaded.', {
      hours: hoursText(Math.ceil(neededMs / hourMs)),
    });
  // Without the schedules, every resource would be judged by the age for those that have none.
  if (staleMs === undefined && !coverage.knowsResources) return needsResourcesText(coverage);
  return undefined;
}

/** A backup may take a day, even if none of the loaded ones did. */
const minLifeMs = 24 * hourMs;
