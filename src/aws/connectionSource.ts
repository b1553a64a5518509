import path from 'node:path';
import { BackupClient, type BackupClientConfig } from '@aws-sdk/client-backup';
import type { ForeignEndpoint } from '../jobs/foreignEndpoint.js';
import type { JobSource } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import type { AwsConnection } from './awsConnection.js';
import { foreignEndpoints } from './awsEndpoint.js';
import { BackupJobSource, type RequestTimeouts } from './backupJobSource.js';
import { readCallerAccount } from './callerAccount.js';
import { certificateBundle, regionsOf } from './connectionSettings.js';
import { type AskMfaCode, credentialsOf } from './credentials.js';
import { checkedEndpoint, configuredEndpoint, type EndpointService } from './endpoint.js';
import { PageReader } from './pageReader.js';
import {
  findProfile,
  namedProfiles,
  type ProfileSummary,
  profileInUse,
  profileSummary,
  type SignIn,
  signInOf,
} from './profiles.js';
import { regionsFrom } from './regions.js';
import type { RequestLog } from './requestLog.js';
import { readSharedConfig } from './sharedConfig.js';
import { SharedCredentials } from './sharedCredentials.js';
import { SignIns } from './signIns.js';

/** What a job source is opened with. */
export interface OpenOptions {
  readonly connection: AwsConnection;
  readonly log: RequestLog;
  readonly t: Translate;
  /** `process.env` where absent. The SDK itself looks at that too. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** Absent where there is nobody to ask. */
  readonly mfaCode?: AskMfaCode | undefined;
  readonly timeouts?: Partial<RequestTimeouts> | undefined;
  /** A stand-in for all of AWS; where it is given, no other endpoint counts. */
  readonly endpoint?: string | undefined;
  /** Whether an endpoint may be asked over HTTP that is not on this machine. */
  readonly allowsInsecureEndpoints?: boolean | undefined;
  /** Told when other keys have taken the place of the first ones. */
  readonly onNewCredentials?: (() => void) | undefined;
}

/** The source of one region. */
export interface OpenedRegion {
  readonly region: string;
  readonly source: JobSource;
}

/** A source for each region, and what is known of the connection. */
export interface OpenedConnection {
  /** In the order in which the connection names them. */
  readonly regions: readonly [OpenedRegion, ...OpenedRegion[]];
  /** How to sign in for its credentials; absent where they come from no sign-in. */
  readonly signIn?: SignIn | undefined;
  /** The endpoints in use that are not AWS's own. */
  readonly foreignEndpoints?: readonly ForeignEndpoint[] | undefined;
  /** The account of its credentials, asked of STS; rejects where STS does not tell. Absent where there is none to ask. */
  readonly readAccount?: ((signal: AbortSignal) => Promise<string>) | undefined;
  /** Ends what is under way, in every region. */
  dispose(): void;
}

/**
 * Opens AWS Backup for a connection, in each of its regions. The AWS files are read afresh, credentials are fetched
 * by the first request and shared by all, nothing is asked yet. Rejects with a JobSourceError of kind `configuration`
 * where the profile does not exist, no region is named, or a file or an endpoint cannot be understood.
 */
