import { type Connection, environmentConnection, sampleConnection } from './connection.js';

/** What is known about this machine before the AWS files are read. */
export interface StartOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** The profiles that the environment names, without duplicates. */
  readonly environmentProfiles: readonly string[];
  /** Whether there are AWS files, or variables that configure AWS. */
  readonly hasAwsConfiguration: boolean;
  readonly startWithSampleAccount: boolean;
  /** Whether the `default` profile of the AWS files has a source of credentials. */
  readonly hasDefaultProfile: () => Promise<boolean>;
}

/**
 * The connection of a new window: the profile of `AWS_PROFILE` or `AWS_DEFAULT_PROFILE`, else the access keys
 * of the environment, else the profile `default`; undefined if the user has to choose. Rejects if the AWS
 * files cannot be read.
 */
export async function startingConnection(options: StartOptions): Promise<Connection | undefined> {
  const { environment, hasAwsConfiguration, startWithSampleAccount } = options;
  const [profile, ...others] = options.environmentProfiles;
  // If the variables name two profiles, the default chain reports that.
  if (profile !== undefined) return others.length === 0 ? { kind: 'aws', profile } : { kind: 'aws' };
  if (environment['AWS_ACCESS_KEY_ID']) return environmentConnection;
  if (!hasAwsConfiguration) return startWithSampleAccount ? sampleConnection : undefined;
  return (await options.hasDefaultProfile()) ? { kind: 'aws', profile: 'default' } : undefined;
}
