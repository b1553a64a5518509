import type { BackupRule, SampleOwner } from './backupRules.js';
import { noise, uuidNoise } from './random.js';
import type { SampleVault } from './sampleAccount.js';
import { fillTemplate, type ResourceKind } from './sampleResourceTypes.js';
import type { Ending } from './statusMessages.js';
import type { HeldJob, JobStanding, WireJob } from './wireJob.js';

/** A resource that is backed up repeatedly, and how. Holds what its jobs share. */
export interface BackupSeries {
  readonly owner: SampleOwner;
  readonly kind: ResourceKind;
  readonly name: string;
  readonly arn: string;
  /** The size of the resource in bytes. What jobs report depends on its kind. */
  readonly size: number;
  readonly vault: SampleVault;
  /** Absent for a backup on demand. */
  readonly rule?: BackupRule;
}

/**
 * The course of a job, decided at its creation: the clock only determines how far it has come. Times are in
 * milliseconds.
 */
export interface JobCourse {
  readonly created: number;
  /** From its creation to its start. A job that expires ends at that time instead. */
  readonly wait: number;
  /** From its start to its end. */
  readonly run: number;
  readonly ending: Ending;
}

/** How long a job is ABORTING before it is ABORTED, in milliseconds. */
const abortingTime = 10 * 60_000;

/** A job of a generated account. To save memory, its fields are computed on request. */
export class GeneratedJob implements HeldJob {
  readonly created: number;
  /** Whether nested jobs refer to this job. */
  isParent = false;
  #id: string | undefined;
  readonly #wait: number;
  readonly #run: number;
  readonly #ending: Ending;

  constructor(
    readonly series: BackupSeries,
    private readonly number: number,
    course: JobCourse,
    private readonly parent?: GeneratedJob,
  ) {
    this.created = course.created;
    this.#wait = course.wait;
    this.#run = course.run;
    this.#ending = course.ending;
  }

  get accountId(): string {
    return this.series.owner.accountId;
  }

  get backupJobId(): string {
    this.#id ??= uuidNoise(this.series.owner.seed, this.number);
    return this.#id;
  }

  get backupVaultName(): string {
    return this.series.vault.BackupVaultName;
  }

  get parentJobId(): string | undefined {
    return this.parent?.backupJobId;
  }

  get resourceArn(): string {
    return this.series.arn;
  }

  get resourceType(): string {
    return this.series.kind.type;
  }

  standing(now: number): JobStanding {
    const end = this.created + this.#wait + this.#run;
    const { state, category } = this.#ending;
    if (now >= end) return { state, messageCategory: category, completed: end };
    return { state: this.#stateInProgress(now, end), messageCategory: undefined, completed: undefined };
  }

  #stateInProgress(now: number, end: number): string {
    const { state } = this.#ending;
    if (state === 'EXPIRED') return 'CREATED';
    if (now >= this.created + this.#wait) {
      return state === 'ABORTED' && now >= end - abortingTime ? 'ABORTING' : 'RUNNING';
    }
    return now >= this.created + this.#wait * 0.75 ? 'PENDING' : 'CREATED';
  }

  wire(now: number): WireJob {
    const { arn, owner, kind, name, rule, vault } = this.series;
    const { state, messageCategory, completed } = this.standing(now);
    const started = this.created + this.#wait;
    const isStarted = now >= started && this.#ending.state !== 'EXPIRED';
    const hasBackup = state === 'COMPLETED' || state === 'PARTIAL';
    const done = this.#done(now, started);
    return {
      AccountId: this.accountId,
      BackupJobId: this.backupJobId,
      BackupOptions: name.startsWith('win-') ? { WindowsVSS: 'enabled' } : undefined,
      BackupSizeInBytes: this.#shownSize(hasBackup),
      BackupType: kind.backupType,
      BackupVaultArn: vault.BackupVaultArn,
      BackupVaultName: vault.BackupVaultName,
      BytesTransferred: isStarted ? this.#bytesTransferred(done) : undefined,
      CompletionDate: seconds(completed),
      CreatedBy: rule && owner.creators.get(rule),
      CreationDate: seconds(this.created),
      EncryptionKeyArn: hasBackup ? vault.EncryptionKeyArn : undefined,
      ExpectedCompletionDate: state === 'RUNNING' ? seconds(started + this.#run) : undefined,
      IamRoleArn: `arn:aws:iam::${owner.accountId}:role/service-role/AWSBackupDefaultServiceRole`,
      InitiationDate: isStarted ? seconds(started) : undefined,
      IsEncrypted: hasBackup ? true : undefined,
      IsParent: this.isParent,
      MessageCategory: messageCategory,
      ParentJobId: this.parentJobId,
      PercentDone: done.toFixed(1),
      RecoveryPointArn: hasBackup ? this.#recoveryPointArn() : undefined,
      RecoveryPointLifecycle: rule?.lifecycle,
      ResourceArn: arn,
      ResourceName: name,
      ResourceType: kind.type,
      StartBy: seconds(this.created + (rule?.startWindow ?? 3_600_000)),
      State: state,
      StatusMessage: completed === undefined ? undefined : this.#message(),
      VaultLockState: vault.Locked === true ? 'LOCKED' : undefined,
      VaultType: vault.VaultType,
    };
  }

  /** AWS's figure is an estimate and can stay at 99 while the job runs. */
  #done(now: number, started: number): number {
    const share = this.#run === 0 ? 1 : Math.min(1, Math.max(0, (now - started) / this.#run));
    if (this.#ending.state === 'EXPIRED') return 0;
    if (share < 1) return Math.min(99, share * 104);
    return this.#ending.state === 'COMPLETED' || this.#ending.state === 'PARTIAL' ? 100 : 0;
  }

  #shownSize(hasBackup: boolean): number | undefined {
    const { kind, size } = this.series;
    if (kind.size === 'unset') return undefined;
    if (kind.size === 'zero') return 0;
    // EFS reports only the changed bytes, which differ from night to night.
    if (kind.type === 'EFS') return hasBackup ? noise(this.series.owner.seed, this.number, 7) : undefined;
    return size;
  }

  #bytesTransferred(done: number): number | undefined {
    const { kind, size } = this.series;
    return typeof kind.size === 'string' ? undefined : Math.floor((size * done) / 100 / 16);
  }

  #message(): string | undefined {
    const { arn, owner, name, vault } = this.series;
    const values = { account: owner.accountId, arn, bucket: name, vaultArn: vault.BackupVaultArn ?? '' };
    return this.#ending.message && fillTemplate(this.#ending.message, values);
  }

  #recoveryPointArn(): string {
    const { owner, kind, name } = this.series;
    const id = this.backupJobId.replaceAll('-', '').toLowerCase().slice(0, 17);
    const job = this.backupJobId.toLowerCase();
    const own = 'arn:aws:backup:{region}:{account}:recovery-point:{job}';
    return fillTemplate(kind.recoveryPointArn ?? own, {
      account: owner.accountId,
      id,
      job: kind.recoveryPointArn === undefined ? job.toUpperCase() : job,
      name,
      region: owner.region,
    });
  }
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
