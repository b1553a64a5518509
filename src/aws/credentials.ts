import { fromEnv, fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { type JobFailure, JobSourceError } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import type { AwsConnection } from './awsConnection.js';
import { hasEnvironmentKeys } from './awsFiles.js';
import { boundedHandler, isRequestHandler } from './boundedHandler.js';
import type { FailureContext } from './errorFacts.js';
import { failureFrom } from './failures.js';
import { type NamedProfile, profileInUse, roleBehindMfa, signInOf } from './profiles.js';
import { readSharedConfig, type SharedConfig } from './sharedConfig.js';
import type { CredentialsProvider } from './sharedCredentials.js';

/** What an MFA code is asked for. */
export interface MfaRequest {
  /** The serial number or the ARN of the device. */
  readonly serial: string;
  /** The profile in use. */
  readonly profile: string;
  /** The role that the code opens; absent where the files do not tell. */
  readonly roleArn?: string | undefined;
  /** Aborts where nobody needs the code any more. */
  readonly signal: AbortSignal;
}

/** Asks a person for the code that an MFA device shows; undefined where the person would rather not. */
export type AskMfaCode = (request: MfaRequest) => Promise<string | undefined>;

/** What credentials are made of. */
export interface CredentialOptions {
  /** Whose credentials; see {@link AwsConnection}. */
  readonly connection: Pick<AwsConnection, 'profile' | 'isEnvironment'>;
  readonly region: string;
  /** Aborts with the connection. */
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
  readonly mfaCode?: AskMfaCode | undefined;
  readonly t: Translate;
}

/**
 * The credentials of a connection, from files that are read anew at each call. Rejects with a
 * {@link JobSourceError}, so that no role's "access denied" is taken for AWS Backup's.
 */
export function credentialsOf(options: CredentialOptions): CredentialsProvider {
  const { environment, region, t } = options;
  return async (properties) => {
    const config = await readSharedConfig(environment, t);
    const profile = profileInUse(config, options.connection, environment, t);
    try {
      // The clients that fetch credentials would otherwise wait for ever.
      const handler: unknown = properties?.callerClientConfig?.requestHandler;
      const requestHandler = isRequestHandler(handler) ? boundedHandler(handler, idleMs) : handler;
      return await providerOf(profile, config, options, { requestHandler })(properties);
    } catch (error) {
      const context: FailureContext = {
        phase: 'credentials',
        region,
        profile: profile.name,
        signIn: signInOf(config, profile),
      };
      throw new JobSourceError(failureFrom(error, context, t), { cause: error });
    }
  };
}

/**
 * A profile that says where its credentials come from is asked alone: the chain would go on to the machine's own
 * role where the profile fails, and say nothing of why.
 */
function providerOf(
  profile: NamedProfile,
  config: SharedConfig,
  options: CredentialOptions,
  clientConfig: object,
): CredentialsProvider {
  const { connection, environment } = options;
  if (connection.isEnvironment) return fromEnv();
  const asked = connection.profile || environment['AWS_PROFILE'] || undefined;
  const init = {
    ...(asked !== undefined && { profile: asked }),
    clientConfig,
    configFilepath: config.configFile,
    filepath: config.credentialsFile,
    ignoreCache: true,
    ...mfaCodeProvider(profile, config, options),
  };
  const hasKeysOfEnvironment = asked === undefined && hasEnvironmentKeys(environment);
  return profile.kind === 'other' || hasKeysOfEnvironment ? fromNodeProviderChain(init) : fromIni(init);
}

function mfaCodeProvider(profile: NamedProfile, config: SharedConfig, options: CredentialOptions) {
  const { mfaCode, signal, t } = options;
  if (mfaCode === undefined) return {};
  return {
    mfaCodeProvider: async (serial: string) => {
      const roleArn = roleBehindMfa(config, profile, serial);
      const code = await mfaCode({ serial, profile: profile.name, roleArn, signal });
      if (!code) throw new JobSourceError(noMfaCode(profile.name, t));
      return code;
    },
  };
}

/** What a person who closes the box for the code finds in the place of the jobs: no complaint, but the way on. */
function noMfaCode(profile: string, t: Translate): JobFailure {
  return {
    kind: 'credentials',
    summary: t('The profile “{profile}” needs an MFA code', { profile }),
    detail: t('No code was entered.'),
    remedy: 'retry',
  };
}

/** Milliseconds without a byte after which an answer with credentials is given up. */
const idleMs = 30_000;
