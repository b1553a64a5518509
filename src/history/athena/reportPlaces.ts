import { isRegion } from './athenaPlace.js';
import { isS3Folder } from './createTableText.js';

/** A report plan of AWS Backup Audit Manager. All texts are untrusted. */
export interface ReportPlan {
  /** Names the account and the region of the plan. */
  readonly arn: string;
  readonly name: string;
  /** What it reports, such as `BACKUP_JOB_REPORT`. */
  readonly template: string;
  readonly bucket: string;
  /** Empty if there is none. */
  readonly prefix: string;
  /** `CSV` and `JSON`; none stands for CSV. */
  readonly formats: readonly string[];
  readonly accounts: readonly string[];
  readonly organizationUnits: readonly string[];
  /** `*` stands for all regions. */
  readonly regions: readonly string[];
}

/** A folder in S3 into which a report plan writes reports of backup jobs, with a folder for each year. */
export interface ReportPlace {
  readonly plan: string;
  /** The region of the plan. */
  readonly region: string;
  /** Such as `s3://bucket/prefix/Backup/111122223333/eu-west-1/`. */
  readonly location: string;
  /** At least one. */
  readonly formats: readonly ReportFormat[];
  /** The plans that write other reports into the same folder. A table would read them as backup jobs. */
  readonly otherPlans: readonly string[];
}

export type ReportFormat = 'CSV' | 'JSON';

/** The places of the plans that report backup jobs. Omits a plan whose folder no statement can name. */
export function reportPlaces(plans: readonly ReportPlan[]): readonly ReportPlace[] {
  const places = plans.flatMap((plan) => {
    const place = placeOf(plan);
    return place === undefined ? [] : [{ plan, ...place }];
  });
  return places
    .filter(({ plan }) => plan.template === 'BACKUP_JOB_REPORT')
    .map(({ location, plan, region }) => ({
      ...{ plan: plan.name, region, location },
      formats: formatsOf(plan),
      otherPlans: places
        .filter((other) => other.location === location && other.plan.template !== plan.template)
        .map((other) => other.plan.name),
    }));
}

/** Whether two addresses are of the same folder in S3. */
export function isSameFolder(one: string, other: string): boolean {
  return one.replace(/\/*$/, '') === other.replace(/\/*$/, '');
}

/**
 * Where a plan writes.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-report-plan-console.html
 */
function placeOf({ accounts, arn, bucket, organizationUnits, prefix, regions }: ReportPlan) {
  const [, region = '', account = ''] = /^arn:[\w-]+:backup:([\w-]+):(\d{12}):report-plan:/.exec(arn) ?? [];
  if (!isRegion(region)) return undefined;
  const isOfOthers = organizationUnits.length > 0 || accounts.some((one) => one !== account);
  const isElsewhere = regions.some((one) => one !== region);
  const folders = [
    bucket,
    ...prefix.split('/').filter((folder) => folder !== ''),
    'Backup',
    isOfOthers ? 'crossaccount' : account,
    isElsewhere ? 'crossregion' : region,
  ];
  const location = `s3://${folders.join('/')}/`;
  return isS3Folder(location) ? { location, region } : undefined;
}

/** AWS writes CSV if a plan names no format. */
function formatsOf({ formats }: ReportPlan): readonly ReportFormat[] {
  const known = (['CSV', 'JSON'] as const).filter((format) => formats.includes(format));
  return known.length > 0 ? known : ['CSV'];
}