export async function openConnection(options: OpenOptions): Promise<OpenedConnection> {
  const { connection, environment = process.env, mfaCode, t } = options;
  const config = await readSharedConfig(environment, t);
  const profile = profileInUse(config, connection, environment, t);
  const [home, ...others] = regionsOf(connection.regions, environment, profile.settings, t);
  const rules = { allowsInsecure: options.allowsInsecureEndpoints };
  const endpointOf = (service: EndpointService) =>
    options.endpoint
      ? checkedEndpoint(options.endpoint, t, { ...rules, isSetting: true })
      : configuredEndpoint(service, environment, profile.settings, config.services, t, rules);
  const endpoint = endpointOf('backup');
  const stsEndpoint = endpointOf('sts');
  const signIn = signInOf(config, profile);
  const ca = await certificateBundle(environment, profile.settings, t);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const disposal = new AbortController();
  const { signal } = disposal;
  const credentials = new SharedCredentials(
    credentialsOf({ connection, region: home, environment, mfaCode, signal, t }),
    options.onNewCredentials,
  );
  const pages = new PageReader(pageThreadFile);
  const clientOf = (region: string) =>
    new BackupClient({
      profile: profile.name,
      region,
      credentials: credentials.provider,
      ...(endpoint !== undefined && { endpoint }),
      // The SDK would look at another profile's: that of AWS_PROFILE.
      ignoreConfiguredEndpointUrls: true,
      requestHandler: {
        connectionTimeout: timeouts.connectMs,
        requestTimeout: timeouts.requestMs,
        throwOnRequestTimeout: true,
        ...(ca !== undefined && { httpsAgent: { ca } }),
      },
    });
  const open = (region: string): OpenedRegion => {
    const isEndpointSetting = Boolean(options.endpoint);
    const context = { region, profile: profile.name, endpoint, isEndpointSetting, signIn };
    const client = clientOf(region);
    return {
      region,
      source: new BackupJobSource({ client, credentials, timeouts, pages, context, log: options.log, t }),
    };
  };
  const regions = [open(home), ...others.map(open)] as const;
  return {
    regions,
    signIn,
    foreignEndpoints: foreignEndpoints([
      { service: 'backup', url: endpoint },
      { service: 'sts', url: stsEndpoint },
    ]),
    readAccount: async (left) => {
      const client = clientOf(home);
      try {
        const either = AbortSignal.any([left, signal]);
        return await readCallerAccount({
          client,
          region: home,
          endpoint: stsEndpoint,
          timeouts,
          signal: either,
        });
      } finally {
        client.destroy();
      }
    },
    dispose: () => {
      disposal.abort();
      for (const { source } of regions) source.dispose();
      pages.dispose();
    },
  };
}

/**
 * Opens a stand-in for AWS Backup behind a `requestHandler`: no file is read, nothing leaves the process and
 * the credentials are made up.
 */
export function openSampleConnection(
  options: Pick<OpenOptions, 'log' | 't' | 'timeouts'> & {
    readonly region: string;
    readonly requestHandler: NonNullable<BackupClientConfig['requestHandler']>;
  },
): OpenedConnection {
  const { log, region, requestHandler, t } = options;
  const credentials = new SharedCredentials(() =>
    Promise.resolve({ accessKeyId: 'sample', secretAccessKey: 'sample' }),
  );
  const client = new BackupClient({
    region,
    requestHandler,
    credentials: credentials.provider,
    defaultsMode: 'standard',
    ignoreConfiguredEndpointUrls: true,
    maxAttempts: 3,
    retryMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
  });
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const context = { region, profile: '' };
  const pages = new PageReader(pageThreadFile);
  const source = new BackupJobSource({ client, credentials, timeouts, pages, context, log, t });
  return {
    regions: [{ region, source }],
    dispose: () => {
      source.dispose();
      pages.dispose();
    },
  };
}

/** The profiles of the AWS files, read afresh. Rejects with a JobSourceError of kind `configuration` that names a file it cannot understand. */
export async function listProfiles(options: {
  readonly t: Translate;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}): Promise<ProfileSummary[]> {
  const { environment = process.env, t } = options;
  const config = await readSharedConfig(environment, t);
  const signIns = new SignIns(config, environment);
  return Promise.all(
    namedProfiles(config).map(async (profile) => ({
      ...profileSummary(profile),
      ...((await signIns.isNeededFor(profile)) && { neededSignIn: signInOf(config, profile) }),
    })),
  );
}

/**
 * The regions to choose from for a profile: the one that it is at home in, and all that may be named: first those that
 * it and the environment name, then those of the same partition, then all others. Rejects like {@link listProfiles}.
 */
export async function listRegions(options: {
  readonly profile?: string | undefined;
  readonly t: Translate;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}): Promise<{ readonly configured: string | undefined; readonly all: readonly string[] }> {
  const { environment = process.env, profile, t } = options;
  const { settings } = findProfile(await readSharedConfig(environment, t), profile, environment, t);
  const ofEnvironment = [environment['AWS_REGION'], environment['AWS_DEFAULT_REGION']];
  const ofProfile = settings['region'];
  const named = profile === undefined ? [...ofEnvironment, ofProfile] : [ofProfile, ...ofEnvironment];
  const likely = named.filter((region) => region !== undefined && region !== '') as string[];
  return { configured: likely[0], all: regionsFrom(likely) };
}

/** Beside the bundle that this is in. */
const pageThreadFile = path.join(__dirname, 'pageWorker.js');

const defaultTimeouts: RequestTimeouts = {
  connectMs: 10_000,
  requestMs: 30_000,
  totalMs: 180_000,
  credentialsMs: 300_000,
};
