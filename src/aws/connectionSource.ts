import path from 'node:path';
import { BackupClient, type BackupClientConfig } from '@aws-sdk/client-backup';
import * as l10n from '@vscode/l10n';
import { type JobFailure, JobSourceError } from '../jobs/jobSource.js';
import type { OpenedConnection, OpenedRegion } from '../jobs/openedConnection.js';
import { foreignEndpoints } from './awsEndpoint.js';
import { BackOff } from './backOff.js';
import { BackupJobSource, type RequestTimeouts } from './backupJobSource.js';
import { readCallerIdentity } from './callerIdentity.js';
import { clientSettings, hideAwsFilesFromSdk } from './clientSettings.js';
import { type ResolvedProfile, resolveConnection, servicesInUse } from './config/resolveProfile.js';
import { readSharedConfig } from './config/sharedConfig.js';
import type { ConnectionParameters } from './connectionParameters.js';
import { certificateBundle, certificateFile, certificateRemedy, regionsOf } from './connectionSettings.js';
import { type AskMfaCode, credentialsOf } from './credentials/credentials.js';
import { endpointRemedy } from './endpoint.js';
import { PageReader } from './pageReader.js';
import type { RequestLog } from './requestLog.js';
import { SharedCredentials } from './sharedCredentials.js';

/** Options of {@link openConnection}. */
export interface OpenOptions {
  readonly connection: ConnectionParameters;
  readonly log: RequestLog;
  /** By default `process.env`, which the SDK also reads. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** Absent if nobody can be asked. */
  readonly mfaCode?: AskMfaCode | undefined;
  readonly timeouts?: Partial<RequestTimeouts> | undefined;
  /** The endpoint of a stand-in for all AWS services. If it is set, no other endpoint is used. */
  readonly endpoint?: string | undefined;
  /** Whether endpoints on other machines may be used over HTTP. */
  readonly allowsInsecureEndpoints?: boolean | undefined;
  /** Called when other keys have replaced the first ones. */
  readonly onNewCredentials?: (() => void) | undefined;
  /**
   * Called if the AWS files have changed so that the profile leads elsewhere. The connection fetches no more
   * credentials and must be opened again.
   */
  readonly onOtherSettings?: (() => void) | undefined;
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
  const { connection, environment = process.env, mfaCode } = options;
  hideAwsFilesFromSdk();
  const config = await readSharedConfig(environment);
  const profile = resolveConnection(connection, {
    config,
    environment,
    standIn: options.endpoint,
    allowsInsecure: options.allowsInsecureEndpoints,
  });
  if (profile.failure !== undefined) throw new JobSourceError(profile.failure);
  const { endpoints, settings, signIn } = profile;
  const [home, ...others] = regionsOf(connection.regions, environment, settings);
  const sdkSettings = clientSettings(environment, settings);
  const ca = await certificateBundle(environment, settings);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const disposal = new AbortController();
  const { signal } = disposal;
  const identities = new BackOff();
  const credentials = new SharedCredentials(
    credentialsOf({
      connection,
      region: home,
      standIn: options.endpoint,
      allowsInsecure: options.allowsInsecureEndpoints,
      requireSame: (now) => {
        if (isSame(profile, now)) return;
        options.onOtherSettings?.();
        throw new JobSourceError(otherSettings(now));
      },
      client: () => regions[0].client,
      environment,
      mfaCode,
      signal,
    }),
    () => {
      identities.reset();
      options.onNewCredentials?.();
    },
  );
  const pages = new PageReader(pageThreadFile);
  const clientOf = (region: string) =>
    new BackupClient({
      ...sdkSettings,
      region,
      credentials: credentials.provider,
      ...(endpoints.backup !== undefined && { endpoint: endpoints.backup }),
      requestHandler: {
        connectionTimeout: timeouts.connectMs,
        requestTimeout: timeouts.requestMs,
        throwOnRequestTimeout: true,
        ...(ca !== undefined && { httpsAgent: { ca } }),
      },
    });
  const open = (region: string) => {
    const context = {
      region,
      profile: profile.name,
      hasEnvironmentKeys: profile.plan.kind === 'environment',
      certificateRemedy: certificateRemedy(environment),
      ...(endpoints.backup !== undefined && {
        endpoint: endpoints.backup,
        endpointRemedy: endpointRemedy(environment, options.endpoint),
      }),
      signIn,
    };
    const client = clientOf(region);
    return {
      client,
      region,
      source: new BackupJobSource({
        ...{ client, credentials, timeouts, pages, context, log: options.log },
        hasOtherRegions: others.length > 0,
      }),
    };
  };
  const regions = [open(home), ...others.map(open)] as const;
  return {
    regions,
    signIn,
    certificateFile: certificateFile(environment, settings),
    ...shownFacts(profile),
    readIdentity: (callerSignal) =>
      identities.run(async () => {
        const client = clientOf(home);
        try {
          return await readCallerIdentity({
            client,
            region: home,
            endpoint: endpoints.sts,
            timeouts,
            signal: AbortSignal.any([callerSignal, signal]),
          });
        } finally {
          client.destroy();
        }
      }),
    dispose: () => {
      disposal.abort();
      for (const { source } of regions) source.dispose();
      pages.dispose();
    },
  };
}

/** The facts that are shown next to the name of an open connection. */
function shownFacts({ endpoints, plan }: ResolvedProfile) {
  return {
    foreignEndpoints: foreignEndpoints(
      servicesInUse(plan).map((service) => ({ service, url: endpoints[service] })),
    ),
    usesMachineRole: plan.kind === 'machine',
  };
}

/**
 * Whether the profile still has the same endpoints and shown facts, and no other account. The AWS files are
 * read again each time that credentials are fetched.
 */
function isSame(opened: ResolvedProfile, now: ResolvedProfile): boolean {
  const [before, after] = [opened, now].map((profile) => {
    const { name, endpoints } = profile;
    return JSON.stringify([name, endpoints.backup, endpoints.sts, shownFacts(profile)]);
  });
  // If the files do not name the account, only STS can show whether it has changed.
  const isOtherAccount =
    opened.accountId !== undefined && now.accountId !== undefined && opened.accountId !== now.accountId;
  return before === after && !isOtherAccount;
}

function otherSettings({ name }: ResolvedProfile): JobFailure {
  return {
    kind: 'configuration',
    summary: l10n.t('The AWS settings of this connection have changed'),
    detail: l10n.t(
      'The profile “{profile}” now leads to other endpoints or other credentials. Select it again.',
      { profile: name },
    ),
    remedy: 'selectConnection',
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

const defaultTimeouts: RequestTimeouts = {
  connectMs: 10_000,
  requestMs: 30_000,
  totalMs: 180_000,
  credentialsMs: 300_000,
};
