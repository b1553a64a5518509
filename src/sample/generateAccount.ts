import { AccountDraft } from './accountDraft.js';
import {
  type BackupRule,
  complianceWeekly,
  databasesNightly,
  devDaily,
  efsAutomatic,
  prodDaily,
  type SampleOwner,
  sampleOwner,
} from './backupRules.js';
import type { BackupSeries } from './generatedJob.js';
import { courseOf, type Problem, problemOf, scheduleOf } from './nightlyBackups.js';
import { Chance, noise } from './random.js';
import { type SampleAccount, type SampleVault, sampleAccountId, sampleRegion } from './sampleAccount.js';
import { addJobsInProgress } from './sampleJobsInProgress.js';
import { kindOf, type ResourceKind, resourceKinds } from './sampleResourceTypes.js';
import {
  completed,
  completedInOtherCase,
  type Ending,
  endingsOf,
  endingsWithMessage,
} from './statusMessages.js';

import { addRecentChanges, addUnusualSchedules } from './unusualSchedules.js';
import { newestFirst } from './wireJob.js';

const day = 86_400_000;

/** The other accounts of the sample organization, with about a fifth of its jobs. */
export const sampleMemberAccountIds = ['444455556666', '777788889999'] as const;

/**
 * A generated account: the same seed, number and time produce the same account. From 300 jobs on, every
 * state, resource type and message occurs. The jobs are in the 30 days before `now` (epoch milliseconds).
 * Jobs that are running at `now` follow the clock of the service.
 */
export function generateAccount(options: {
  readonly seed: number;
  readonly jobs: number;
  readonly now: number;
}): SampleAccount {
  const { seed, jobs: wanted, now } = options;
  if (wanted < 300) throw new RangeError('A generated account has at least 300 jobs.');
  const draft = new AccountDraft(new Chance(noise(seed, 1)));
  const [first, second] = sampleMemberAccountIds;
  const own = sampleOwner(sampleAccountId, sampleRegion, completed, seed, now);
  const members = [
    sampleOwner(first, sampleRegion, completed, seed, now),
    sampleOwner(second, sampleRegion, completedInOtherCase, seed, now),
  ] as const;

  addKnownProblems(draft, own, now);
  addEveryMessage(draft, own, now);
  for (const kind of resourceKinds) {
    addSeries(draft, draft.series(own, kind, kind.type === 'EFS' ? efsAutomatic : complianceWeekly), now);
  }
  if (wanted >= minimumWithSchedules) {
    addUnusualSchedules(draft, own, now);
    addRecentChanges(draft, own, now);
  }
  for (let crowd = 0; crowd < wanted / 2000; crowd++) addJobsInProgress(draft, own, now);
  for (let index = 0; ; index++) {
    const owner = index % 10 === 0 ? members[0] : index % 12 === 5 ? members[1] : own;
    const kind = draft.chance.pick(resourceKinds, ({ share }) => share);
    const series = draft.series(owner, kind, ruleOf(kind, draft.chance));
    const nights = scheduleOf(series.rule ?? prodDaily, now).length;
    if (draft.jobs.length + nights * draft.jobsPerBackup(series) > wanted * 0.97) break;
    addSeries(draft, series, now, problemOf(series, now, draft.chance));
  }
  for (let index = 0; draft.jobs.length < wanted; index++) {
    const owner = index % 10 === 0 ? members[0] : index % 12 === 5 ? members[1] : own;
    draft.backUp(draft.onDemand(owner), someTime(draft.chance, now));
  }

  const jobs = draft.jobs.sort(newestFirst);
  return {
    accountId: own.accountId,
    region: own.region,
    jobs,
    vaults: [...own.vaults.values()].map((vault) => counted(vault, draft, now)),
  };
}

/**
 * What a user finds in the morning: a volume that has failed for five nights, an instance with the same issue
 * every night, and a stack with a partial backup.
 */
function addKnownProblems(draft: AccountDraft, owner: SampleOwner, now: number): void {
  const since = (nights: number, ending: Ending | undefined): Problem | undefined =>
    ending && { ending, since: now - nights * day, until: now };
  const [denied] = endingsOf('EBS', ['FAILED']);
  addSeries(draft, draft.series(owner, kindOf('EBS'), prodDaily), now, since(5, denied));
  addSeries(draft, draft.series(owner, kindOf('RDS'), databasesNightly), now);
  // Skips the first name of an EC2 instance: VSS issues need a Windows instance, which the second one is.
  draft.series(owner, kindOf('EC2'), prodDaily);
  const [vss] = endingsOf('EC2', ['COMPLETED']);
  addSeries(draft, draft.series(owner, kindOf('EC2'), prodDaily), now, since(30, vss));
  addPartialParent(draft, owner, now);
}

/** From this number of jobs on, an account has room for jobs each hour. */
const minimumWithSchedules = 2000;

function addPartialParent(draft: AccountDraft, owner: SampleOwner, now: number): void {
  const stack = draft.series(owner, kindOf('CloudFormation'));
  const time = someTime(draft.chance, now);
  const nested = draft.nestedSeries(stack).map((part, index) => {
    const [failed = owner.completed] = endingsOf(part.kind.type, ['FAILED']);
    return { part, course: courseOf(part, time, index === 0 ? failed : owner.completed, draft.chance) };
  });
  draft.addParent(stack, { created: time, wait: 2000, run: day / 2, ending: owner.completed }, nested);
}

function addEveryMessage(draft: AccountDraft, owner: SampleOwner, now: number): void {
  for (const ending of endingsWithMessage) {
    const kind = kindOf(ending.types?.[0] ?? draft.chance.pick(['EBS', 'DynamoDB', 'S3']));
    const series = draft.series(owner, kind);
    draft.add(series, courseOf(series, someTime(draft.chance, now), ending, draft.chance));
  }
}

function addSeries(draft: AccountDraft, series: BackupSeries, now: number, problem?: Problem): void {
  for (const time of scheduleOf(series.rule ?? prodDaily, now)) {
    const hasProblem = problem !== undefined && time >= problem.since && time <= problem.until;
    draft.backUp(series, time, hasProblem ? problem.ending : undefined);
  }
}

function ruleOf(kind: ResourceKind, chance: Chance): BackupRule {
  if (kind.type === 'EFS') return efsAutomatic;
  if (['Aurora', 'DocumentDB', 'Neptune', 'RDS', 'Redshift'].includes(kind.type)) return databasesNightly;
  return chance.draw() < 0.25 ? devDaily : prodDaily;
}

/** A time in the last 30 days, long enough ago for a job created then to have ended. */
function someTime(chance: Chance, now: number): number {
  return now - day - Math.floor(chance.draw() * 28.5 * day);
}

function counted(vault: SampleVault, draft: AccountDraft, now: number): SampleVault {
  const stored = draft.jobs.filter(
    (job) => job.series.vault === vault && ['COMPLETED', 'PARTIAL'].includes(job.standing(now).state ?? ''),
  );
  return { ...vault, NumberOfRecoveryPoints: stored.length };
}
