import * as l10n from '@vscode/l10n';
import { localTimeText } from '../jobs/formats.js';
import { type FilterName, isListFilter, type JobFilter, type TimeFilter } from '../jobs/jobFilter.js';
import { everyAccount, everyMessageCategory } from '../jobs/jobQuery.js';
import { backupJobStates, completedWithIssues } from '../jobs/jobStates.js';
import { timeOf } from '../jobs/timeExpression.js';
import { resourceTypes } from './resourceTypes.js';

/**
 * What a person should know of a value before it is asked for. Documented values break the documented patterns (the vault
 * `aws/efs/automatic-backup-vault`, the type `SAP HANA on Amazon EC2`), so that this is advice and never a refusal.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export function valueHint(name: FilterName, value: string): string | undefined {
  if (name === 'messageCategory' && value === everyMessageCategory)
    return l10n.t(
      'This belongs to job summaries, where it is the sum of all categories. What ListBackupJobs returns for it is not documented',
    );
  if (name === 'accountId' && value === everyAccount)
    return l10n.t('All accounts of the organization: only its management account may ask for them');
  if (isExpected(name, value)) return undefined;
  switch (name) {
    case 'accountId':
      return l10n.t('An account ID has 12 digits');
    case 'backupVaultName':
      return l10n.t("A vault's name has 2 to 50 letters, digits, hyphens and underscores");
    case 'resourceArn':
      return l10n.t('An ARN reads arn:partition:service:region:account:resource');
    case 'resourceType':
      return l10n.t("A resource type has 1 to 50 letters, digits, '-', '_' and '.'");
    case 'state':
      return l10n.t('AWS Backup documents no such state. States are written in capitals');
    default:
      return undefined;
  }
}

/**
 * What is odd about a time, given the filters that are set beside it: a range that is empty, or that begins before what
 * AWS Backup still lists. `filter` holds the time already.
 */
export function timeHint(
  filter: JobFilter,
  name: TimeFilter,
  now: Date,
  locale?: string,
): string | undefined {
  const [after, before] = name.startsWith('created')
    ? [filter.createdAfter, filter.createdBefore]
    : [filter.completeAfter, filter.completeBefore];
  const [start, end] = [after, before].map((one) => (one === undefined ? undefined : timeOf(one, now)));
  if (start !== undefined && end !== undefined && end < start)
    return l10n.t('The end, {end}, is before the start, {start}: no job can be in between', {
      end: localTimeText(end, locale),
      start: localTimeText(start, locale),
    });
  const oldest = new Date(now.getTime() - listedDays * 86_400_000);
  if (end !== undefined && end < oldest)
    return l10n.t('AWS Backup lists only the jobs of the last 30 days: none is that old');
  if (name.endsWith('After') && start !== undefined && start < oldest)
    return l10n.t('AWS Backup lists only the jobs of the last 30 days: earlier ones are missing');
  if (name.endsWith('After') && start !== undefined && start > now)
    return l10n.t('This time is in the future: no job is listed yet');
  return undefined;
}

function isExpected(name: FilterName, value: string): boolean {
  const known = isListFilter(name) ? documented[name] : undefined;
  return known?.includes(value) === true || (patterns[name]?.test(value) ?? known === undefined);
}

const documented: { readonly [Name in FilterName]?: readonly string[] } = {
  backupVaultName: ['aws/efs/automatic-backup-vault'],
  resourceType: resourceTypes.map(({ type }) => type),
  state: [...backupJobStates, completedWithIssues],
};

const patterns: { readonly [Name in FilterName]?: RegExp } = {
  accountId: /^[0-9]{12}$/,
  backupVaultName: /^[a-zA-Z0-9\-_]{2,50}$/,
  resourceArn: /^arn:[^:]*:[^:]+:[^:]*:[^:]*:.+$/,
  resourceType: /^[a-zA-Z0-9\-_.]{1,50}$/,
};

const listedDays = 30;
