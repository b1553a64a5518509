import type { AccountDraft } from './accountDraft.js';
import {
  type BackupRule,
  ordersHourly,
  prodDaily,
  reportsNightly,
  type SampleOwner,
  stagingDaily,
} from './backupRules.js';
import type { BackupSeries } from './generatedJob.js';
import { scheduleOf } from './nightlyBackups.js';
import { kindOf } from './sampleResourceTypes.js';
import { endingsOf } from './statusMessages.js';

/**
 * What a list of jobs does not show: a table that was not backed up in three nights, among them the last but
 * one, a rule that stopped six days ago, a database that left its plan, an hourly rule, and a plan that was
 * edited.
 */
export function addUnusualSchedules(draft: AccountDraft, owner: SampleOwner, now: number): void {
  const nightsAgo = (time: number) => Math.floor((now - time) / day);
  const add = (
    type: string,
    rule: BackupRule,
    isMade: (time: number) => boolean,
    times = scheduleOf(rule, now),
    changes: Partial<BackupSeries> = {},
  ) => {
    const series = { ...draft.series(owner, kindOf(type), rule), ...changes };
    for (const time of times) if (isMade(time)) draft.backUp(series, time, owner.completed);
  };
  add('DynamoDB', prodDaily, (time) => ![1, 8, 9].includes(nightsAgo(time)));
  for (const type of ['S3', 'DynamoDB', 'RDS']) add(type, reportsNightly, (time) => nightsAgo(time) >= 6);
  add('RDS', prodDaily, (time) => nightsAgo(time) >= 2);
  add(
    'DynamoDB',
    ordersHourly,
    (time) => nightsAgo(time) !== 1 || new Date(time).getUTCHours() !== 4,
    hours(now),
    // So small that each backup ends before the next one begins.
    { size: 40 * gibibyte },
  );
  const edited = now - 12 * day;
  const before = stagingDaily.editOf ?? stagingDaily;
  const series = draft.series(owner, kindOf('EBS'), stagingDaily);
  for (const time of scheduleOf(stagingDaily, now))
    if (time >= edited) draft.backUp(series, time, owner.completed);
  for (const time of scheduleOf(before, now))
    if (time < edited) draft.backUp({ ...series, rule: before }, time, owner.completed);
}

/**
 * What changed since the night before: a volume that fails for the first time, and a bucket that is backed up
 * again. A database was without a good backup for four nights, and the backups of another start later every
 * night.
 */
export function addRecentChanges(draft: AccountDraft, owner: SampleOwner, now: number): void {
  const nightsAgo = (time: number) => Math.floor((now - time) / day);
  const add = (type: string, isBad: (night: number) => boolean) => {
    const [failed = owner.completed] = endingsOf(type, ['FAILED']);
    const series = draft.series(owner, kindOf(type), prodDaily);
    for (const time of scheduleOf(prodDaily, now)) {
      const night = nightsAgo(time);
      draft.backUp(series, time, isBad(night) ? failed : owner.completed);
    }
  };
  add('EBS', (night) => night === 0);
  add('S3', (night) => night === 1);
  add('RDS', (night) => night >= 4 && night <= 7);
  const late = draft.series(owner, kindOf('DocumentDB'), prodDaily);
  for (const time of scheduleOf(prodDaily, now)) {
    const share = lateShares[nightsAgo(time)] ?? 0.01;
    const wait = share * prodDaily.startWindow;
    draft.add(late, { created: time, wait, run: hour / 2, ending: owner.completed });
  }
}

/** The shares of the start window after which the last runs started, the latest first. */
const lateShares = [0.85, 0.78, 0.71, 0.42];

/** Each full hour of the last three days, in epoch milliseconds. */
function hours(now: number): readonly number[] {
  const latest = Math.floor((now - 2 * minute) / hour) * hour;
  return Array.from({ length: 72 }, (_, place) => latest - place * hour).reverse();
}

const gibibyte = 2 ** 30;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
