import type { BackupJob } from '../../jobs/backupJob.js';
import { entry } from '../../jobs/mapEntry.js';
import type { Slices } from '../../jobs/slices.js';
import { type CountedResource, dateOf, type RankedResource, resourceEntry } from './countedResource.js';
import { gapFigures } from './gapFigures.js';
import type { NextGoodBackup } from './nextGoodBackup.js';
import { type Ranking, ranking } from './ranking.js';
import type { DurationEntry, GrowingEntry, ResourceFigures, StaleEntry } from './resourceFigures.js';
import { judgedGroup, type StaleGroup, staleGroups } from './staleGroup.js';

/** What the rankings are made of. Times are epoch milliseconds. */
export interface RankingOptions {
  readonly next: NextGoodBackup;
  /** Until when good backups are known. */
  readonly until: number;
  /** When the jobs were read. */
  readonly asOf: number;
  /** Whether the maximum age of a good backup follows from the schedules. */
  readonly isBySchedule: boolean;
  /** Whether a resource is known from its recent jobs, such as its latest one. */
  readonly isRecent: (key: string, latest: BackupJob) => boolean;
}

/**
 * The rankings of the resources. An organization has so many resources that this takes several slices.
 *
 * @param resources by their keys
 */
export async function resourceRankings(
  resources: ReadonlyMap<string, CountedResource>,
  { asOf, isBySchedule, isRecent, next, until }: RankingOptions,
  slices: Slices,
): Promise<Omit<ResourceFigures, 'maxLifeMs'>> {
  let notJudged = 0;
  const lastGoods = await ranked(resources, slices, Number.POSITIVE_INFINITY, (resource, key) => {
    const due = next.dueOf(key, resource);
    if (due === undefined) notJudged++;
    return due !== undefined && due < until ? -resource.lastGood : undefined;
  });
  await slices.pause();
  const byGroup = new Map<StaleGroup, RankedResource[]>();
  for (const ranked of lastGoods.top) {
    const { group } = judgedGroup(ranked, next);
    entry(byGroup, group, () => []).push(ranked);
  }
  const failing = byGroup.get('failing') ?? [];
  failing.sort((one, other) => other.resource.latest - one.resource.latest);
  const stale = staleGroups.flatMap((group) => byGroup.get(group) ?? []).slice(0, maxStale);
  const longest = await ranked(resources, slices, maxDurations, ({ durations }) =>
    durations.backups > 0 ? durations.maxMs : undefined,
  );
  const growing = await ranked(resources, slices, maxDurations, ({ durations: { growthMsPerDay = 0 } }) =>
    growthMsPerDay >= minGrowthMs ? growthMsPerDay : undefined,
  );
  const gaps = await gapFigures(resources, (key, resource) => next.scheduleOf(key, resource), asOf, slices);
  await slices.pause();
  return {
    resources: resources.size,
    stale: {
      all: lastGoods.all - (byGroup.get('known')?.length ?? 0),
      top: stale.map((ranked) => staleEntry(ranked, next)),
    },
    staleByGroup: new Map([...byGroup].map(([group, { length }]) => [group, length])),
    staleWithoutSchedule: isBySchedule
      ? [...byGroup]
          .flatMap(([group, ranked]) => (group === 'known' ? [] : ranked))
          .filter(({ key, resource }) => next.scheduleOf(key, resource)?.objective === undefined).length
      : 0,
    staleNotJudged: notJudged,
    ...gaps,
    failingBefore: failing.filter(({ key, resource }) => !isRecent(key, resource.job ?? {})).length,
    longest: { ...longest, top: longest.top.map(durationEntry) },
    growing: { ...growing, top: growing.top.map(growingEntry) },
  };
}

function staleEntry(ranked: RankedResource, next: NextGoodBackup): StaleEntry {
  const { job = {}, lastGood, latest, state } = ranked.resource;
  const due = next.dueOf(ranked.key, ranked.resource);
  return {
    ...resourceEntry(ranked),
    lastGood: dateOf(lastGood),
    latestState: state,
    latest: dateOf(latest),
    job,
    ...judgedGroup(ranked, next),
    due: lastGood === 0 || due === undefined ? undefined : new Date(due),
  };
}

/** Ranks the resources that have a weight. */
async function ranked(
  resources: ReadonlyMap<string, CountedResource>,
  slices: Slices,
  max: number,
  weightOf: (resource: CountedResource, key: string) => number | undefined,
): Promise<Ranking<RankedResource>> {
  const entries: RankedResource[] = [];
  for (const [key, resource] of resources) {
    const weight = weightOf(resource, key);
    if (weight !== undefined) entries.push({ key, weight, resource });
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return slices.after(() => ranking(entries, max));
}

function durationEntry(ranked: RankedResource): DurationEntry {
  const { backups, growthMsPerDay, maxMs, meanMs } = ranked.resource.durations;
  return { ...resourceEntry(ranked), backups, maxMs, meanMs, growthMsPerDay };
}

function growingEntry(ranked: RankedResource): GrowingEntry {
  return { ...durationEntry(ranked), growthMsPerDay: ranked.weight };
}

const maxStale = 200;
const maxDurations = 10;
/** One second per day. */
const minGrowthMs = 1000;
