import {
  type AttentionItem,
  attentionItems,
  attentionSelection,
  recordOf,
  resourceSelection,
} from '../../jobs/attention.js';
import type { JobList } from '../../jobs/jobList.js';
import type { JobPool } from '../../jobs/jobPool.js';
import type { JobSelection } from '../../jobs/jobSelection.js';
import type { SummaryItem, SummaryRegion } from './summaryText.js';

/** A region, and what of it a summary is about. */
export interface SummarySource {
  readonly key: string;
  readonly region: string;
  readonly pool: JobPool;
  readonly selection: JobSelection;
}

/**
 * Reads what needs attention in a region, and the other jobs of each resource that does, as far as they are
 * not known. Never rejects: what could not be read is named.
 */
export async function readSummaryRegion(source: SummarySource, now: Date): Promise<SummaryRegion> {
  const { key, pool, region, selection } = source;
  const asked = attentionSelection(selection, now);
  const place = { region, isSample: key === 'sample' };
  if (asked === undefined) return { ...place, items: [], isComplete: true, readAt: pool.readAt?.date };
  const list = pool.list(asked);
  await readToEnd(list);
  // What ended after the jobs were loaded is not known.
  const items = attentionItems(list.jobs(), selection, pool.readAt?.date ?? now);
  return {
    ...place,
    items: await withRecords(items, source),
    isComplete: list.isComplete,
    failure: failureText(list),
    readAt: pool.readAt?.date,
  };
}

/** Adds what is known of each resource, which is asked for; of those beyond {@link maxRecords} nothing is. */
export async function withRecords(
  items: readonly AttentionItem[],
  { pool, selection }: Pick<SummarySource, 'pool' | 'selection'>,
): Promise<SummaryItem[]> {
  return Promise.all(
    items.map(async (item, place) => {
      const ofResource = resourceSelection(selection, item.jobs[0]);
      if (ofResource === undefined || place >= maxRecords) return item;
      const list = pool.list(ofResource);
      await readToEnd(list);
      return list.isComplete ? { ...item, record: recordOf(list.jobs()) } : item;
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

/** Resources whose own jobs are asked for. */
const maxRecords = 50;
/** Pages of one list. */
const maxPages = 20;
