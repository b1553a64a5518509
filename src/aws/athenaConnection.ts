import { AthenaClient } from '@aws-sdk/client-athena';
import { BackupClient } from '@aws-sdk/client-backup';
import { AthenaService } from './athenaService.js';
import { boundedHandler, type RequestHandler } from './boundedHandler.js';
import { certificateFile } from './connectionSettings.js';
import { failureFrom } from './failures.js';
import { openProfile, type ProfileOptions } from './openedProfile.js';
import { listReportPlans } from './reportPlans.js';
import type { RequestLog } from './requestLog.js';
import { responseLimits } from './responseLimits.js';
import { ServiceRequests } from './serviceRequests.js';

/** Options of {@link openAthena}. */
export interface AthenaOptions extends ProfileOptions {
  readonly region: string;
  readonly workGroup: string;
  readonly catalog: string;
  readonly log: RequestLog;
  readonly onScanned?: ((bytes: number) => void) | undefined;
}

/**
 * Opens Amazon Athena in a region with the credentials of a profile, as `openConnection` opens AWS Backup.
 * Sends no request. Rejects with a JobSourceError of kind `configuration`.
 */
export async function openAthena(options: AthenaOptions) {
  const { catalog, log, onScanned, region, workGroup } = options;
  const opened = await openProfile(
    { ...options, connection: { ...options.connection, regions: [region] } },
    'athena',
  );
  const { credentials, profile, timeouts } = opened;
  const bounded = (handler: RequestHandler) =>
    boundedHandler(handler, timeouts.requestMs, responseLimits.bytes);
  const client = new AthenaClient(opened.clientConfig(region, 'athena'));
  client.config.requestHandler = bounded(client.config.requestHandler);
  const context = opened.failureContext(region, 'athena');
  const service = new AthenaService({
    ...{ catalog, client, context, credentials, log, timeouts, workGroup },
    ...(onScanned && { onScanned }),
  });
  return {
    service,
    /** The report plans of a region of AWS Backup. Rejects with a JobSourceError. */
    reportPlans: async (of: string, signal: AbortSignal) => {
      const backup = new BackupClient(opened.clientConfig(of, 'backup'));
      backup.config.requestHandler = bounded(backup.config.requestHandler);
      const requests = new ServiceRequests(
        {
          ...{ client: backup, context: opened.failureContext(of, 'backup'), credentials, log, timeouts },
          isOptional: true,
        },
        failureFrom,
      );
      try {
        return await listReportPlans(backup, requests, AbortSignal.any([signal, opened.signal]));
      } finally {
        backup.destroy();
      }
    },
    signIn: profile.signIn,
    certificateFile: certificateFile(options.environment ?? process.env, profile.settings),
    foreignEndpoints: opened.facts.foreignEndpoints,
    dispose: () => {
      opened.dispose();
      service.dispose();
    },
  };
}
