import { BackupClient } from '@aws-sdk/client-backup';
import * as l10n from '@vscode/l10n';
import type { ForeignEndpoint } from '../jobs/foreignEndpoint.js';
import { type JobFailure, JobSourceError } from '../jobs/jobSource.js';
import { foreignEndpoints } from './awsEndpoint.js';
import type { RequestTimeouts } from './backupJobSource.js';
import { clientSettings, hideAwsFilesFromSdk } from './clientSettings.js';
import { type ResolvedProfile, resolveConnection, servicesInUse } from './config/resolveProfile.js';
import { readSharedConfig } from './config/sharedConfig.js';
import type { ConnectionParameters } from './connectionParameters.js';
import { certificateBundle, certificateRemedy, regionsOf } from './connectionSettings.js';
import { type AskMfaCode, credentialsOf } from './credentials/credentials.js';
import { endpointRemedy } from './endpoint.js';
import type { FailureContext } from './errorFacts.js';
import { SharedCredentials } from './sharedCredentials.js';

/** Options of {@link openProfile}. */
export interface ProfileOptions {
  readonly connection: ConnectionParameters;
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

/** The services that jobs are read from. */
export type ReadService = 'athena' | 'backup';

/**
 * The profile of a connection, with what the clients of a service need. Reads the AWS files, but sends no
 * request: the first request fetches the credentials, and all share them. Rejects with a JobSourceError of
 * kind `configuration` if the profile does not exist, if there is no region, or if a file or an endpoint is
 * not valid.
 */
export async function openProfile(options: ProfileOptions, service: ReadService) {
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
  const regions = regionsOf(connection.regions, environment, settings);
  const [home] = regions;
  const ca = await certificateBundle(environment, settings);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const disposal = new AbortController();
  const credentials = new SharedCredentials(
    credentialsOf({
      connection,
      region: home,
      standIn: options.endpoint,
      allowsInsecure: options.allowsInsecureEndpoints,
      requireSame: (now) => {
        if (isSame(profile, now, service)) return;
        options.onOtherSettings?.();
        throw new JobSourceError(otherSettings(now));
      },
      client: () => signer,
      environment,
      mfaCode,
      signal: disposal.signal,
    }),
    options.onNewCredentials,
  );
  /** The settings of a client for a region, and for the endpoint that is configured for a service. */
  const clientConfig = (region: string, of: ReadService) => ({
    ...clientSettings(environment, settings),
    region,
    credentials: credentials.provider,
    ...(endpoints[of] !== undefined && { endpoint: endpoints[of] }),
    requestHandler: {
      connectionTimeout: timeouts.connectMs,
      requestTimeout: timeouts.requestMs,
      throwOnRequestTimeout: true,
      ...(ca !== undefined && { httpsAgent: { ca } }),
    },
  });
  const signer = new BackupClient(clientConfig(home, 'backup'));
  return {
    profile,
    regions,
    credentials,
    timeouts,
    clientConfig,
    facts: shownFacts(profile, service),
    /** What the failures of requests to a region of a service depend on. */
    failureContext: (region: string, of: ReadService): Omit<FailureContext, 'phase'> => ({
      region,
      profile: profile.name,
      hasEnvironmentKeys: profile.plan.kind === 'environment',
      certificateRemedy: certificateRemedy(environment),
      ...(endpoints[of] !== undefined && {
        endpoint: endpoints[of],
        endpointRemedy: endpointRemedy(environment, options.endpoint, of),
      }),
      signIn,
    }),
    /** Aborts with the connection. */
    signal: disposal.signal,
    dispose: () => {
      disposal.abort();
      signer.destroy();
    },
  };
}

/** The facts that are shown next to the name of an open connection. */
function shownFacts({ endpoints, plan }: ResolvedProfile, service: ReadService) {
  const services = servicesInUse(plan).map((one) => (one === 'backup' ? service : one));
  const foreign: readonly ForeignEndpoint[] = foreignEndpoints(
    services.map((one) => ({ service: one, url: endpoints[one] })),
  );
  return { foreignEndpoints: foreign, usesMachineRole: plan.kind === 'machine' };
}

/**
 * Whether the profile still has the same endpoints and shown facts, and no other account. The AWS files are
 * read again each time that credentials are fetched.
 */
function isSame(opened: ResolvedProfile, now: ResolvedProfile, service: ReadService): boolean {
  const [before, after] = [opened, now].map((profile) => {
    const { name, endpoints } = profile;
    return JSON.stringify([name, endpoints[service], endpoints.sts, shownFacts(profile, service)]);
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

/** The time limits of requests. */
export const defaultTimeouts: RequestTimeouts = {
  connectMs: 10_000,
  requestMs: 30_000,
  totalMs: 180_000,
  credentialsMs: 300_000,
};
