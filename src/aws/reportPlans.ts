import { type BackupClient, ListReportPlansCommand, type ReportPlan } from '@aws-sdk/client-backup';
import { allItems } from './listedItems.js';
import type { ServiceRequests } from './serviceRequests.js';

/**
 * The report plans of a region. Needs the permission `backup:ListReportPlans`. Rejects with a JobSourceError.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListReportPlans.html
 */
export function listReportPlans(
  client: BackupClient,
  requests: ServiceRequests,
  signal: AbortSignal,
): Promise<readonly ListedReportPlan[]> {
  return allItems(
    async (token) => {
      const command = new ListReportPlansCommand({ ...(token && { NextToken: token }) });
      const output = await requests.send(
        'ListReportPlans',
        signal,
        (send) => client.send(command, send),
        ({ ReportPlans = [] }) => ReportPlans.length,
      );
      return { items: (output.ReportPlans ?? []).flatMap(readPlan), nextToken: output.NextToken };
    },
    ({ arn }) => arn,
  );
}

/** A report plan, as far as it says what is written where. */
type ListedReportPlan = ReturnType<typeof readPlan>[number];

/** Omits a plan that does not say where it writes. */
function readPlan(plan: ReportPlan) {
  const { ReportDeliveryChannel: channel, ReportPlanArn: arn, ReportPlanName: name, ReportSetting } = plan;
  if (!arn || !name || !channel?.S3BucketName || !ReportSetting?.ReportTemplate) return [];
  return [
    {
      arn,
      name,
      template: ReportSetting.ReportTemplate,
      bucket: channel.S3BucketName,
      prefix: channel.S3KeyPrefix ?? '',
      formats: channel.Formats ?? [],
      accounts: ReportSetting.Accounts ?? [],
      organizationUnits: ReportSetting.OrganizationUnits ?? [],
      regions: ReportSetting.Regions ?? [],
    },
  ];
}
