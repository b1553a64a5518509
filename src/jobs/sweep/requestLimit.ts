import { type Clock, systemClock } from './clock.js';

/**
 * The priority of a request. `interactive` requests, for which the user waits, have precedence over those of
 * sweeps.
 */
export type RequestRank = 'interactive' | 'sweep';

/**
 * The permission for one request. Its owner must end it. It ends by itself if the request's signal aborts.
 */
export interface RequestSlot {
  end(how: 'answered' | 'throttled' | 'failed' | 'unused'): void;
}

/**
 * Limits the concurrency and the rate of a connection's ListBackupJobs requests. AWS publishes no quota. The
 * concurrency starts low and grows while requests succeed. If the service throttles a request, all back off:
 * the concurrency is halved, the spacing is doubled, and both recover in steps.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #waiting: Record<RequestRank, Waiting[]> = { interactive: [], sweep: [] };
  readonly #pending: Record<RequestRank, number> = { interactive: 0, sweep: 0 };
  #concurrency = initialConcurrency;
  #hasBeenThrottled = false;
  #spacingMs = 0;
  /** No request of a rank starts before this time. All times in this class are those of `Clock.elapsed`. */
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

  /** Whether the service has throttled a request and not answered another one since. */
  get isThrottled(): boolean {
    return this.#isThrottled;
  }

  /**
   * Adds a listener that is called each time the service throttles, even if the source retries by itself.
   * Returns a function that removes it.
   */
  onThrottled(listener: () => void): () => void {
    this.#throttledListeners.add(listener);
    return () => this.#throttledListeners.delete(listener);
  }

  /** The milliseconds until the next request of a sweep is allowed. */
  get pauseMs(): number {
    return Math.max(0, this.#nextStart.sweep - this.#clock.elapsed());
  }

  /** Resolves when a request is allowed. Rejects with the reason of `signal` if it aborts before. */
  slot(rank: RequestRank, signal: AbortSignal): Promise<RequestSlot> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const waiting: Waiting = {
        start: (slot) => {
          // Another request with the same signal may have freed a slot before this one was removed from the
          // queue.
          if (signal.aborted) return slot.end('unused');
          signal.removeEventListener('abort', onAbort);
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
      const onAbort = () => {
        this.#waiting[rank] = this.#waiting[rank].filter((one) => one !== waiting);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting[rank].push(waiting);
      this.#admit();
    });
  }

  /**
   * Reports that a request that started at `started` (`Clock.elapsed`) was throttled, even if it is being
   * retried. Concurrent requests count once, because they have the same cause. Interactive requests pause
   * only if one of them was throttled, not a sweep, and only briefly.
   */
  slowDown(started: number, rank: RequestRank = 'sweep'): void {
    this.#isThrottled = true;
    for (const listener of this.#throttledListeners) listener();
    if (started <= this.#lastBackOff) return;
    const now = this.#clock.elapsed();
    this.#lastBackOff = now;
    this.#hasBeenThrottled = true;
    this.#concurrency = Math.max(1, this.#concurrency / 2);
    this.#spacingMs = Math.min(maxSpacingMs, Math.max(minSpacingMs, this.#spacingMs * 2));
    const pauseMs = this.#spacingMs * pauseSpacings;
    this.#nextStart.sweep = now + pauseMs;
    if (rank === 'interactive') this.#nextStart.interactive = now + Math.min(maxInteractivePauseMs, pauseMs);
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
        this.#pending[rank]++;
        this.#waiting[rank].shift()?.start(this.#newSlot(rank, now));
      }
    }
  }

  /** Interactive requests do not count those of sweeps, so that a sweep never delays them. */
  #hasRoom(rank: RequestRank): boolean {
    const { interactive, sweep } = this.#pending;
    return (rank === 'interactive' ? interactive : interactive + sweep) < Math.floor(this.#concurrency);
  }

  #admitLater(milliseconds: number): void {
    const time = this.#clock.elapsed() + milliseconds;
    // An earlier timer is enough: it sets the next one.
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
        const isFull = this.#pending.interactive + this.#pending.sweep >= Math.floor(this.#concurrency);
        this.#pending[rank]--;
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
      this.#concurrency = Math.min(
        maxConcurrency,
        this.#concurrency + (this.#hasBeenThrottled ? 1 / this.#concurrency : 1),
      );
  }
}

interface Waiting {
  readonly start: (slot: RequestSlot) => void;
}

/** The maximum number of concurrent requests. */
export const maxConcurrency = 16;
/** The number of concurrent requests before the first response. */
export const initialConcurrency = 8;

const minSpacingMs = 25;
const maxSpacingMs = 3200;
/** Each response multiplies the spacing by this factor, which halves it after about 35 responses. */
const spacingRecovery = 0.98;
/** The pause after a throttled request, in multiples of the spacing. */
const pauseSpacings = 8;
/** The maximum pause of interactive requests after one of them was throttled. */
const maxInteractivePauseMs = 2000;
