import type { BackupJob, RecoveryPointCreator } from '../jobs/backupJob.js';
import { noFields, readFields } from '../jobs/countedFields.js';
import { NestedJobCollector } from '../jobs/nestedJobCollector.js';
import type { Slices } from '../jobs/slices.js';
import type { BackupSeries, GroupedJobs, SeriesId } from './backupSeries.js';
import { entry } from './mapEntry.js';
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
  readonly #series: OpenSeries[] = [];
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
    let own = series.get(resourceArn);
    if (own === undefined) {
      const key = keyOf([this.#region, accountId, version.ruleKey, resourceArn]);
      const id = { key, accountId, region: this.#region, resourceArn, isComplete: true };
      own = { id, place: this.#series.length, size: 0, sharing: new FieldSharing() };
      this.#series.push(own);
      series.set(resourceArn, own);
    }
    own.size++;
    if (!isComplete) own.id.isComplete = false;
    this.#jobs.push(job);
    this.#places.push(own.place);
    this.#created.push(created);
    this.#startBy.push(fields.startBy);
    this.#started.push(fields.started);
    this.#ended.push(fields.ended);
    this.#shared.push(own.sharing.of(fields, creator, version));
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
    const times = () => new Float64Array(rows);
    const [created, startBy, started, ended] = [times(), times(), times(), times()];
    const series: OpenColumns[] = [];
    // Where each series starts in the columns of all, and how many of its jobs are there.
    const starts = new Uint32Array(this.#series.length);
    const filled = new Uint32Array(this.#series.length);
    let start = 0;
    for (const { id, place, size } of this.#series) {
      const end = start + size;
      const part = (column: Float64Array) => column.subarray(start, end);
      series.push({
        ...id,
        jobs: new Array(size),
        created: part(created),
        startBy: part(startBy),
        started: part(started),
        ended: part(ended),
        shared: new Array(size),
      });
      starts[place] = start;
      start = end;
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    for (let row = 0; row < rows; row++) {
      const place = this.#places[row] ?? 0;
      const [own, job, shared] = [series[place], this.#jobs[row], this.#shared[row]];
      if (own === undefined || job === undefined || shared === undefined) continue;
      const at = filled[place] ?? 0;
      filled[place] = at + 1;
      own.jobs[at] = job;
      own.shared[at] = shared;
      const to = (starts[place] ?? 0) + at;
      created[to] = this.#created[row] ?? Number.NaN;
      startBy[to] = this.#startBy[row] ?? Number.NaN;
      started[to] = this.#started[row] ?? Number.NaN;
      ended[to] = this.#ended[row] ?? Number.NaN;
      const pause = slices.next();
      if (pause !== undefined) await pause;
    }
    return series;
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
  /** The series of the rule, whatever its version is, by the ARN of the resource. */
  readonly series: Map<string, OpenSeries>;
}

interface RuleOfCreator extends RuleSeries {
  /** That of the creator's own version. */
  readonly isComplete: boolean;
}

/** A series to which jobs are added. */
interface OpenSeries {
  readonly id: Omit<SeriesId, 'isComplete'> & { isComplete: boolean };
  /** The number of series before it. */
  readonly place: number;
  /** The number of its jobs. */
  size: number;
  readonly sharing: FieldSharing;
}

interface OpenColumns extends BackupSeries {
  readonly jobs: BackupJob[];
  readonly shared: SharedFields[];
}
