import { type Connection, environmentConnection, sampleConnection } from './connection.js';

/** What is known of this machine before anything of AWS is read. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** The profiles that the environment names, each once. */
  readonly environmentProfiles: readonly string[];
  /** Whether there are AWS files, or anything in the environment that leads to AWS. */
  readonly hasAwsConfiguration: boolean;
  readonly startWithSampleAccount: boolean;
  /** Reads the AWS files: whether their `default` profile says where its credentials come from. */
  readonly hasDefaultProfile: () => Promise<boolean>;
}

/**
 * The connection that a new window begins with: the profile of `AWS_PROFILE` or `AWS_DEFAULT_PROFILE`, else
 * the environment's keys, else the profile `default`; undefined where only the user can tell. Rejects where
 * the AWS files cannot be understood.
 */
export async function startingConnection(surroundings: Surroundings): Promise<Connection | undefined> {
  const { environment, hasAwsConfiguration, startWithSampleAccount } = surroundings;
  const [profile, ...others] = surroundings.environmentProfiles;
  // Where the environment names two, the default chain says so.
  if (profile !== undefined) return others.length === 0 ? { kind: 'aws', profile } : { kind: 'aws' };
  if (environment['AWS_ACCESS_KEY_ID']) return environmentConnection;
  if (!hasAwsConfiguration) return startWithSampleAccount ? sampleConnection : undefined;
  return (await surroundings.hasDefaultProfile()) ? { kind: 'aws', profile: 'default' } : undefined;
}
