import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import {
  type AttentionItem,
  attentionHours,
  attentionSelection,
  earliestCreation,
  loadedAttentionItems,
  recordOf,
  resourceSelection,
} from '../../jobs/attention.js';
import { coverageOf } from '../../jobs/coverage.js';
import type { JobList } from '../../jobs/jobList.js';
import type { JobPool } from '../../jobs/jobPool.js';
import type { JobSelection } from '../../jobs/jobSelection.js';
import type { JudgeJob } from '../../jobs/jobStates.js';
import type { SummaryItem, SummaryRegion } from './summaryText.js';

/** A region, and the selection of its jobs for the summary. */
export interface SummarySource {
  readonly key: string;
  readonly region: string;
  readonly pool: Pick<JobPool, 'knownList' | 'list' | 'readAt'>;
  readonly selection: JobSelection;
}

/**
 * Loads the jobs that need attention in a region, and the other jobs of their resources unless they are
 * known. Never rejects: the result says what could not be loaded.
 */
export async function readSummaryRegion(
  source: SummarySource,
  now: Date,
  known: AcceptedIssues,
): Promise<SummaryRegion> {
  const { key, pool, region, selection } = source;
  const bad = attentionSelection(selection, now);
  const isFiltered = excludesFailures(selection, now);
  const place = { region, isSample: key === 'sample', ...(isFiltered && { isFiltered }) };
  if (bad === undefined) return { ...place, items: [], isComplete: true, readAt: pool.readAt?.date };
  const list = pool.list(bad);
  await readToEnd(list);
  // Nothing is known about jobs that ended after these were loaded.
  const split = loadedAttentionItems(list, pool.list(selection), pool.readAt?.date ?? now, known);
  const all = [...split.open, ...split.accepted.map(({ item }) => item)];
  const items = await withRecords(all, source, known.judge);
  return {
    ...place,
    items: items.slice(0, split.open.length),
    accepted: items.slice(split.open.length),
    isComplete: list.isComplete,
    failure: failureText(list),
    readAt: pool.readAt?.date,
  };
}

/** Whether a selection lacks jobs that ended in the period before `now` without a complete backup. */
function excludesFailures(selection: JobSelection, now: Date): boolean {
  const { filtersByOutcome, includes } = coverageOf(selection, { isComplete: true, readSince: undefined });
  return filtersByOutcome || !includes(earliestCreation(attentionHours(now), now), now);
}

/**
 * Adds the history of each resource, loading its jobs if necessary. Resources beyond {@link maxRecords} get
 * none.
 */
export async function withRecords(
  items: readonly AttentionItem[],
  { pool, selection }: { readonly pool: Pick<JobPool, 'list'> } & Pick<SummarySource, 'selection'>,
  judge?: JudgeJob,
): Promise<SummaryItem[]> {
  return Promise.all(
    items.map(async (item, place) => {
      const ofResource = resourceSelection(selection, item.jobs[0]);
      if (ofResource === undefined || place >= maxRecords) return item;
      const list = pool.list(ofResource);
      await readToEnd(list);
      return list.isComplete ? { ...item, record: recordOf(list.jobs(), judge) } : item;
    }),
  );
}

async function readToEnd(list: JobList): Promise<void> {
  for (let page = 0; page < maxPages && !list.isComplete; page++) {
    await list.loadMore();
    if (list.state.name === 'failed') return;
  }
}

function failureText({ state }: JobList): string | undefined {
  return state.name === 'failed' ? state.failure.summary : undefined;
}

/** The maximum number of resources for which jobs are loaded. */
const maxRecords = 50;
/** The maximum number of pages per list. */
const maxPages = 20;
