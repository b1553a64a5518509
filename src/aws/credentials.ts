import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { JobSourceError } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import type { FailureContext } from './errorFacts.js';
import { abortedFailure, failureFrom } from './failures.js';
import { findProfile, type NamedProfile, signInOf } from './profiles.js';
import { readSharedConfig, type SharedConfig } from './sharedConfig.js';

/** Asks a person for the code that an MFA device shows; undefined where the person would rather not. */
export type AskMfaCode = (request: { serial: string; profile: string }) => Promise<string | undefined>;

/** What credentials are made of. */
export interface CredentialOptions {
  /** The profile that was chosen; absent for the default chain. */
  readonly profile?: string | undefined;
  readonly region: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly mfaCode?: AskMfaCode | undefined;
  readonly t: Translate;
}

type Credentials = ReturnType<typeof fromNodeProviderChain>;

/**
 * The credentials of a connection, from files that are read anew at each call; the client keeps them until they
 * expire. Rejects with a {@link JobSourceError}, so that no role's "access denied" is taken for AWS Backup's.
 */
export function credentialsOf(options: CredentialOptions): Credentials {
  const { environment, region, t } = options;
  return async (properties) => {
    const config = await readSharedConfig(environment, t);
    const profile = findProfile(config, options.profile, environment, t);
    try {
      // The clients that fetch credentials would otherwise wait for ever.
      const requestHandler: unknown = properties?.callerClientConfig?.requestHandler;
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
): Credentials {
  const { environment, mfaCode, t } = options;
  const asked = options.profile || environment['AWS_PROFILE'] || undefined;
  const init = {
    ...(asked !== undefined && { profile: asked }),
    clientConfig,
    configFilepath: config.configFile,
    filepath: config.credentialsFile,
    ignoreCache: true,
    ...(mfaCode !== undefined && {
      mfaCodeProvider: async (serial: string) => {
        const code = await mfaCode({ serial, profile: profile.name });
        if (!code) throw new JobSourceError(abortedFailure(t));
        return code;
      },
    }),
  };
  const hasKeysOfEnvironment =
    asked === undefined && environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY'];
  return profile.kind === 'other' || hasKeysOfEnvironment ? fromNodeProviderChain(init) : fromIni(init);
}
