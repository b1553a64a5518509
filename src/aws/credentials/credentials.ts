import type { BackupClient } from '@aws-sdk/client-backup';
import * as l10n from '@vscode/l10n';
import { type JobFailure, JobSourceError } from '../../jobs/jobSource.js';
import type { AwsConnection } from '../awsConnection.js';
import { boundedHandler } from '../boundedHandler.js';
import { clientSettings } from '../clientSettings.js';
import { textOf } from '../config/iniFile.js';
import { type ResolvedProfile, resolveConnection, roleBehindMfa } from '../config/resolveProfile.js';
import { readSharedConfig, type SharedConfig } from '../config/sharedConfig.js';
import { certificateRemedy } from '../connectionSettings.js';
import type { FailureContext } from '../errorFacts.js';
import { failureFrom } from '../failures.js';
import type { CredentialsProvider } from '../sharedCredentials.js';
import { fetchCredentials } from './fetchCredentials.js';

/** What an MFA code is asked for. */
export interface MfaRequest {
  /** The serial number or the ARN of the device. */
  readonly serial: string;
  /** The profile in use. */
  readonly profile: string;
  /** The role that the code opens; absent where the files do not say. */
  readonly roleArn?: string | undefined;
  /** Aborts where nobody needs the code any more. */
  readonly signal: AbortSignal;
}

/** Asks a person for the code that an MFA device shows; undefined where the person would rather not. */
export type AskMfaCode = (request: MfaRequest) => Promise<string | undefined>;

/** What credentials are made of. */
export interface CredentialOptions {
  /** The profile to take credentials from; see {@link AwsConnection}. */
  readonly connection: Pick<AwsConnection, 'profile' | 'isEnvironment'>;
  readonly region: string;
  /** An endpoint in the place of that of STS. */
  readonly standIn?: string | undefined;
  readonly allowsInsecure?: boolean | undefined;
  /**
   * Throws where the profile is no longer what the connection was opened with: other keys must not go where
   * the earlier ones went.
   */
  readonly requireSame: (profile: ResolvedProfile) => void;
  /** The client that signs with them. */
  readonly client: () => BackupClient;
  /** Aborts with the connection. */
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
  readonly mfaCode?: AskMfaCode | undefined;
}

/**
 * The credentials of a connection: each call reads the AWS files once, resolves the profile from them as the
 * picker does, and fetches what its plan leads to. Rejects with a {@link JobSourceError}, so that no role's
 * "access denied" is taken for AWS Backup's.
 */
export function credentialsOf(options: CredentialOptions): CredentialsProvider {
  const { allowsInsecure, connection, environment, region, signal, standIn } = options;
  return async () => {
    const config = await readSharedConfig(environment);
    const profile = resolveConnection(connection, { config, environment, standIn, allowsInsecure });
    if (profile.failure !== undefined) throw new JobSourceError(profile.failure);
    options.requireSame(profile);
    const client = options.client();
    try {
      return await fetchCredentials(profile.plan, {
        profile: profile.name,
        isNamed: profile.isNamed,
        region,
        endpoints: profile.endpoints,
        clientSettings: clientSettings(environment, profile.settings),
        requestHandler: boundedHandler(client.config.requestHandler, idleMs),
        client,
        environment,
        files: config,
        commands: credentialCommands(config),
        signal,
        mfaCodeProvider: mfaCodeProvider(profile, options),
      });
    } catch (error) {
      const { name, signIn } = profile;
      const context: FailureContext = {
        phase: 'credentials',
        region,
        profile: name,
        signIn,
        certificateRemedy: certificateRemedy(environment),
      };
      throw new JobSourceError(failureFrom(error, context), { cause: error });
    }
  };
}

function credentialCommands({ profiles }: SharedConfig): string[] {
  return [...profiles.values()].flatMap(({ settings }) => textOf(settings, 'credential_process') ?? []);
}

function mfaCodeProvider({ name, plan }: ResolvedProfile, { mfaCode, signal }: CredentialOptions) {
  if (mfaCode === undefined) return undefined;
  return async (serial: string) => {
    const code = await mfaCode({ serial, profile: name, roleArn: roleBehindMfa(plan, serial), signal });
    if (!code) throw new JobSourceError(noMfaCode(name));
    return code;
  };
}

/**
 * What a person who closes the box for the code finds in the place of the jobs: no complaint, but the way on.
 */
function noMfaCode(profile: string): JobFailure {
  return {
    kind: 'credentials',
    summary: l10n.t('The profile “{profile}” needs an MFA code', { profile }),
    detail: l10n.t('No code was entered.'),
    remedy: 'retry',
  };
}

/** Milliseconds without a byte after which an answer with credentials is given up. */
const idleMs = 30_000;
