import type { BackupJob } from '../jobs/backupJob.js';
import { type JudgeJob, knownState, resultOf } from '../jobs/jobStates.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import type { JudgedSeries } from './foldFindings.js';
import { clearedBy, inOrder, type JobStream, type MergedStreams } from './jobStream.js';
import { hasEnded } from './judgement.js';
import { isFailing, isWorse, type ResourceOutcomeName, type UnknownReason } from './resourceOutcome.js';
import { type StreamOutcome, streamOutcome } from './streamOutcome.js';

/** What one rule says of the resource. A neutral one makes nothing worse. */
export interface Claim {
  readonly outcome: ResourceOutcomeName;
  readonly jobs?: readonly BackupJob[];
  readonly reason?: UnknownReason;
  readonly isNeutral?: boolean;
  /** The known issue that accepts all that is wrong. */
  readonly issue?: KnownIssue;
}

/** The jobs of a resource: of each of its rules, and of none. */
export interface ResourceJobs {
  readonly own: readonly { readonly judged: JudgedSeries; readonly stream: JobStream }[];
  readonly others: JobStream;
  readonly all: MergedStreams;
}

/**
 * What each rule says of a resource, and the jobs that no rule made.
 *
 * @param since the start of the period, in epoch milliseconds
 */
export function claimsOf(jobs: ResourceJobs, since: number, judge: JudgeJob): readonly Claim[] {
  return [
    ...jobs.own.map(({ judged, stream }) => seriesClaim({ judged, stream }, jobs, since, judge)),
    looseClaim(jobs, since, judge),
    ...[...jobs.own.map(({ stream }) => stream), jobs.others].map(openClaim),
  ].filter((claim) => claim !== undefined);
}

/**
 * The worst claim, with the jobs of all that claim the same. If all are neutral, the resource has ended only
 * if all of its rules have.
 */
export function worstOf(claims: readonly Claim[]): Claim {
  const [first, ...rest] = claims.filter(({ isNeutral }) => !isNeutral);
  if (first === undefined)
    return (
      claims.find(({ reason }) => reason !== 'ended') ??
      claims[0] ?? { outcome: 'unknown', reason: 'unclearJob' }
    );
  const worst = rest.reduce((one, other) => (isWorse(other.outcome, one.outcome) ? other : one), first);
  const same = claims.filter(({ isNeutral, outcome }) => !isNeutral && outcome === worst.outcome);
  const jobs = inOrder([...new Set(same.flatMap((claim) => claim.jobs ?? []))]);
  const { issue } = same.find((claim) => claim.jobs?.[0] === jobs[0]) ?? worst;
  return { ...worst, jobs, ...(issue && { issue }) };
}

function seriesClaim(
  { judged, stream }: ResourceJobs['own'][number],
  { all, others }: ResourceJobs,
  since: number,
  judge: JudgeJob,
): Claim | undefined {
  const { verdict } = judged.judgement;
  const its = clearedOutcome(stream, { stream: others }, since, judge);
  if (its === undefined) return undefined;
  const isBad = isFailing(its.outcome);
  const hasNewerGood =
    isBad && (all.first((job) => judge(job) === 'good')?.created ?? Number.NaN) > its.latest;
  if (hasEnded(verdict)) {
    const isOpen = isBad && its.isInPeriod && !hasNewerGood;
    return isOpen ? claimOf(its) : { outcome: 'unknown', reason: 'ended', isNeutral: true };
  }
  if (verdict === 'onSchedule' || verdict === 'overdue' || its.isInPeriod) return claimOf(its);
  if (its.outcome === 'good' || its.outcome === 'recovered')
    return { outcome: 'unknown', reason: 'notJudged', isNeutral: true };
  return isBad && hasNewerGood ? { outcome: 'unknown', reason: 'notJudged' } : claimOf(its);
}

/** What the jobs say that no rule made. A later good job of a rule makes up for a bad one. */
function looseClaim({ all, others }: ResourceJobs, since: number, judge: JudgeJob): Claim | undefined {
  const its = clearedOutcome(others, all, since, judge);
  if (its === undefined) return undefined;
  const isOld = !its.isInPeriod && (its.outcome === 'good' || its.outcome === 'recovered');
  return isOld ? { outcome: 'unknown', reason: 'notJudged', isNeutral: true } : claimOf(its);
}

/** The outcome of a stream, where good jobs of another stream make up for bad ones. */
function clearedOutcome(
  stream: JobStream,
  other: Pick<MergedStreams, 'stream'>,
  since: number,
  judge: JudgeJob,
): StreamOutcome | undefined {
  const own = streamOutcome(stream, since, judge);
  // More good jobs change nothing.
  if (own === undefined || own.outcome === 'good') return own;
  return streamOutcome(clearedBy(stream, other.stream, judge), since, judge);
}

function claimOf({ jobs, outcome }: StreamOutcome): Claim {
  return { outcome, jobs, ...(outcome === 'unknown' && { reason: 'unclearJob' as const }) };
}

/** The jobs of a stream after its latest that has ended, and the undated ones. */
function openClaim({ jobs, undated }: JobStream): Claim | undefined {
  const ended = jobs.findIndex((job) => resultOf(job) !== 'open');
  // Nearly always.
  if (undated.length === 0 && (ended === 0 || jobs.length === 0)) return undefined;
  const latest = jobs.slice(0, ended === -1 ? jobs.length : ended);
  const open = [...latest, ...undated.filter((job) => resultOf(job) === 'open')];
  const unclear = open.filter(({ State }) => knownState(State) === 'any other');
  if (unclear.length > 0) return { outcome: 'unknown', reason: 'unclearJob', jobs: unclear };
  return open.length > 0 ? { outcome: 'running', jobs: open } : undefined;
}
