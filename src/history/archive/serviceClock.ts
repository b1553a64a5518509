import type { JobPage } from '../../jobs/jobSource.js';

/**
 * The clock of AWS Backup: that of this machine, and by how much it is wrong, as far as responses have shown
 * that. Times are in epoch milliseconds.
 */
export class ServiceClock {
  /** The clock of this machine. */
  readonly local: () => number;
  #offsetMs = 0;

  constructor(local: () => number) {
    this.local = local;
  }

  readonly now = (): number => this.at(this.local());

  /** A time of the clock of this machine, by the clock of AWS Backup. */
  at(localTime: number): number {
    return localTime + this.#offsetMs;
  }

  /** A time of the clock of AWS Backup, by that of this machine. */
  localAt(time: number): number {
    return time - this.#offsetMs;
  }

  learn({ clockOffsetMs = 0 }: Pick<JobPage, 'clockOffsetMs'>): void {
    this.#offsetMs = clockOffsetMs;
  }
}
