import type { BackupClient } from '@aws-sdk/client-backup';
import { JobSourceError } from '../../jobs/jobSource.js';
import { boundedHandler } from '../boundedHandler.js';
import { clientSettings } from '../clientSettings.js';
import { textOf } from '../config/iniFile.js';
import { type ResolvedProfile, resolveConnection, roleBehindMfa } from '../config/resolveProfile.js';
import { readSharedConfig, type SharedConfig } from '../config/sharedConfig.js';
import type { ConnectionParameters } from '../connectionParameters.js';
import { certificateRemedy } from '../connectionSettings.js';
import { noMfaCodeFailure } from '../credentialFailures.js';
import type { FailureContext } from '../errorFacts.js';
import { failureFrom } from '../failures.js';
import type { CredentialsProvider } from '../sharedCredentials.js';
import { fetchCredentials } from './fetchCredentials.js';

/** A request for an MFA code. */
export interface MfaRequest {
  /** The serial number or the ARN of the device. */
  readonly serial: string;
  /** The profile in use. */
  readonly profile: string;
  /** The role that needs the code; absent if the files do not say. */
  readonly roleArn?: string | undefined;
  /** Aborts when the code is no longer needed. */
  readonly signal: AbortSignal;
}

/** Asks a person for the code that an MFA device shows. Resolves to undefined if the person cancels. */
export type AskMfaCode = (request: MfaRequest) => Promise<string | undefined>;

/** Options of {@link credentialsOf}. */
export interface CredentialOptions {
  /** The profile to take credentials from; see {@link ConnectionParameters}. */
  readonly connection: Pick<ConnectionParameters, 'profile' | 'isEnvironment'>;
  readonly region: string;
  /** Replaces the endpoint of STS. */
  readonly standIn?: string | undefined;
  readonly allowsInsecure?: boolean | undefined;
  /**
   * Throws if the AWS files have changed since the connection was opened, so that this profile now leads
   * elsewhere: new keys must not be sent to the earlier endpoint.
   */
  readonly requireSame: (profile: ResolvedProfile) => void;
  /** The client that signs with the credentials. */
  readonly client: () => BackupClient;
  /** Aborts with the connection. */
  readonly signal: AbortSignal;
  readonly environment: NodeJS.ProcessEnv;
  readonly mfaCode?: AskMfaCode | undefined;
}

/**
 * The credentials of a connection. Each call reads the AWS files once, resolves the profile as the picker
 * does, and fetches the credentials of its plan. Rejects with a {@link JobSourceError} that was described in
 * the `credentials` phase, so that an "access denied" of a role does not look like one of AWS Backup.
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
    if (!code) throw new JobSourceError(noMfaCodeFailure(name));
    return code;
  };
}

/** A response with credentials fails after this many milliseconds without a byte. */
const idleMs = 30_000;
