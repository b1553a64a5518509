import { AthenaClient } from '@aws-sdk/client-athena';
import { AthenaService } from './athenaService.js';
import { boundedHandler } from './boundedHandler.js';
import { certificateFile } from './connectionSettings.js';
import { openProfile, type ProfileOptions } from './openedProfile.js';
import type { RequestLog } from './requestLog.js';
import { responseLimits } from './responseLimits.js';

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
  const client = new AthenaClient(opened.clientConfig(region, 'athena'));
  client.config.requestHandler = boundedHandler(
    client.config.requestHandler,
    timeouts.requestMs,
    responseLimits.bytes,
  );
  const context = opened.failureContext(region);
  const service = new AthenaService({
    ...{ catalog, client, context, credentials, log, timeouts, workGroup },
    ...(onScanned && { onScanned }),
  });
  return {
    service,
    signIn: profile.signIn,
    certificateFile: certificateFile(options.environment ?? process.env, profile.settings),
    foreignEndpoints: opened.facts.foreignEndpoints,
    dispose: () => {
      opened.dispose();
      service.dispose();
    },
  };
}
