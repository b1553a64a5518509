import type { BackupJob, RecoveryPointCreator } from '../../../src/jobs/backupJob.js';
import { Chance, noise } from '../../../src/sample/random.js';
import { minutesOf } from './localMinutes.js';
import { anyCron, type TestCron } from './testCron.js';

/** A run of a rule for a resource, with the jobs that it made. */
export interface TestRun {
  /** The rule and the resource. */
  readonly series: string;
  readonly rule: string;
  readonly resourceArn: string;
  /** Changes with each edit of the plan. */
  readonly version: string;
  readonly time: number;
  /** False if the clocks skip or repeat its local time. */
  readonly isCertain: boolean;
  readonly hasStartBy: boolean;
  /** In milliseconds. */
  readonly startWindow: number;
  readonly jobs: readonly BackupJob[];
  /** The jobs nested in the first of its jobs: parts of the resource, and other resources. */
  readonly nested: readonly BackupJob[];
}

/** What happened in an account in the 30 days before it was read. Times are epoch milliseconds. */
export interface History {
  readonly readAt: number;
  readonly knownSince: number;
  /** In order of their times. */
  readonly runs: readonly TestRun[];
  /** Jobs that no schedule explains: on-demand and nested ones. */
  readonly others: readonly BackupJob[];
  /**
   * The series of which the resource stays in the plan, and that have a job of the last version of the plan.
   * A resource may have several rules, and so several series.
   */
  readonly lasting: ReadonlySet<string>;
  /** Whether some jobs lack a field. */
  readonly isBlurred: boolean;
}

/** The history of a few backup plans. The same seed makes the same history. */
export function historyOf(seed: number): History {
  const chance = new Chance(noise(seed, 1));
  const readAt = Date.parse(chance.pick(ends)) + chance.whole(0, 24 * 60) * minuteMs;
  const knownSince = readAt - 30 * dayMs;
  const isBlurred = chance.draw() < 0.4;
  const runs: TestRun[] = [];
  const others: BackupJob[] = [];
  const lasting = new Set<string>();
  for (let rule = 0; rule < chance.whole(1, 3); rule++) addRule(`rule-${rule}`, chance);
  return {
    readAt,
    knownSince,
    runs: runs.sort((one, other) => one.time - other.time),
    others,
    lasting,
    isBlurred,
  };

  function addRule(rule: string, chance: Chance): void {
    const zone = chance.pick(zones);
    const startWindow = chance.pick([60, 60, 120, 480, 480, 720, 2160]) * minuteMs;
    const hasStartBy = chance.draw() < 0.85;
    const drift = chance.whole(0, 3) * minuteMs;
    const versions = anyVersions(chance, knownSince);
    const timed = runsOf(versions, zone, readAt);
    // The service repeats equal values, so jobs share them.
    const creators = versions.map(({ cron }, version) => creatorOf(rule, version, cron.expression, zone));
    const resources = chance.whole(1, 3);
    for (let resource = 0; resource < resources; resource++) {
      const name = chance.draw() < 0.4 ? 'shared' : rule;
      const arn = `arn:aws:dynamodb:eu-west-1:111122223333:table/${name}-${resource}`;
      const series = `${rule} ${arn}`;
      const isComposite = chance.draw() < 0.25;
      const from = chance.draw() < 0.2 ? knownSince + chance.whole(0, 30) * dayMs : 0;
      const until = chance.draw() < 0.2 ? readAt - chance.whole(0, 20) * dayMs : Number.POSITIVE_INFINITY;
      others.push(onDemandJob(arn, knownSince + chance.whole(0, 29 * 24) * hourMs, others.length));
      for (const { time, isCertain, version } of timed) {
        if (time < from || time >= until) continue;
        // Nobody knows whether AWS runs at a local time that occurs twice or not at all.
        const happens = isCertain || chance.draw() < 0.5;
        const creator = creators[version] ?? {};
        const startBy = hasStartBy ? time + drift + startWindow : undefined;
        const course = { arn, series, creator, time, startBy };
        const whole = happens ? someJobs(course, chance) : [];
        const jobs = (isBlurred ? whole.map((job) => blurred(job, chance)) : whole).filter(
          // Without a date, it is not known whether AWS Backup still lists the job.
          ({ CreationDate }) => isWithin(CreationDate?.getTime() || time, knownSince, readAt),
        );
        const [first] = jobs;
        const nested = isComposite && first?.CreationDate ? nestedJobs(first, chance) : [];
        runs.push({
          series,
          rule,
          resourceArn: arn,
          version: `${version}`,
          time,
          isCertain,
          hasStartBy,
          startWindow,
          jobs,
          nested: nested.filter(({ CreationDate }) => (CreationDate?.getTime() ?? 0) <= readAt),
        });
        if (first !== undefined && version === versions.length - 1 && until > readAt) lasting.add(series);
        if (first !== undefined && chance.draw() < 0.05)
          others.push({ ...first, BackupJobId: `${first.BackupJobId}-nested`, ParentJobId: 'parent' });
      }
    }
  }
}

interface Version {
  readonly since: number;
  readonly cron: TestCron;
}

function anyVersions(chance: Chance, knownSince: number): readonly Version[] {
  const first = { since: 0, cron: anyCron(chance) };
  if (chance.draw() < 0.6) return [first];
  const since = knownSince + chance.whole(1, 29 * 24 * 60) * minuteMs;
  // An edit of the plan may leave this rule as it was.
  return [first, { since, cron: chance.draw() < 0.4 ? first.cron : anyCron(chance) }];
}

