import { type BackupJob, jobKey } from '../backupJob.js';
import { timeIn } from '../jobFacts.js';
import type { JobPage } from '../jobSource.js';
import { noJobsBySlot, slotOf } from './dayProfile.js';
import { placeIn, type TimeSpan } from './timeSpan.js';

/** What became of a page: it led on, it was the last, or its token leads where the walk has been, or nowhere for too long. */
export type WindowOutcome = 'more' | 'done' | 'repeatedToken' | 'fruitless';

/** One of the windows that a sweep cuts its query into: it is walked page by page, and resumes at its token. */
export class SweepWindow {
  readonly #own = new Set<string>();
  /** What the walk has met since it last started. */
  #met = { tokens: new Set<string>(), keys: new Set<string>() };
  #nextToken: string | undefined;
  #hasStartedAgain = false;
  #fruitless = 0;

  /** What its pages tell of how its jobs lie in time, in epoch milliseconds. */
  readonly seen = {
    pages: 0,
    jobs: 0,
    earliest: Number.POSITIVE_INFINITY,
    latest: Number.NEGATIVE_INFINITY,
    hasUndated: false,
    bySlot: noJobsBySlot(),
  };

  /**
   * `given` are the keys of jobs that were handed on before; `strays` those of jobs that came outside of their window, shared by
   * all windows of a sweep; `token` is where a walk that others began goes on.
   */
  constructor(
    readonly span: TimeSpan,
    private readonly given: readonly ReadonlySet<string>[],
    private readonly strays: Set<string>,
    token?: string,
  ) {
    if (token !== undefined) this.#met.tokens.add(token);
    this.#nextToken = token;
  }

  get nextToken(): string | undefined {
    return this.#nextToken;
  }

  /** The keys of all jobs that were handed on, for the windows that take this one's place. */
  get handedOn(): readonly ReadonlySet<string>[] {
    return [...this.given, this.#own];
  }

  /** Looks at jobs of the window that were read elsewhere. */
  look(jobs: readonly BackupJob[]): void {
    for (const job of jobs) this.#see(timeIn(job.CreationDate));
  }

  /** Takes the page that the token led to. `jobs` are those that no window has handed on yet. */
  take(page: JobPage): { readonly jobs: readonly BackupJob[]; readonly outcome: WindowOutcome } {
    this.seen.pages++;
    const jobs = page.jobs.filter((job) => {
      const time = timeIn(job.CreationDate);
      this.#see(time);
      return this.#isNew(job, time);
    });
    return { jobs, outcome: this.#walkOn(page) };
  }

  /** Walks from the start again, for the token leads nowhere; false where that was done already and has not helped. */
  startAgain(): boolean {
    if (this.#hasStartedAgain) return false;
    this.#hasStartedAgain = true;
    this.#met = { tokens: new Set(), keys: new Set() };
    this.#nextToken = undefined;
    this.#fruitless = 0;
    return true;
  }

  /** What was tried in vain may be tried again. */
  takeHeart(): void {
    this.#hasStartedAgain = false;
    this.#fruitless = 0;
  }

  #see(time: number): void {
    const { seen } = this;
    seen.jobs++;
    if (Number.isNaN(time)) {
      seen.hasUndated = true;
      return;
    }
    seen.earliest = Math.min(seen.earliest, time);
    seen.latest = Math.max(seen.latest, time);
    const slot = slotOf(time);
    seen.bySlot[slot] = (seen.bySlot[slot] ?? 0) + 1;
  }

  #walkOn({ jobs, nextToken }: JobPage): WindowOutcome {
    if (nextToken === undefined) return 'done';
    const { tokens, keys } = this.#met;
    const before = keys.size;
    for (const job of jobs) keys.add(jobKey(job));
    if (tokens.has(nextToken)) return 'repeatedToken';
    tokens.add(nextToken);
    this.#nextToken = nextToken;
    this.#fruitless = keys.size > before ? 0 : this.#fruitless + 1;
    return this.#fruitless >= fruitlessPagesLimit ? 'fruitless' : 'more';
  }

  /**
   * A job is handed on by the window that it was created in, so that no list of all jobs is needed to tell which came
   * twice. A stray is handed on all the same: the service may see its creation otherwise.
   */
  #isNew(job: BackupJob, time: number): boolean {
    const place = placeIn(this.span, time);
    if (place === 'neighbour') return false;
    const key = jobKey(job);
    if (this.#own.has(key) || this.strays.has(key) || this.given.some((keys) => keys.has(key))) return false;
    (place === 'stray' ? this.strays : this.#own).add(key);
    return true;
  }
}

/** Pages in a row without a job that the walk has not met: a filter that few jobs pass may make AWS answer many. */
const fruitlessPagesLimit = 100;
