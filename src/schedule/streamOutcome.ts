import { endTime } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JudgeJob } from '../jobs/jobStates.js';
import type { JobStream } from './jobStream.js';

/** What the jobs of a stream say of its latest run. */
export interface StreamOutcome {
  readonly outcome: 'stillFailing' | 'newlyFailing' | 'withIssues' | 'recovered' | 'good' | 'unknown';
  /** The jobs that prove it, the latest first. */
  readonly jobs: readonly BackupJob[];
  /** When the latest job that has ended was created. */
  readonly latest: number;
  /** Whether the latest job that has ended did so in the period. */
  readonly isInPeriod: boolean;
}

/**
 * The outcome of the latest job that has ended, and what was before. Undefined if no job has ended.
 *
 * @param since the start of the period, in epoch milliseconds
 */
export function streamOutcome(stream: JobStream, since: number, judge: JudgeJob): StreamOutcome | undefined {
  const { created, jobs, undated } = stream;
  const unclear = undated.length === 0 ? undated : undated.filter((job) => judge(job) !== 'open');
  const place = jobs.findIndex((one) => judge(one) !== 'open');
  const job = jobs[place];
  const result = job === undefined ? 'open' : judge(job);
  if (job === undefined || result === 'open')
    return unclear.length === 0
      ? undefined
      : { outcome: 'unknown', jobs: unclear, latest: Number.NaN, isInPeriod: false };
  const known = { latest: created[place] ?? Number.NaN, isInPeriod: endTime(job) >= since };
  if (unclear.some((other) => judge(other) !== result))
    return { ...known, outcome: 'unknown', jobs: [job, ...unclear] };
  switch (result) {
    case 'withIssues':
      return { ...known, outcome: 'withIssues', jobs: [job] };
    case 'bad': {
      const bad = badSinceGood(jobs, place, judge);
      const isNew = bad.every((one) => endTime(one) >= since);
      return { ...known, outcome: isNew ? 'newlyFailing' : 'stillFailing', jobs: bad };
    }
    case 'good': {
      const recovery = recoveryOf(jobs, place, since, judge);
      return recovery === undefined
        ? { ...known, outcome: 'good', jobs: [job] }
        : { ...known, outcome: 'recovered', jobs: recovery };
    }
  }
}

/** The bad jobs from a place on, until the good one before them. */
function badSinceGood(jobs: readonly BackupJob[], from: number, judge: JudgeJob): readonly BackupJob[] {
  const bad: BackupJob[] = [];
  for (let place = from; place < jobs.length; place++) {
    const job = jobs[place];
    if (job === undefined) break;
    const result = judge(job);
    if (result === 'good') break;
    if (result === 'bad') bad.push(job);
  }
  return bad;
}

/**
 * The good jobs from a place on, with the bad one that was before them. Undefined if there is none, or if it
 * is older than a good one that ended before the period.
 */
function recoveryOf(
  jobs: readonly BackupJob[],
  from: number,
  since: number,
  judge: JudgeJob,
): readonly BackupJob[] | undefined {
  const good: BackupJob[] = [];
  for (let place = from; place < jobs.length; place++) {
    const job = jobs[place];
    if (job === undefined) break;
    const result = judge(job);
    if (result === 'bad') return [...good, job];
    if (result !== 'good') continue;
    good.push(job);
    if (endTime(job) < since) break;
  }
  return undefined;
}