interface Course {
  readonly arn: string;
  readonly series: string;
  readonly creator: RecoveryPointCreator;
  readonly time: number;
  readonly startBy: number | undefined;
}

/** The job of a run, and sometimes a second attempt. */
function someJobs({ arn, creator, series, startBy, time }: Course, chance: Chance): BackupJob[] {
  const delay = chance.draw() < 0.9 ? chance.whole(0, 90_000) : chance.whole(0, 40) * minuteMs;
  const state = chance.draw() < 0.85 ? 'COMPLETED' : chance.pick(['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL']);
  const hasStarted = state !== 'EXPIRED';
  const job = (attempt: number, created: number): BackupJob => ({
    AccountId: '111122223333',
    BackupJobId: `${series}-${time}-${attempt}`,
    BackupVaultName: 'prod',
    CreatedBy: creator,
    CreationDate: new Date(created),
    ResourceArn: arn,
    State: state,
    StartBy: startBy === undefined ? undefined : new Date(startBy + chance.whole(0, 999)),
    InitiationDate: hasStarted ? new Date(created + chance.whole(0, 600) * 1000) : undefined,
    CompletionDate: hasStarted ? new Date(created + chance.whole(601, 1500) * 1000) : undefined,
  });
  const jobs = [job(0, time + delay)];
  if (chance.draw() < 0.05) jobs.push(job(1, time + delay + 10 * minuteMs));
  return jobs;
}

/** A part of the backup of the same resource, and backups of other resources, minutes after their parent. */
function nestedJobs(parent: BackupJob, chance: Chance): readonly BackupJob[] {
  const { BackupJobId = '', CreationDate, ResourceArn } = parent;
  return ['part', 'volume-1', 'volume-2'].map((name): BackupJob => {
    const created = (CreationDate?.getTime() ?? 0) + chance.whole(1, 300) * 1000;
    return {
      ...parent,
      BackupJobId: `${BackupJobId}-${name}`,
      CreationDate: new Date(created),
      ParentJobId: BackupJobId,
      ResourceArn: name === 'part' ? ResourceArn : `${ResourceArn}/${name}`,
      State: chance.draw() < 0.9 ? 'COMPLETED' : 'FAILED',
    };
  });
}

/** Some jobs lack a field: AWS documents none as required. */
function blurred(job: BackupJob, chance: Chance): BackupJob {
  if (chance.draw() > 0.04) return job;
  const { CreatedBy } = job;
  return chance.pick<BackupJob>([
    { ...job, AccountId: undefined },
    { ...job, CreationDate: undefined },
    { ...job, CreationDate: undefined, StartBy: undefined },
    { ...job, CreationDate: new Date(Number.NaN) },
    { ...job, StartBy: undefined },
    { ...job, ResourceArn: undefined },
    { ...job, CreatedBy: {} },
    { ...job, CreatedBy: { ...CreatedBy, BackupPlanId: undefined } },
    { ...job, CreatedBy: { ...CreatedBy, BackupPlanVersion: undefined } },
    { ...job, CreatedBy: { ...CreatedBy, BackupRuleCron: undefined } },
    { ...job, CreatedBy: { ...CreatedBy, BackupRuleId: undefined } },
    { ...job, CreatedBy: { ...CreatedBy, BackupRuleId: undefined, BackupRuleName: undefined } },
  ]);
}

function onDemandJob(arn: string, created: number, index: number): BackupJob {
  return {
    AccountId: '111122223333',
    BackupJobId: `on-demand-${index}`,
    BackupVaultName: 'prod',
    CreationDate: new Date(created),
    ResourceArn: arn,
    State: 'COMPLETED',
  };
}

function creatorOf(rule: string, version: number, cron: string, zone: string): RecoveryPointCreator {
  return {
    BackupPlanId: 'plan',
    BackupPlanName: 'prod-daily',
    BackupPlanVersion: `v${version}`,
    BackupRuleCron: cron,
    BackupRuleId: rule,
    BackupRuleName: rule,
    ...(zone !== 'UTC' && { BackupRuleTimezone: zone }),
  };
}

interface TimedRun {
  readonly time: number;
  readonly isCertain: boolean;
  readonly version: number;
}

/** The runs of all versions. */
function runsOf(versions: readonly Version[], zone: string, readAt: number): readonly TimedRun[] {
  const end = Math.floor(readAt / dayMs + 1) * dayMs;
  const runs: TimedRun[] = [];
  for (const minute of new Set(versions.map(({ cron }) => cron.minute)))
    for (const { local, time } of minutesOf(zone, end).get(minute) ?? []) {
      if (time > readAt) break;
      const version = versions.findLastIndex(({ since }) => since <= time);
      if (versions[version]?.cron.fits(local)) runs.push({ time, isCertain: !local.isShownAgain, version });
    }
  return runs.sort((one, other) => one.time - other.time);
}

function isWithin(time: number, from: number, to: number): boolean {
  return time >= from && time <= to;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'] as const;
/** The last days of a read. In most of them, the clocks of a zone change within the 30 days before. */
const ends = ['2026-11-20', '2026-10-28', '2027-04-10', '2027-07-15', '2028-02-29'] as const;
