import { attentionHours } from '../../jobs/attention.js';
import { includesWholeResources } from '../../jobs/jobSelection.js';
import { recentFindings } from '../../schedule/findingCounts.js';
import { listsSchedule } from '../../schedule/listsSchedule.js';
import type { SummarySource } from './readSummary.js';
import type { SummarySchedule } from './summarySchedule.js';

/**
 * What the loaded jobs of the sources prove about runs that made no job in the period before `to`, see
 * {@link attentionHours}. Makes no request.
 */
export async function readSchedule(sources: readonly SummarySource[], to: Date): Promise<SummarySchedule> {
  const lists = sources.map(({ pool, region, selection }) => ({ region, pool, list: pool.list(selection) }));
  const judged = lists.filter(
    ({ list }) => list.isComplete && list.readAt !== undefined && includesWholeResources(list.selection),
  );
  const unknownRegions = lists.filter((one) => !judged.includes(one)).map(({ region }) => region);
  const isFiltered = sources.some(({ selection }) => !includesWholeResources(selection));
  const schedule = judged.length === 0 ? undefined : await listsSchedule(judged, unknownRegions.length === 0);
  if (schedule === undefined)
    return {
      findings: [],
      unknownRegions: lists.map(({ region }) => region),
      isFiltered,
      judged: 0,
      series: 0,
    };
  const { findings, ...counts } = schedule;
  const since = to.getTime() - attentionHours(to) * hourMs;
  return { ...counts, findings: recentFindings(findings, since), unknownRegions, isFiltered };
}

const hourMs = 3_600_000;
