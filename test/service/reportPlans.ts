import type { SampleService } from '../../src/sample/http.js';

/** How a report plan differs from one that reports the jobs of its own account and region in CSV. */
export interface GivenReportPlan {
  readonly name: string;
  readonly region?: string;
  readonly template?: string;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly formats?: readonly string[];
  readonly accounts?: readonly string[];
  readonly organizationUnits?: readonly string[];
  readonly regions?: readonly string[];
}

/**
 * Puts ListReportPlans in front of a service, with `maxResults` plans in each page.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListReportPlans.html
 */
export function withReportPlans(
  service: SampleService,
  plans: readonly GivenReportPlan[],
  maxResults = 1000,
): SampleService {
  return (request) => {
    if (request.method !== 'GET' || request.path.replace(/\/$/, '') !== '/audit/report-plans')
      return service(request);
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers['authorization'] ?? '')?.[1];
    const own = plans.filter((plan) => plan.region === undefined || plan.region === region);
    const from = Number(request.query.get('NextToken') ?? 0);
    const to = from + maxResults;
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ReportPlans: own.slice(from, to).map((plan) => wirePlan(plan, region)),
        ...(to < own.length && { NextToken: String(to) }),
      }),
    };
  };
}

function wirePlan(plan: GivenReportPlan, region: string | undefined): object {
  const { accounts, bucket = 'my-reports', formats, name, organizationUnits, prefix, regions } = plan;
  return {
    ReportPlanArn: `arn:aws:backup:${region}:111122223333:report-plan:${Buffer.from(name).toString('hex')}`,
    ReportPlanName: name,
    ReportSetting: {
      ReportTemplate: plan.template ?? 'BACKUP_JOB_REPORT',
      Accounts: accounts,
      OrganizationUnits: organizationUnits,
      Regions: regions,
    },
    ReportDeliveryChannel: { S3BucketName: bucket, S3KeyPrefix: prefix, Formats: formats },
    DeploymentStatus: 'COMPLETED',
    CreationTime: 1_769_000_000,
  };
}
