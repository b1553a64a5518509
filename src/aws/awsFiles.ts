import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where the AWS config file is: `AWS_CONFIG_FILE`, else `~/.aws/config`. An absolute path; there may be no such file.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function awsConfigFile(environment: NodeJS.ProcessEnv): string {
  return awsFile(environment, environment['AWS_CONFIG_FILE'], 'config');
}

/** Where the AWS credentials file is: `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`. */
export function awsCredentialsFile(environment: NodeJS.ProcessEnv): string {
  return awsFile(environment, environment['AWS_SHARED_CREDENTIALS_FILE'], 'credentials');
}

/** Whether anything on this machine says how to reach AWS: one of the files, or the environment. Looks for the files, reads none. */
export function hasAwsConfiguration(environment: NodeJS.ProcessEnv): boolean {
  return (
    credentialVariables.some((name) => Boolean(environment[name])) ||
    existsSync(awsConfigFile(environment)) ||
    existsSync(awsCredentialsFile(environment))
  );
}

/** Whether the environment itself holds access keys. */
export function hasEnvironmentKeys(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY']);
}

/** Any of these makes the default credential chain find something, or at least look for it. */
const credentialVariables = [
  'AWS_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
] as const;

function awsFile(environment: NodeJS.ProcessEnv, named: string | undefined, name: string): string {
  const home = homeFolder(environment);
  if (!named) return path.join(home, '.aws', name);
  return path.resolve(/^~(?=$|[/\\])/.test(named) ? path.join(home, named.slice(1)) : named);
}

/** In the order of the AWS SDKs, which also look here for the tokens of a sign-in. */
export function homeFolder(environment: NodeJS.ProcessEnv): string {
  const { HOME: home, USERPROFILE: profile, HOMEDRIVE: drive, HOMEPATH: rest } = environment;
  if (home) return home;
  if (profile) return profile;
  return rest ? `${drive ?? `C:${path.sep}`}${rest}` : homedir();
}
