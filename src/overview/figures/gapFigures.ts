import type { Slices } from '../../jobs/slices.js';
import { type BackupGap, longestGap } from '../../schedule/longestGap.js';
import { type CountedResource, type ResourceEntry, resourceEntry } from './countedResource.js';
import { type Ranking, ranking } from './ranking.js';
import type { ResourceSchedule } from './resourceSchedules.js';

/** A resource that had no good backup for longer than its schedule asks for. */
export interface GapEntry extends ResourceEntry {
  readonly gap: BackupGap;
  /** The longest time between two runs of its most frequent judged rule, in milliseconds. */
  readonly objectiveMs: number;
}

/** The longest gaps, and how many resources could have one. */
export interface GapFigures {
  /** By how many times the gap is longer than the objective. */
  readonly gaps: Ranking<GapEntry>;
  /** The number of resources whose gaps can be compared with a schedule. */
  readonly withObjective: number;
}

/**
 * The resources with the longest gaps.
 *
 * @param resources by their keys
 * @param until when the jobs were read, in epoch milliseconds
 */
export async function gapFigures(
  resources: ReadonlyMap<string, CountedResource>,
  scheduleOf: (key: string, resource: CountedResource) => ResourceSchedule | undefined,
  until: number,
  slices: Slices,
): Promise<GapFigures> {
  const entries: GapEntry[] = [];
  let withObjective = 0;
  for (const [key, resource] of resources) {
    const pause = slices.next();
    if (pause !== undefined) await pause;
    const interval = scheduleOf(key, resource)?.interval;
    if (interval === undefined) continue;
    withObjective++;
    const gap = gapSince(interval.since, resource, until);
    const weight = (gap?.ms ?? 0) / interval.ms;
    if (gap === undefined || weight < minGapShare) continue;
    entries.push({
      ...resourceEntry({ key, weight, resource }),
      second: gap.ms,
      gap,
      objectiveMs: interval.ms,
    });
  }
  return { gaps: await slices.after(() => ranking(entries, maxGaps)), withObjective };
}

/** What was before the first job by a schedule is no gap in it. */
function gapSince(
  since: number,
  { firstEnded, good }: CountedResource,
  until: number,
): BackupGap | undefined {
  const own = good.some((time) => time < since) ? good.filter((time) => time >= since) : good;
  return longestGap(own, Math.max(firstEnded, since), until);
}

const maxGaps = 10;
/** A job is made minutes after its run; with half an interval more, a run had no good backup. */
const minGapShare = 1.5;
