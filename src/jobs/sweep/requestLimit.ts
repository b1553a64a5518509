import { type Clock, systemClock } from './clock.js';

/** Who asks. What a person waits for goes first; a sweep takes what is left. */
export type RequestRank = 'interactive' | 'sweep';

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
  readonly #waiting: Record<RequestRank, Waiting[]> = { interactive: [], sweep: [] };
  readonly #underWay: Record<RequestRank, number> = { interactive: 0, sweep: 0 };
  #atOnce = atOnceAtFirst;
  #hasBeenThrottled = false;
  #spacingMs = 0;
  /** No request of a rank starts before this time. As all times here, it is one of `Clock.elapsed`. */
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

  /** Whether the service has said that it is asked too fast, and has answered nothing since. */
  get isThrottled(): boolean {
    return this.#isThrottled;
  }

  /** Calls `listener` each time the service says that it is asked too fast, also where the source tries again by itself. Returns how to stop that. */
  onThrottled(listener: () => void): () => void {
    this.#throttledListeners.add(listener);
    return () => this.#throttledListeners.delete(listener);
  }

  /** Milliseconds before which no sweep asks. */
  get restMs(): number {
    return Math.max(0, this.#nextStart.sweep - this.#clock.elapsed());
  }

  /** Resolves when a request may be made; rejects with the reason of `signal` when that aborts before. */
  slot(rank: RequestRank, signal: AbortSignal): Promise<RequestSlot> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const waiting: Waiting = {
        start: (slot) => {
          // Others who leave with the same signal have made room before this one could leave.
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
   * Tells that a request was throttled that `started` then (`Clock.elapsed`), though it may be under way again. Counts
   * once for all that were under way together: their fates tell the same thing. What a person waits for does not inherit the rest of a
   * sweep: it rests for as long as its own requests make it, and briefly.
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

  /** A sweep leaves room for what a person waits for, and never keeps that waiting. */
  #hasRoom(rank: RequestRank): boolean {
    const { interactive, sweep } = this.#underWay;
    return (rank === 'interactive' ? interactive : interactive + sweep) < Math.floor(this.#atOnce);
  }

  #admitLater(milliseconds: number): void {
    const time = this.#clock.elapsed() + milliseconds;
    // A timer that is later than another finds nobody waiting, or sets the next.
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

/** The most requests at a time. */
export const maxConcurrency = 16;
/** Requests at a time before the first answers. */
export const atOnceAtFirst = 8;

const minSpacingMs = 25;
const maxSpacingMs = 3200;
/** Of the time between two requests, what is left of it after each answer: half after 35. */
const spacingRecovery = 0.98;
/** How long nothing starts after a throttled request, in times between two requests. */
const spacingsOfRest = 8;
/** Milliseconds that a person waits at most because requests of the same rank were throttled. */
const maxInteractiveRestMs = 2000;
