/** The durations of one resource's backups, and their trend. Stores only sums. */
export class DurationTrend {
  #backups = 0;
  #maxMs = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #sumX = 0;
  #sumY = 0;
  #sumXX = 0;
  #sumXY = 0;
  #sumYY = 0;

  /** Adds a backup: its time and its duration in milliseconds. */
  add(at: number, duration: number): void {
    const x = at / dayMs;
    const y = duration / 1000;
    this.#backups++;
    this.#maxMs = Math.max(this.#maxMs, duration);
    this.#first = Math.min(this.#first, x);
    this.#last = Math.max(this.#last, x);
    this.#sumX += x;
    this.#sumY += y;
    this.#sumXX += x * x;
    this.#sumXY += x * y;
    this.#sumYY += y * y;
  }

  get backups(): number {
    return this.#backups;
  }

  get maxMs(): number {
    return this.#maxMs;
  }

  /** NaN if there is no backup. */
  get meanMs(): number {
    return (this.#sumY / this.#backups) * 1000;
  }

  /**
   * The slope of the regression line. Undefined without a clear trend: fewer than four backups, less than
   * three days, or a coefficient of determination below 0.5.
   */
  get growthMsPerDay(): number | undefined {
    const n = this.#backups;
    if (n < minBackups || this.#last - this.#first < minDays) return undefined;
    const varianceX = n * this.#sumXX - this.#sumX ** 2;
    const varianceY = n * this.#sumYY - this.#sumY ** 2;
    const covariance = n * this.#sumXY - this.#sumX * this.#sumY;
    if (varianceX <= 0 || varianceY <= 0) return undefined;
    const explained = covariance ** 2 / (varianceX * varianceY);
    return explained < minExplained ? undefined : (covariance / varianceX) * 1000;
  }
}

const dayMs = 86_400_000;
const minBackups = 4;
const minDays = 3;
const minExplained = 0.5;
