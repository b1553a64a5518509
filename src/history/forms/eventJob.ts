import type { BackupJob } from '../../jobs/backupJob.js';
import { isObject, type JsonObject } from '../../jobs/fieldReaders.js';
import { columnTarget } from './columnTarget.js';
import { type FlatValue, flatRow, readTime } from './flatJob.js';

/** What an event states of a job. */
export interface EventJob {
  readonly job: BackupJob;
  readonly region: string | undefined;
  readonly statedAt: Date | undefined;
}

/** Whether an object is an event of Amazon EventBridge, of whatever service. */
export function isEvent(value: JsonObject): boolean {
  return typeof value['detail-type'] === 'string' && isObject(value['detail']);
}

/**
 * The job of a "Backup Job State Change" event; undefined for any other event. Its first event has only an
 * ID, a state and times.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function eventJob(event: JsonObject): EventJob | undefined {
  const { account, detail, region, time } = event;
  if (event['detail-type'] !== 'Backup Job State Change' || !isObject(detail)) return undefined;
  const { job } = flatRow([
    { name: 'account', target: columnTarget('accountId'), value: account },
    ...Object.entries(detail).flatMap(([name, value]) => detailValues(name, value)),
  ]);
  return {
    job,
    region: typeof region === 'string' && region !== '' ? region : undefined,
    statedAt: readTime(time),
  };
}

/** The plan and the rule are in a structure, and the rule's ID has a name of its own. */
function detailValues(name: string, value: unknown): FlatValue[] {
  if (name !== 'createdBy' || !isObject(value)) return [{ name, target: columnTarget(name), value }];
  return Object.entries(value).map(([member, inner]) => ({
    name: `createdBy.${member}`,
    target: columnTarget(member === 'backupPlanRuleId' ? 'backupRuleId' : member),
    value: inner,
  }));
}
