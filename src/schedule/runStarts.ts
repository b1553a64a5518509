import { knownState } from '../jobs/jobStates.js';
import { canChange } from '../jobs/lastKnown.js';
import type { BackupSeries } from './backupSeries.js';

/** What the jobs of a series prove about the starts of its runs. Times are epoch milliseconds. */
export interface RunStarts {
  /** The number of runs of which the start and the start window are known. */
  readonly judged: number;
  /** The runs that started late: after more than half of their start window; in order. */
  readonly late: readonly number[];
  /** The largest share of its start window after which a run started: 0.85 is 85 %. 0 if none is late. */
  readonly worst: number;
  /**
   * The shares of the last runs, if there are three or more and each started later than the one before, the
   * latest late. The latest comes last.
   */
  readonly rising: readonly number[];
  /** The runs that started while an earlier one was still running; in order. */
  readonly overlapping: readonly number[];
}

/** Whether some runs of a series started late, or while an earlier one was running. */
export function hasPressure({ late, overlapping }: RunStarts): boolean {
  return late.length + overlapping.length > 0;
}

/**
 * Compares the starts of the jobs of a series with their start windows, and with the ends of the jobs before.
 * It says nothing about other runs: AWS Backup chooses when a job starts in its start window.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html InitiationDate, StartBy
 */
export class RunStartsTally {
  readonly #series: BackupSeries;
  #judged = 0;
  #worst = 0;
  #lastRun = Number.NaN;
  readonly #late: number[] = [];
  readonly #rising: number[] = [];
  readonly #overlapping: number[] = [];
  // The job that ends last among those before.
  #openFrom = Number.NaN;
  #openUntil = Number.NEGATIVE_INFINITY;
  #openRun = Number.NaN;

  constructor(series: BackupSeries) {
    this.#series = series;
  }

  /**
   * Adds a job; in the order of their creation. A run may have several jobs: the first one that started
   * counts.
   *
   * @param row the place of the job in the columns of the series
   * @param run the time of the run that made the job; NaN if it is unknown
   * @param startWindow in milliseconds; NaN unless the `StartBy` of the job proves both
   */
  add(row: number, run: number, startWindow: number): void {
    const started = this.#series.started[row] ?? Number.NaN;
    if (Number.isNaN(started)) return;
    if (run !== this.#lastRun) this.#addShare((started - run) / startWindow, run);
    const isDuring = this.#openFrom < started && started < this.#openUntil;
    const time = Number.isNaN(run) ? started : run;
    // A run may have several jobs.
    if (isDuring && run !== this.#openRun && time !== this.#overlapping.at(-1)) this.#overlapping.push(time);
    const ended = this.#endOf(row);
    if (!(ended > this.#openUntil)) return;
    [this.#openFrom, this.#openUntil, this.#openRun] = [started, ended, run];
  }

  result(): RunStarts {
    const { length } = this.#rising;
    const isRising = length >= enoughRuns && (this.#rising[length - 1] ?? 0) > lateShare;
    return {
      judged: this.#judged,
      late: this.#late.length === 0 ? none : this.#late,
      worst: this.#worst,
      rising: isRising ? this.#rising.slice(-maxRising) : none,
      overlapping: this.#overlapping.length === 0 ? none : this.#overlapping,
    };
  }

  /** When a job ended; infinite if it is still running, NaN if that is not known, as of one in a history. */
  #endOf(row: number): number {
    const ended = this.#series.ended[row] ?? Number.NaN;
    const job = Number.isNaN(ended) ? this.#series.jobs[row] : undefined;
    const isRunning = job !== undefined && canChange(job) && knownState(job.State) !== 'any other';
    return isRunning ? Number.POSITIVE_INFINITY : ended;
  }

  #addShare(share: number, run: number): void {
    if (Number.isNaN(share)) {
      this.#rising.length = 0;
      return;
    }
    this.#lastRun = run;
    this.#judged++;
    if (share > lateShare) {
      this.#late.push(run);
      this.#worst = Math.max(this.#worst, share);
    }
    if (share - (this.#rising.at(-1) ?? 0) < minRise) this.#rising.length = 0;
    this.#rising.push(share);
  }
}

const none: readonly number[] = [];
const enoughRuns = 3;
const lateShare = 0.5;
/** One percent: what the shares show. */
const minRise = 0.01;
const maxRising = 6;
