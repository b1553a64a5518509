import { setImmediate as turn } from 'node:timers/promises';
import { type BackupJob, jobKey } from '../backupJob.js';
import type { JobPager } from '../jobPager.js';
import { queryKey } from '../jobQuery.js';
import type { JobSource } from '../jobSource.js';
import { type Clock, systemClock } from './clock.js';
import { NewestFirst } from './newestFirst.js';
import { largestPage, QuerySweep, type QuerySweepOptions, type SweepProgress } from './querySweep.js';
import { longestSilenceMs, waitBefore } from './retries.js';

/** What a {@link PagerSweep} is made of. */
export interface PagerSweepOptions {
  readonly pager: JobPager;
  readonly source: Pick<JobSource, 'limit' | 'listBackupJobs'>;
  readonly pageSize?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly hasUndated?: QuerySweepOptions['hasUndated'];
}

/**
 * Brings a pager to its end by a sweep. What a run has read stays read: the next one goes on where the last was cancelled or
 * failed, unless the pager has read from the start again meanwhile, or asks for more.
 */
export class PagerSweep {
  readonly #options: PagerSweepOptions;
  #underWay: UnderWay | undefined;
  #plainPages = 0;

  constructor(options: PagerSweepOptions) {
    this.#options = options;
  }

  get progress(): SweepProgress {
    const { pager } = this.#options;
    const swept = this.#underWay?.sweep.progress;
    return {
      jobs: pager.jobs.length + (this.#underWay?.order.size ?? 0),
      requests: this.#plainPages + (swept?.requests ?? 0),
      done: swept?.done,
      isThrottled: swept?.isThrottled ?? this.#options.source.limit?.isThrottled,
    };
  }

  /** Resolves when the pager is complete, has failed, or `signal` has aborted. */
  async run(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { pager } = this.#options;
    await this.#firstPage(signal, onProgress);
    onProgress();
    if (!pager.hasStarted || pager.isComplete) return;
    await pager.loadAll(async (take, left) => {
      const { sweep, order, listed } = this.#sweep();
      const wasListed = (job: BackupJob) => listed.has(jobKey(job));
      try {
        for await (const jobs of sweep.run(left)) {
          const unlisted = jobs.filter((job) => !wasListed(job));
          order.hold(unlisted);
          if (unlisted.length < jobs.length) take(jobs.filter(wasListed));
          const { done } = sweep.progress;
          // As many again as a page brings: what was held back is handed on while others are on their way.
          if (done !== undefined) take(order.release(done.from, 2 * jobsInATurn));
          onProgress();
        }
        await inTurns(order, take);
      } finally {
        take(order.release());
      }
    }, signal);
  }

  /** A short answer is one plain page, and a person sees the first rows while the rest is swept. */
  async #firstPage(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { pager, source, clock = systemClock } = this.#options;
    const started = clock.elapsed();
    const stopListening = source.limit?.onThrottled(onProgress);
    for (let attempts = 1; !pager.hasStarted && !signal.aborted; attempts++) {
      this.#plainPages++;
      await pager.loadMore(signal, longestSilenceMs - (clock.elapsed() - started));
      const { state } = pager;
      if (state.name !== 'failed') break;
      const silenceMs = clock.elapsed() - started;
      const wait = waitBefore(state.failure, { attempts, silenceMs });
      if (wait === undefined) break;
      await clock.sleep(wait, signal).catch(() => {});
    }
    stopListening?.();
  }

  #sweep() {
    const { pager, source, pageSize = largestPage, clock, hasUndated } = this.#options;
    const { asked, jobs, nextToken, walk } = pager;
    const key = queryKey(asked);
    if (this.#underWay?.walk === walk && this.#underWay.asked === key) return this.#underWay;
    const sweep = new QuerySweep({
      query: asked,
      source,
      pageSize,
      listed: { jobs, nextToken },
      clock,
      hasUndated,
    });
    this.#underWay = { sweep, walk, asked: key, order: new NewestFirst(), listed: new Set(jobs.map(jobKey)) };
    return this.#underWay;
  }
}

interface UnderWay {
  readonly sweep: QuerySweep;
  readonly walk: object;
  /** The key of the query that is swept. */
  readonly asked: string;
  readonly order: NewestFirst;
  /** The keys of the jobs that the pager had before. */
  readonly listed: ReadonlySet<string>;
}

/** The extension host has others to serve meanwhile. */
async function inTurns(order: NewestFirst, take: (some: readonly BackupJob[]) => void): Promise<void> {
  while (order.size > 0) {
    take(order.release(undefined, jobsInATurn));
    await turn();
  }
}

/** A span of months may end at once. */
const jobsInATurn = largestPage;
