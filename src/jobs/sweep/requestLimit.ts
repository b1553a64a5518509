import { type Clock, systemClock } from './clock.js';

/**
 * The priority of a request. `interactive` requests, which a person waits for, go first; sweeps take what is
 * left.
 */
export type RequestRank = 'interactive' | 'sweep';

/** Permission for one request. The owner must end it; it ends itself when the request's signal aborts. */
export interface RequestSlot {
  end(how: 'answered' | 'throttled' | 'failed' | 'unused'): void;
}

/**
 * Limits how many ListBackupJobs requests a connection makes at a time, and how fast one after the other. AWS
 * publishes no quota. The limit starts low and grows while requests succeed. When the service throttles,
 * everyone backs off together: half as many requests at a time, with twice the spacing, and from there back
 * up in steps.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #waiting: Record<RequestRank, Waiting[]> = { interactive: [], sweep: [] };
  readonly #underWay: Record<RequestRank, number> = { interactive: 0, sweep: 0 };
  #atOnce = atOnceAtFirst;
  #hasBeenThrottled = false;
  #spacingMs = 0;
  /** No request of a rank starts before this time. All times here are of `Clock.elapsed`. */
  readonly #nextStart: Record<RequestRank, number> = {
    interactive: Number.NEGATIVE_INFINITY,
    sweep: Number.NEGATIVE_INFINITY,
  };
  #lastBackOff = Number.NEGATIVE_INFINITY;
  #timer = Number.POSITIVE_INFINITY;
  #isThrottled = false;
  readonly #throttledListeners = new Set<() => void>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Whether the service throttles and has not answered since. */
  get isThrottled(): boolean {
    return this.#isThrottled;
  }

  /**
   * Calls `listener` each time the service throttles, also if the source retries by itself. Returns a
   * function that ends this.
   */
  onThrottled(listener: () => void): () => void {
    this.#throttledListeners.add(listener);
    return () => this.#throttledListeners.delete(listener);
  }

  /** The milliseconds before which no sweep makes a request. */
  get restMs(): number {
    return Math.max(0, this.#nextStart.sweep - this.#clock.elapsed());
  }

  /** Resolves when a request may be made. Rejects with the reason of `signal` if that aborts before. */
  slot(rank: RequestRank, signal: AbortSignal): Promise<RequestSlot> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const waiting: Waiting = {
        start: (slot) => {
          // Another request with the same signal may have freed a slot for this one before it could leave the
          // queue.
          if (signal.aborted) return slot.end('unused');
          signal.removeEventListener('abort', leave);
          const release = () => slot.end('unused');
          signal.addEventListener('abort', release, { once: true });
          resolve({
            end: (how) => {
              signal.removeEventListener('abort', release);
              slot.end(how);
            },
          });
        },
      };
      const leave = () => {
        this.#waiting[rank] = this.#waiting[rank].filter((one) => one !== waiting);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting[rank].push(waiting);
      this.#admit();
    });
  }

  /**
   * Reports that a request which started at `started` (`Clock.elapsed`) was throttled, even if it is being
   * retried. Requests that were under way together count once, because they show the same thing. Interactive
   * requests do not inherit the pause of a sweep: they pause only for throttling of their own, and briefly.
   */
  slowDown(started: number, rank: RequestRank = 'sweep'): void {
    this.#isThrottled = true;
    for (const listener of this.#throttledListeners) listener();
    if (started <= this.#lastBackOff) return;
    const now = this.#clock.elapsed();
    this.#lastBackOff = now;
    this.#hasBeenThrottled = true;
    this.#atOnce = Math.max(1, this.#atOnce / 2);
    this.#spacingMs = Math.min(maxSpacingMs, Math.max(minSpacingMs, this.#spacingMs * 2));
    const rest = this.#spacingMs * spacingsOfRest;
    this.#nextStart.sweep = now + rest;
    if (rank === 'interactive') this.#nextStart.interactive = now + Math.min(maxInteractiveRestMs, rest);
  }

  #admit(): void {
    for (const rank of ['interactive', 'sweep'] as const) {
      while (this.#waiting[rank].length > 0 && this.#hasRoom(rank)) {
        const now = this.#clock.elapsed();
        if (now < this.#nextStart[rank]) {
          this.#admitLater(this.#nextStart[rank] - now);
          break;
        }
        this.#nextStart.sweep = Math.max(this.#nextStart.sweep, now + this.#spacingMs);
        if (rank === 'interactive')
          this.#nextStart.interactive = now + Math.min(minSpacingMs, this.#spacingMs);
        this.#underWay[rank]++;
        this.#waiting[rank].shift()?.start(this.#newSlot(rank, now));
      }
    }
  }

  /** A sweep leaves room for interactive requests and never delays them. */
  #hasRoom(rank: RequestRank): boolean {
    const { interactive, sweep } = this.#underWay;
    return (rank === 'interactive' ? interactive : interactive + sweep) < Math.floor(this.#atOnce);
  }

  #admitLater(milliseconds: number): void {
    const time = this.#clock.elapsed() + milliseconds;
    // An earlier timer is enough: when it fires, it sets the next.
    if (time >= this.#timer) return;
    this.#timer = time;
    void this.#clock.sleep(milliseconds).then(() => {
      if (this.#timer === time) this.#timer = Number.POSITIVE_INFINITY;
      this.#admit();
    });
  }

  #newSlot(rank: RequestRank, started: number): RequestSlot {
    let isInProgress = true;
    return {
      end: (how) => {
        if (!isInProgress) return;
        isInProgress = false;
        const isFull = this.#underWay.interactive + this.#underWay.sweep >= Math.floor(this.#atOnce);
        this.#underWay[rank]--;
        if (how === 'throttled') this.slowDown(started, rank);
        else if (how === 'answered') this.#recover(isFull);
        this.#admit();
      },
    };
  }

  #recover(isFull: boolean): void {
    this.#isThrottled = false;
    this.#spacingMs *= spacingRecovery;
    if (this.#spacingMs < minSpacingMs / 2) this.#spacingMs = 0;
    if (isFull)
      this.#atOnce = Math.min(maxConcurrency, this.#atOnce + (this.#hasBeenThrottled ? 1 / this.#atOnce : 1));
  }
}

interface Waiting {
  readonly start: (slot: RequestSlot) => void;
}

/** The maximum number of requests at a time. */
export const maxConcurrency = 16;
/** The number of requests at a time before the first answers. */
export const atOnceAtFirst = 8;

const minSpacingMs = 25;
const maxSpacingMs = 3200;
/** The factor for the spacing after each answer: half after 35 answers. */
const spacingRecovery = 0.98;
/** The pause after a throttled request, as a multiple of the spacing. */
const spacingsOfRest = 8;
/** The maximum pause, in milliseconds, of interactive requests after throttling of their own rank. */
const maxInteractiveRestMs = 2000;
