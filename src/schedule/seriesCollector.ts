import type { BackupJob, RecoveryPointCreator } from '../jobs/backupJob.js';
import { noFields, readFields } from '../jobs/countedFields.js';
import { entry } from '../jobs/mapEntry.js';
import { NestedJobCollector } from '../jobs/nestedJobCollector.js';
import type { Slices } from '../jobs/slices.js';
import type { BackupSeries, GroupedJobs, SeriesId } from './backupSeries.js';
import { keyOf, type RuleVersion, ruleVersionOf } from './ruleVersion.js';
import { FieldSharing, type SharedFields } from './sharedFields.js';

/**
 * Groups the jobs of a region into series. A nested job belongs to none, because its parent does. Neither
 * does an on-demand job, nor one without a resource.
 */
export class SeriesCollector {
  readonly #region: string;
  /** Those of the job that is being added. */
  readonly #fields = noFields();
  /** Jobs of the same rule share their creator, so that few of them need a key. */
  readonly #byCreator = new Map<RecoveryPointCreator, Map<string | undefined, RuleOfCreator>>();
  readonly #rules = new Map<string, RuleSeries['series']>();
  readonly #byVersion = new Map<string, RuleSeries>();
  readonly #series: SeriesId[] = [];
  /** The number of jobs of each series. */
  readonly #sizes: number[] = [];
  readonly #sharing = new FieldSharing();
  // Of each job of a series: the job, the place of the series, and the columns.
  readonly #jobs: BackupJob[] = [];
  readonly #places: number[] = [];
  readonly #created: number[] = [];
  readonly #startBy: number[] = [];
  readonly #started: number[] = [];
  readonly #ended: number[] = [];
  readonly #shared: SharedFields[] = [];
  readonly #loose: BackupJob[] = [];
  readonly #gathered = new NestedJobCollector();
  /** When jobs were created of which the account, the rule or the resource is unknown, by the resource. */
  readonly #strays = new Map<string, number[]>();

  constructor(region: string) {
    this.#region = region;
  }

  add(job: BackupJob): void {
    const fields = this.#fields;
    readFields(job, fields);
    const { AccountId: accountId, created, CreatedBy: creator, ResourceArn: resourceArn } = fields;
    if (this.#gathered.add(job, fields)) return;
    if (creator === undefined) {
      this.#loose.push(job);
      return;
    }
    const rule = resourceArn ? this.#ruleOf(creator, accountId) : undefined;
    const isComplete = rule?.isComplete === true && accountId !== undefined;
    if (!isComplete) entry(this.#strays, resourceArn ?? '', () => []).push(created);
    if (rule === undefined || !resourceArn) {
      this.#loose.push(job);
      return;
    }
    const { series, version } = rule;
    let place = series.get(resourceArn);
    if (place === undefined) {
      const key = keyOf([this.#region, accountId, version.ruleKey, resourceArn]);
      place = this.#series.push({ key, accountId, region: this.#region, resourceArn, isComplete: true }) - 1;
      this.#sizes.push(0);
      series.set(resourceArn, place);
    }
    this.#sizes[place] = (this.#sizes[place] ?? 0) + 1;
    if (!isComplete) this.#markIncomplete(place);
    this.#jobs.push(job);
    this.#places.push(place);
    this.#created.push(created);
    this.#startBy.push(fields.startBy);
    this.#started.push(fields.started);
    this.#ended.push(fields.ended);
    this.#shared.push(this.#sharing.of(place, fields, version));
  }

  #markIncomplete(place: number): void {
    const id = this.#series[place];
    if (id?.isComplete) this.#series[place] = { ...id, isComplete: false };
  }

  /** The jobs so far. */
  async grouped(slices: Slices): Promise<GroupedJobs> {
    return {
      series: await this.#grouped(slices),
      loose: this.#loose,
      nested: this.#gathered.nested,
      likelyParents: this.#gathered.likelyParents,
    };
  }

  async #grouped(slices: Slices): Promise<readonly BackupSeries[]> {
    const rows = this.#jobs.length;
    const order = await this.#rowsBySeries(slices);
    const jobs = new Array<BackupJob>(rows);
    const shared = new Array<SharedFields>(rows);
    const times = () => new Float64Array(rows);
    const [created, startBy, started, ended] = [times(), times(), times(), times()];
    for (let to = 0; to < rows; to++) {
      const row = order[to] ?? 0;
      const [job, fields] = [this.#jobs[row], this.#shared[row]];
      if (job === undefined || fields === undefined) continue;
      jobs[to] = job;
      shared[to] = fields;
      created[to] = this.#created[row] ?? Number.NaN;
      startBy[to] = this.#startBy[row] ?? Number.NaN;
      started[to] = this.#started[row] ?? Number.NaN;
      ended[to] = this.#ended[row] ?? Number.NaN;
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    const series: BackupSeries[] = [];
    let from = 0;
    for (const [place, id] of this.#series.entries()) {
      const to = from + (this.#sizes[place] ?? 0);
      series.push({
        ...id,
        jobs: jobs.slice(from, to),
        created: created.subarray(from, to),
        startBy: startBy.subarray(from, to),
        started: started.subarray(from, to),
        ended: ended.subarray(from, to),
        shared: shared.slice(from, to),
      });
      from = to;
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    return series;
  }

  /** The rows of all jobs: those of a series after those of the one before, each in its order. */
  async #rowsBySeries(slices: Slices): Promise<Uint32Array> {
    const order = new Uint32Array(this.#jobs.length);
    // Where the next job of each series goes.
    const next = new Uint32Array(this.#sizes.length);
    for (let place = 1; place < next.length; place++)
      next[place] = (next[place - 1] ?? 0) + (this.#sizes[place - 1] ?? 0);
    for (let row = 0; row < order.length; row++) {
      const place = this.#places[row] ?? 0;
      const to = next[place] ?? 0;
      next[place] = to + 1;
      order[to] = row;
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    return order;
  }

  /** When jobs were created that may belong to any series of a resource; NaN if unknown. */
  straysOf(resourceArn: string): readonly number[] {
    const [own = none, ofAny = none] = [this.#strays.get(resourceArn), this.#strays.get('')];
    return own.length === 0 ? ofAny : ofAny.length === 0 ? own : [...own, ...ofAny];
  }

  #ruleOf(creator: RecoveryPointCreator, accountId: string | undefined): RuleOfCreator | undefined {
    const byAccount = this.#byCreator.get(creator) ?? new Map<string | undefined, RuleOfCreator>();
    const known = byAccount.get(accountId);
    if (known !== undefined) return known;
    const version = ruleVersionOf(creator);
    if (version === undefined) return undefined;
    const ofVersion = entry(this.#byVersion, keyOf([accountId, version.key]), () => ({
      version,
      series: entry(this.#rules, keyOf([accountId, version.ruleKey]), () => new Map()),
    }));
    // A creator with only the name of the rule may have the key of one with its ID.
    const rule = { ...ofVersion, isComplete: version.isComplete };
    this.#byCreator.set(creator, byAccount.set(accountId, rule));
    return rule;
  }
}

const none: readonly number[] = [];

/** A version of a rule in one account. */
interface RuleSeries {
  readonly version: RuleVersion;
  /** The places of the rule's series, whatever its version is, by the ARN of the resource. */
  readonly series: Map<string, number>;
}

interface RuleOfCreator extends RuleSeries {
  /** That of the creator's own version. */
  readonly isComplete: boolean;
}
