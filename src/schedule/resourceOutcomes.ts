import { type AcceptedIssues, noKnownIssues } from '../jobs/acceptedIssues.js';
import { attentionHours, resourceKey } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { timeIn } from '../jobs/jobFacts.js';
import { listedMs } from '../jobs/listedPeriod.js';
import { entry } from '../jobs/mapEntry.js';
import { countNights } from '../jobs/nights.js';
import { type SliceOptions, Slices } from '../jobs/slices.js';
import { acceptedClaim, decisiveClaim, openJobsFirst, openTrouble, unmadeClaims } from './acceptedOutcome.js';
import type { Finding, JudgedSeries } from './foldFindings.js';
import { MergedStreams, streamOf, timedJobs } from './jobStream.js';
import { missedSince } from './missedSince.js';
import { type Claim, claimsOf } from './resourceClaims.js';
import { type FailingTime, isFailing, type ResourceOutcome, type UnmadeRuns } from './resourceOutcome.js';
import type { ReportedRegion, ScheduleReport } from './scheduleReport.js';

/**
 * The outcome of each resource of a complete read, one entry each; in no particular order. Of a nested job,
 * the parent counts. The period ends at `asOf` and lasts {@link attentionHours}.
 *
 * A bad run of a rule is made good by a later good job of the same rule, or by one that no rule made: a good
 * job of another rule does not hide it. If a rule has ended, a later good job of any rule does. A rule that
 * is not judged makes no other rule's outcome worse while its own latest job is good.
 *
 * Works in slices of a few milliseconds. Rejects with the signal's reason when it aborts.
 */
export async function resourceOutcomes(
  report: ScheduleReport,
  asOf: Date,
  { accepted = noKnownIssues, ...options }: OutcomeOptions = {},
): Promise<readonly ResourceOutcome[]> {
  const slices = new Slices(options);
  const since = asOf.getTime() - attentionHours(asOf) * hourMs;
  const missed = unmadeRuns(report.findings, 'missed');
  const overdue = unmadeRuns(report.findings, 'overdue');
  const outcomes: ResourceOutcome[] = [];
  const byRegion = new Map<string, JudgedSeries[]>();
  for (const one of report.series) entry(byRegion, one.series.region, () => []).push(one);
  for (const region of report.regions)
    for (const resource of await resourcesOf(byRegion.get(region.region) ?? [], region, slices)) {
      const runs = (by: UnmadeBySeries) => resource.series.flatMap((one) => by.get(one) ?? []);
      outcomes.push(
        outcomeOf(resource, region, since, {
          missed: runs(missed).flatMap((one) => {
            const times = missedSince(since, one.times, one.of);
            return times.length === 0 ? [] : [{ ...one, times }];
          }),
          overdue: runs(overdue),
          accepted,
        }),
      );
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
  return outcomes;
}

export interface OutcomeOptions extends SliceOptions {
  /** The known issues that count; by default none. */
  readonly accepted?: AcceptedIssues | undefined;
}

type UnmadeBySeries = ReadonlyMap<JudgedSeries, readonly UnmadeRuns[]>;

function unmadeRuns(findings: readonly Finding[], kind: Finding['kind']): UnmadeBySeries {
  const bySeries = new Map<JudgedSeries, UnmadeRuns[]>();
  for (const finding of findings) {
    if (finding.kind !== kind) continue;
    for (const { of, times } of finding.series) entry(bySeries, of, () => []).push({ of, finding, times });
  }
  return bySeries;
}

/** A resource with its rules, and with its jobs that belong to none. */
interface Resource {
  readonly key: string;
  readonly accountId: string | undefined;
  readonly resourceArn: string | undefined;
  readonly series: JudgedSeries[];
  readonly loose: BackupJob[];
}

async function resourcesOf(
  judged: readonly JudgedSeries[],
  { loose }: ReportedRegion,
  slices: Slices,
): Promise<Iterable<Resource>> {
  const byKey = new Map<string, Resource>();
  const resourceOf = (job: Pick<BackupJob, 'AccountId' | 'ResourceArn'>): Resource => {
    const key = resourceKey(job);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const { AccountId: accountId, ResourceArn } = job;
    const added = { key, accountId, resourceArn: ResourceArn || undefined, series: [], loose: [] };
    byKey.set(key, added);
    return added;
  };
  for (const one of judged) {
    const { accountId: AccountId, resourceArn: ResourceArn } = one.series;
    resourceOf({ AccountId, ResourceArn }).series.push(one);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  for (const job of loose) {
    resourceOf(job).loose.push(job);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  return byKey.values();
}

type UnmadeByKind = Pick<ResourceOutcome, 'missed' | 'overdue'>;

function outcomeOf(
  { accountId, key, loose, resourceArn, series }: Resource,
  { isHistory, known, readAt, region }: ReportedRegion,
  since: number,
  { accepted, missed, overdue }: UnmadeByKind & { readonly accepted: AcceptedIssues },
): ResourceOutcome {
  const { judge } = accepted;
  const last = known.at(-1);
  // A resource that seems to fail newly, or for two nights, may have done so before a gap.
  const needed = isHistory ? Math.min(since, readAt - listedMs) : since;
  const isRead = last !== undefined && last.from <= needed && last.to >= readAt;
  // After a gap in what was read, nothing before it counts.
  const from = last !== undefined && known.length > 1 ? last.from : Number.NEGATIVE_INFINITY;
  const own = series.map((judged) => ({ judged, stream: streamOf(judged.series, from) }));
  const others = streamOf(timedJobs(loose), from);
  const all = new MergedStreams([others, ...own.map(({ stream }) => stream)]);
  const latest =
    all.first(() => true)?.job ?? all.stream.undated[0] ?? series[0]?.series.jobs[0] ?? loose[0] ?? {};
  const ofJobs: readonly Claim[] = isRead
    ? claimsOf({ own, others, all }, since, judge)
    : [{ outcome: 'unknown', reason: 'notRead' }];
  const { issue, outcome, reason, ...decisive } = decisiveClaim([
    ...ofJobs.map((claim) => acceptedClaim(claim, accepted)),
    ...unmadeClaims('missed', missed, accepted),
    ...unmadeClaims('overdue', overdue, accepted),
  ]);
  const jobs = isFailing(outcome) ? openJobsFirst(decisive.jobs ?? [], accepted) : (decisive.jobs ?? []);
  const isTrouble = isFailing(outcome) || outcome === 'withIssues' || outcome === 'unknown';
  return {
    key,
    region,
    accountId,
    resourceArn,
    outcome,
    reason,
    jobs: jobs.length === 0 ? [latest] : jobs,
    issue,
    open: openTrouble(isTrouble && issue === undefined ? jobs : [], [...missed, ...overdue], accepted),
    latest,
    lastGood: all.first((job) => judge(job) === 'good')?.job,
    failing: isFailing(outcome) ? failingTime(jobs) : undefined,
    missed,
    overdue,
    series,
  };
}

function failingTime(bad: readonly BackupJob[]): FailingTime {
  const created = bad.map(({ CreationDate }) => timeIn(CreationDate)).filter((time) => !Number.isNaN(time));
  return {
    since: created.length === 0 ? undefined : new Date(Math.min(...created)),
    nights: countNights(bad.map(({ CreationDate }) => CreationDate)),
  };
}

const hourMs = 3_600_000;
