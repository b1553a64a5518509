import { endTime } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JudgeJob, Outcome } from '../jobs/jobStates.js';
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
  const ended = endedJobs(stream, judge);
  const latest = ended.next().value;
  const unclear = stream.undated.filter((job) => judge(job) !== 'open');
  if (latest === undefined)
    return unclear.length === 0
      ? undefined
      : { outcome: 'unknown', jobs: unclear, latest: Number.NaN, isInPeriod: false };
  const known = { latest: latest.created, isInPeriod: endTime(latest.job) >= since };
  if (unclear.some((job) => judge(job) !== latest.result))
    return { ...known, outcome: 'unknown', jobs: [latest.job, ...unclear] };
  switch (latest.result) {
    case 'withIssues':
      return { ...known, outcome: 'withIssues', jobs: [latest.job] };
    case 'bad': {
      const bad = [latest.job];
      for (const { job, result } of ended) {
        if (result === 'good') break;
        if (result === 'bad') bad.push(job);
      }
      const isNew = bad.every((job) => endTime(job) >= since);
      return { ...known, outcome: isNew ? 'newlyFailing' : 'stillFailing', jobs: bad };
    }
    case 'good': {
      const good = [latest.job];
      let isBefore = endTime(latest.job) < since;
      for (const { job, result } of ended) {
        if (isBefore) break;
        if (result === 'bad') return { ...known, outcome: 'recovered', jobs: [...good, job] };
        if (result !== 'good') continue;
        good.push(job);
        isBefore = endTime(job) < since;
      }
      return { ...known, outcome: 'good', jobs: [latest.job] };
    }
  }
}

interface EndedJob {
  readonly job: BackupJob;
  readonly created: number;
  readonly result: Exclude<Outcome, 'open'>;
}

function* endedJobs({ created, jobs }: JobStream, judge: JudgeJob): Generator<EndedJob, undefined> {
  for (const [place, job] of jobs.entries()) {
    const result = judge(job);
    if (result !== 'open') yield { job, created: created[place] ?? Number.NaN, result };
  }
}
