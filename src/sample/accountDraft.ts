import type { BackupRule, SampleOwner } from './backupRules.js';
import { type BackupSeries, GeneratedJob, type JobCourse } from './generatedJob.js';
import { courseOf, usualEnding } from './nightlyBackups.js';
import { type Chance, hexNoise } from './random.js';
import { fillTemplate, kindOf, type ResourceKind } from './sampleResourceTypes.js';
import { type Ending, endingsOf, partial } from './statusMessages.js';

/** A nested job to create. */
export interface NestedBackup {
  readonly part: BackupSeries;
  readonly course: JobCourse;
}

/** An account under construction. */
export class AccountDraft {
  readonly jobs: GeneratedJob[] = [];
  readonly #resources = new Map<ResourceKind, number>();
  readonly #simpleSeries = new Map<SampleOwner, BackupSeries[]>();
  readonly #nestedSeries = new Map<BackupSeries, readonly BackupSeries[]>();

  constructor(readonly chance: Chance) {}

  /** A new resource, backed up by `rule`, or only on demand. */
  series(owner: SampleOwner, kind: ResourceKind, rule?: BackupRule): BackupSeries {
    const index = this.#resources.get(kind) ?? 0;
    this.#resources.set(kind, index + 1);
    const name = resourceName(kind, index);
    const [low, high] = typeof kind.size === 'string' ? [5, 500] : kind.size;
    const gibibytes = 1 + Math.round(low + (high - low) * this.chance.draw() ** 3);
    const arn = fillTemplate(kind.arn, {
      account: owner.accountId,
      id: hexNoise(17, owner.seed, index, kind.names.length, kind.type.length),
      name,
      region: owner.region,
    });
    const series = { owner, kind, name, arn, size: gibibytes * 2 ** 30, ...destination(owner, rule) };
    if (kind.isComposite !== true) {
      const known = this.#simpleSeries.get(owner) ?? [];
      this.#simpleSeries.set(owner, known);
      known.push(series);
    }
    return series;
  }

  /** A resource of the account (of a kind, if given), backed up on demand into the default vault. */
  onDemand(owner: SampleOwner, kind?: ResourceKind): BackupSeries {
    const known = this.#simpleSeries.get(owner) ?? [];
    const fitting = kind === undefined ? known : known.filter((series) => series.kind === kind);
    const series = this.chance.any(fitting) ?? this.series(owner, kind ?? kindOf('EBS'));
    const { rule: _, ...withoutRule } = series;
    return { ...withoutRule, ...destination(owner) };
  }

  /** Adds a job, nested in `parent` if that is given. */
  add(series: BackupSeries, course: JobCourse, parent?: GeneratedJob): GeneratedJob {
    const job = new GeneratedJob(series, this.jobs.length, course, parent);
    this.jobs.push(job);
    return job;
  }

  /** The number of jobs per backup of this resource: one, or a parent and its nested jobs. */
  jobsPerBackup(series: BackupSeries): number {
    return series.kind.isComposite === true ? 1 + this.nestedSeries(series).length : 1;
  }

  /**
   * Backs up the resource at `time`, in epoch milliseconds. The end of a parent follows from its nested jobs.
   */
  backUp(series: BackupSeries, time: number, ending: Ending = usualEnding(series, this.chance)): void {
    const course = courseOf(series, time, ending, this.chance);
    if (series.kind.isComposite !== true) {
      this.add(series, course);
      return;
    }
    const started = course.created + 2000;
    const nested = this.nestedSeries(series).map((part) => ({
      part,
      course: courseOf(part, started, usualEnding(part, this.chance), this.chance),
    }));
    const end = Math.max(...nested.map((one) => one.course.created + one.course.wait + one.course.run));
    this.addParent(
      series,
      { created: course.created, wait: 2000, run: end - started + 20_000, ending },
      nested,
    );
  }

  /** A parent and its nested jobs: PARTIAL if some of them do not complete, FAILED if none does. */
  addParent(series: BackupSeries, course: JobCourse, nested: readonly NestedBackup[]): void {
    const completed = nested.filter((one) => one.course.ending.state === 'COMPLETED').length;
    const [failure = partial] = endingsOf(series.kind.type, ['FAILED']);
    const failedEnding = completed === 0 ? failure : partial;
    const goodEnding = course.ending.state === 'COMPLETED' ? course.ending : series.owner.completed;
    const parent = this.add(series, {
      ...course,
      ending: completed === nested.length ? goodEnding : failedEnding,
    });
    parent.isParent = true;
    for (const one of nested) this.add(one.part, one.course, parent);
  }

  /** The parts of a composite resource, the same every night. */
  nestedSeries(series: BackupSeries): readonly BackupSeries[] {
    const known = this.#nestedSeries.get(series);
    if (known !== undefined) return known;
    const types = series.kind.type === 'EKS' ? ['EKS', 'EBS', 'EBS'] : ['DynamoDB', 'RDS', 'EBS'];
    const parts = types.map((type) =>
      type === series.kind.type ? series : this.series(series.owner, kindOf(type), series.rule),
    );
    this.#nestedSeries.set(series, parts);
    return parts;
  }
}

/** `web-1`, `web-2` for numbered kinds; `orders-db` for others. */
function resourceName(kind: ResourceKind, index: number): string {
  const name = kind.names[index % kind.names.length] ?? kind.names[0];
  const round = Math.floor(index / kind.names.length) + 1;
  return round > 1 || kind.isNumbered === true ? `${name}-${round}` : name;
}

function destination(owner: SampleOwner, rule?: BackupRule): Pick<BackupSeries, 'rule' | 'vault'> {
  const name = rule?.vaultName ?? 'Default';
  const vault = owner.vaults.get(name) ?? { BackupVaultName: name };
  return rule === undefined ? { vault } : { rule, vault };
}
