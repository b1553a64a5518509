import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The absolute path of the AWS config file: `AWS_CONFIG_FILE`, else `~/.aws/config`. The file may not exist.
 * If the variable is empty, the path is empty, which means no file, as in the AWS CLI. A path in another
 * user's home folder, such as `~bob/config`, is returned unchanged.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export function awsConfigFile(environment: NodeJS.ProcessEnv): string {
  return awsFile(environment, environment['AWS_CONFIG_FILE'], 'config');
}

/** The path of the AWS credentials file: `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`. */
export function awsCredentialsFile(environment: NodeJS.ProcessEnv): string {
  return awsFile(environment, environment['AWS_SHARED_CREDENTIALS_FILE'], 'credentials');
}

/**
 * An environment for a program in another folder. It names the same AWS files and certificates by absolute
 * paths. Variables that are unset or empty do not change.
 */
export function withAbsoluteFiles(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    AWS_CA_BUNDLE: bundle,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
  } = environment;
  return {
    ...environment,
    ...(config && { AWS_CONFIG_FILE: awsConfigFile(environment) }),
    ...(credentials && { AWS_SHARED_CREDENTIALS_FILE: awsCredentialsFile(environment) }),
    ...(bundle && { AWS_CA_BUNDLE: path.resolve(bundle) }),
  };
}

/**
 * Whether this machine has any AWS configuration: one of the files, or an environment variable. Does not read
 * the files.
 */
export function hasAwsConfiguration(environment: NodeJS.ProcessEnv): boolean {
  return (
    credentialVariables.some((name) => Boolean(environment[name])) ||
    existsSync(awsConfigFile(environment)) ||
    existsSync(awsCredentialsFile(environment))
  );
}

/** Whether the environment contains access keys. */
export function hasEnvironmentKeys(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY']);
}

/**
 * The profiles that the environment names, without duplicates. Version 2 of the AWS CLI uses the first,
 * version 1 the last.
 */
export function environmentProfiles(environment: NodeJS.ProcessEnv): readonly string[] {
  const named = [environment['AWS_PROFILE'], environment['AWS_DEFAULT_PROFILE']];
  return [...new Set(named)].filter((name) => name !== undefined && name !== '') as string[];
}

/** Each of these makes the default credential chain find credentials, or at least look for them. */
const credentialVariables = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
] as const;

/** Expands a path like Python in the AWS CLI: first the variables, then the home folder. */
function awsFile(environment: NodeJS.ProcessEnv, named: string | undefined, name: string): string {
  const home = homeFolder(environment);
  if (named === undefined) return path.join(home, '.aws', name);
  const variable = process.platform === 'win32' ? windowsVariable : posixVariable;
  const expanded = named
    .replaceAll(variable, (whole, ...names: (string | undefined)[]) => {
      const [found] = names.slice(0, -2).filter((one) => one !== undefined);
      return environment[found ?? ''] ?? whole;
    })
    .replace(/^~(?=$|[/\\])/, () => home);
  return expanded === '' || expanded.startsWith('~') ? expanded : path.resolve(expanded);
}

const posixVariable = /\$(?:(\w+)|\{([^}]*)\})/g;
const windowsVariable = /\$(?:(\w+)|\{([^}]*)\})|%([^%]+)%/g;

/** The home folder according to Python's `expanduser`. The AWS CLI also keeps its sign-in tokens there. */
export function homeFolder(environment: NodeJS.ProcessEnv, platform = process.platform): string {
  const { HOME: home, USERPROFILE: profile, HOMEDRIVE: drive = '', HOMEPATH: rest } = environment;
  if (platform !== 'win32') return home || homedir();
  return profile || (rest ? `${drive}${rest}` : homedir());
}
