import { failureOf, type JobSource, JobSourceError } from '../jobSource.js';
import { type Clock, systemClock } from './clock.js';

/** Who asks. What a person waits for goes first; a sweep takes what is left. */
export type RequestRank = 'pager' | 'sweep';

/** Leave to make one request. Whoever has it must end it; it ends by itself when nobody waits for the request any more. */
export interface RequestSlot {
  end(how: 'answered' | 'throttled' | 'failed' | 'unused'): void;
}

/**
 * How many ListBackupJobs requests one connection makes at a time, and how fast one after the other. AWS publishes no
 * quota: it begins gently, grows while all goes well, and when the service says that it is asked too fast, everyone backs off
 * together: half as many at a time, with twice as long between two, and from there back up step by step.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #waiting: Record<RequestRank, Waiting[]> = { pager: [], sweep: [] };
  readonly #underWay: Record<RequestRank, number> = { pager: 0, sweep: 0 };
  #atOnce = atOnceAtFirst;
  #hasBeenThrottled = false;
  #spacingMs = 0;
  /** No request starts before this time. */
  #nextStart = Number.NEGATIVE_INFINITY;
  #lastBackOff = Number.NEGATIVE_INFINITY;
  #isTimerSet = false;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Resolves when a request may be made; rejects with a JobSourceError of kind `aborted` when `signal` aborts before. */
  slot(rank: RequestRank, signal: AbortSignal): Promise<RequestSlot> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(aborted());
      const waiting: Waiting = {
        start: (slot) => {
          // Others who leave with the same signal have made room before this one could leave.
          if (signal.aborted) return slot.end('unused');
          signal.removeEventListener('abort', leave);
          const letGo = () => slot.end('unused');
          signal.addEventListener('abort', letGo, { once: true });
          resolve({
            end: (how) => {
              signal.removeEventListener('abort', letGo);
              slot.end(how);
            },
          });
        },
      };
      const leave = () => {
        this.#waiting[rank] = this.#waiting[rank].filter((one) => one !== waiting);
        reject(aborted());
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting[rank].push(waiting);
      this.#admit();
    });
  }

  /** The same source, each of whose ListBackupJobs requests waits for its turn. */
  limited(source: Pick<JobSource, 'listBackupJobs'>): Pick<JobSource, 'listBackupJobs'> {
    return {
      listBackupJobs: async (query, page) => {
        const slot = await this.slot('pager', page.signal);
        try {
          const answer = await source.listBackupJobs(query, page);
          slot.end('answered');
          return answer;
        } catch (error) {
          slot.end(failureOf(error).kind === 'throttled' ? 'throttled' : 'failed');
          throw error;
        }
      },
    };
  }

  /**
   * Tells that a request was throttled that `started` then (epoch milliseconds), though it may be under way again. Counts
   * once for all that were under way together: their fates tell the same thing.
   */
  slowDown(started: number): void {
    const now = this.#clock.now();
    if (started <= this.#lastBackOff && this.#lastBackOff <= now) return;
    this.#lastBackOff = now;
    this.#hasBeenThrottled = true;
    this.#atOnce = Math.max(1, this.#atOnce / 2);
    this.#spacingMs = Math.min(longestSpacingMs, Math.max(shortestSpacingMs, this.#spacingMs * 2));
    this.#nextStart = now + this.#spacingMs * spacingsOfRest;
  }

  #admit(): void {
    for (const rank of ['pager', 'sweep'] as const) {
      while (this.#waiting[rank].length > 0 && this.#hasRoom(rank)) {
        const now = this.#clock.now();
        // Whoever sets the clock back does not mean that everyone waits.
        if (this.#nextStart - now > longestSpacingMs * spacingsOfRest) this.#nextStart = now;
        if (now < this.#nextStart) {
          this.#admitLater(this.#nextStart - now);
          return;
        }
        this.#nextStart = now + this.#spacingMs;
        this.#underWay[rank]++;
        this.#waiting[rank].shift()?.start(this.#newSlot(rank, now));
      }
    }
  }

  /** A sweep leaves room to the pagers, whom it never keeps waiting. */
  #hasRoom(rank: RequestRank): boolean {
    const { pager, sweep } = this.#underWay;
    return (rank === 'pager' ? pager : pager + sweep) < Math.floor(this.#atOnce);
  }

  #admitLater(milliseconds: number): void {
    if (this.#isTimerSet) return;
    this.#isTimerSet = true;
    void this.#clock.sleep(milliseconds).then(() => {
      this.#isTimerSet = false;
      this.#admit();
    });
  }

  #newSlot(rank: RequestRank, started: number): RequestSlot {
    let isUnderWay = true;
    return {
      end: (how) => {
        if (!isUnderWay) return;
        isUnderWay = false;
        const isFull = this.#underWay.pager + this.#underWay.sweep >= Math.floor(this.#atOnce);
        this.#underWay[rank]--;
        if (how === 'throttled') this.slowDown(started);
        else if (how === 'answered') this.#recover(isFull);
        this.#admit();
      },
    };
  }

  #recover(isFull: boolean): void {
    this.#spacingMs *= spacingRecovery;
    if (this.#spacingMs < shortestSpacingMs / 2) this.#spacingMs = 0;
    if (isFull)
      this.#atOnce = Math.min(mostAtOnce, this.#atOnce + (this.#hasBeenThrottled ? 1 / this.#atOnce : 1));
  }
}

interface Waiting {
  readonly start: (slot: RequestSlot) => void;
}

/** What a request ends with that nobody waits for any more. */
export function aborted(): JobSourceError {
  return new JobSourceError({ kind: 'aborted', summary: 'Cancelled', detail: '', remedy: 'retry' });
}

/** The most requests at a time. */
export const mostAtOnce = 16;
/** Requests at a time before the first answers. */
export const atOnceAtFirst = 8;

const shortestSpacingMs = 25;
const longestSpacingMs = 3200;
/** Of the time between two requests, what is left of it after each answer: half after 35. */
const spacingRecovery = 0.98;
/** How long nothing starts after a throttled request, in times between two requests. */
const spacingsOfRest = 8;
