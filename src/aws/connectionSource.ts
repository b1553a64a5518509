import path from 'node:path';
import { BackupClient, type BackupClientConfig } from '@aws-sdk/client-backup';
import type { OpenedConnection, OpenedRegion } from '../jobs/openedConnection.js';
import { BackOff } from './backOff.js';
import { BackupJobSource } from './backupJobSource.js';
import { readCallerIdentity } from './callerIdentity.js';
import { clientSettings } from './clientSettings.js';
import { certificateFile } from './connectionSettings.js';
import { defaultTimeouts, openProfile, type ProfileOptions } from './openedProfile.js';
import { PageReader } from './pageReader.js';
import type { RequestLog } from './requestLog.js';
import { SharedCredentials } from './sharedCredentials.js';

/** Options of {@link openConnection}. */
export interface OpenOptions extends ProfileOptions {
  readonly log: RequestLog;
}

/** An opened connection with at least one region. */
type OpenedAwsConnection = OpenedConnection & {
  readonly regions: readonly [OpenedRegion, ...OpenedRegion[]];
};

/**
 * Opens AWS Backup for a connection, in each of its regions. Reads the AWS files, but sends no request: the
 * first request fetches the credentials, and all share them. Rejects with a JobSourceError of kind
 * `configuration` if the profile does not exist, if there is no region, or if a file or an endpoint is not
 * valid.
 */
export async function openConnection(options: OpenOptions): Promise<OpenedAwsConnection> {
  const identities = new BackOff();
  const opened = await openProfile(
    {
      ...options,
      onNewCredentials: () => {
        identities.reset();
        options.onNewCredentials?.();
      },
    },
    'backup',
  );
  const { credentials, facts, profile, timeouts } = opened;
  const [home, ...others] = opened.regions;
  const pages = new PageReader(pageThreadFile);
  const open = (region: string) => ({
    region,
    source: new BackupJobSource({
      client: new BackupClient(opened.clientConfig(region, 'backup')),
      ...{ credentials, timeouts, pages, context: opened.failureContext(region, 'backup'), log: options.log },
      hasOtherRegions: others.length > 0,
    }),
  });
  const regions = [open(home), ...others.map(open)] as const;
  return {
    regions,
    signIn: profile.signIn,
    certificateFile: certificateFile(options.environment ?? process.env, profile.settings),
    ...facts,
    readIdentity: (callerSignal) =>
      identities.run(async () => {
        const client = new BackupClient(opened.clientConfig(home, 'backup'));
        try {
          return await readCallerIdentity({
            client,
            region: home,
            endpoint: profile.endpoints.sts,
            timeouts,
            signal: AbortSignal.any([callerSignal, opened.signal]),
          });
        } finally {
          client.destroy();
        }
      }),
    dispose: () => {
      opened.dispose();
      for (const { source } of regions) source.dispose();
      pages.dispose();
    },
  };
}

/**
 * Opens a stand-in for AWS Backup behind a `requestHandler`. Reads no file, sends nothing over the network,
 * and uses made-up credentials.
 */
export function openSampleConnection(
  options: Pick<OpenOptions, 'log' | 'timeouts'> & {
    readonly region: string;
    readonly requestHandler: NonNullable<BackupClientConfig['requestHandler']>;
  },
): OpenedAwsConnection {
  const { log, region, requestHandler } = options;
  const credentials = new SharedCredentials(() =>
    Promise.resolve({ accessKeyId: 'sample', secretAccessKey: 'sample' }),
  );
  const client = new BackupClient({
    ...clientSettings({}, new Map()),
    region,
    requestHandler,
    credentials: credentials.provider,
  });
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const context = { region, profile: '' };
  const pages = new PageReader(pageThreadFile);
  const source = new BackupJobSource({ client, credentials, timeouts, pages, context, log });
  return {
    regions: [{ region, source }],
    dispose: () => {
      source.dispose();
      pages.dispose();
    },
  };
}

/** The build writes it next to the bundle of this file. */
const pageThreadFile = path.join(__dirname, 'pageWorker.js');
