import * as l10n from '@vscode/l10n';
import { filterTable, type TimeFilter, timeFilters } from '../jobs/filterTable.js';
import { localTimeText } from '../jobs/formats.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import { timeOf } from '../jobs/timeExpression.js';

/**
 * A hint about a time filter that matches nothing, or less than it seems to: the range is empty, in the
 * future, or before the oldest job that AWS Backup lists, unless there can be older ones. `filter` already
 * has the time.
 */
export function timeHint(
  filter: JobFilter,
  name: TimeFilter,
  now: Date,
  { hasOldJobs = false, locale }: { readonly hasOldJobs?: boolean; readonly locale?: string } = {},
): string | undefined {
  const { end: changed, field } = filterTable[name];
  const [start, end] = timeFilters
    .filter((one) => filterTable[one].field === field)
    .map((one) => (filter[one] === undefined ? undefined : timeOf(filter[one], now)));
  if (start !== undefined && end !== undefined && end < start)
    return l10n.t('The end, {end}, is before the start, {start}: no job can be in between', {
      end: localTimeText(end, locale),
      start: localTimeText(start, locale),
    });
  const oldest = new Date(now.getTime() - listedDays * 86_400_000);
  if (!hasOldJobs && end !== undefined && end < oldest)
    return l10n.t('AWS Backup lists only the jobs of the last 30 days: none is that old');
  if (!hasOldJobs && changed === 'after' && start !== undefined && start < oldest)
    return l10n.t('AWS Backup lists only the jobs of the last 30 days: earlier ones are missing');
  if (changed === 'after' && start !== undefined && start > now)
    return l10n.t('This time is in the future: no job is listed yet');
  return undefined;
}

const listedDays = 30;
