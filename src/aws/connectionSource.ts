import { BackupClient, type BackupClientConfig } from '@aws-sdk/client-backup';
import type { JobSource } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import { BackupJobSource, type RequestTimeouts } from './backupJobSource.js';
import { certificateBundle, regionOf } from './connectionSettings.js';
import { type AskMfaCode, credentialsOf } from './credentials.js';
import { configuredEndpoint } from './endpoint.js';
import { findProfile, type ProfileSummary, profileSummaries, type SignIn, signInOf } from './profiles.js';
import { regionsFrom } from './regions.js';
import type { RequestLog } from './requestLog.js';
import { readSharedConfig } from './sharedConfig.js';

/** Whose backup jobs, and where: the default credential chain without a profile, the configured region without a region. */
export interface AwsConnection {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

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
}

/** A source and what is known of where it asks. */
export interface OpenedSource {
  readonly source: JobSource;
  readonly region: string;
  /** How to sign in for its credentials; absent where they come from no sign-in. */
  readonly signIn?: SignIn | undefined;
}

/**
 * Opens AWS Backup for a connection. The AWS files are read afresh, credentials are fetched by the first
 * request, nothing is asked yet. Rejects with a JobSourceError of kind `configuration` where the profile does not
 * exist, no region is named, or a file or an endpoint cannot be understood.
 */
export async function openJobSource(options: OpenOptions): Promise<OpenedSource> {
  const { connection, environment = process.env, t } = options;
  const config = await readSharedConfig(environment, t);
  const profile = findProfile(config, connection.profile, environment, t);
  const region = regionOf(connection.region, environment, profile.settings, t);
  const endpoint = configuredEndpoint(environment, profile.settings, config.services, t);
  const signIn = signInOf(config, profile);
  const ca = await certificateBundle(environment, profile.settings, t);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const client = new BackupClient({
    profile: profile.name,
    region,
    credentials: credentialsOf({
      profile: connection.profile,
      region,
      environment,
      mfaCode: options.mfaCode,
      t,
    }),
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
  const context = { region, profile: profile.name, endpoint, signIn };
  const source = new BackupJobSource({ client, timeouts, context, log: options.log, t });
  return { source, region, signIn };
}

/**
 * Opens a stand-in for AWS Backup behind a `requestHandler`: no file is read, nothing leaves the process and
 * the credentials are made up.
 */
export function openSampleSource(
  options: Pick<OpenOptions, 'log' | 't' | 'timeouts'> & {
    readonly region: string;
    readonly requestHandler: NonNullable<BackupClientConfig['requestHandler']>;
  },
): OpenedSource {
  const { log, region, requestHandler, t } = options;
  const client = new BackupClient({
    region,
    requestHandler,
    credentials: { accessKeyId: 'sample', secretAccessKey: 'sample' },
    defaultsMode: 'standard',
    ignoreConfiguredEndpointUrls: true,
    maxAttempts: 3,
    retryMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
  });
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  return {
    source: new BackupJobSource({ client, timeouts, context: { region, profile: '' }, log, t }),
    region,
  };
}

/** The profiles of the AWS files, read afresh. Rejects with a JobSourceError of kind `configuration` that names a file it cannot understand. */
export async function listProfiles(options: {
  readonly t: Translate;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}): Promise<ProfileSummary[]> {
  return profileSummaries(await readSharedConfig(options.environment ?? process.env, options.t));
}

/** The regions to choose from for a profile: first the ones that the environment and the profile name, then those of the same partition, then all others. Rejects like {@link listProfiles}. */
export async function listRegions(options: {
  readonly profile?: string | undefined;
  readonly t: Translate;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}): Promise<readonly string[]> {
  const { environment = process.env, profile, t } = options;
  const { settings } = findProfile(await readSharedConfig(environment, t), profile, environment, t);
  const likely = [environment['AWS_REGION'], environment['AWS_DEFAULT_REGION'], settings['region']];
  return regionsFrom(likely.filter((region) => region !== undefined));
}

const defaultTimeouts: RequestTimeouts = {
  connectMs: 10_000,
  requestMs: 30_000,
  totalMs: 180_000,
  credentialsMs: 300_000,
};
