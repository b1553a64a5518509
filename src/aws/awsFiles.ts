import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where the AWS config file is: `AWS_CONFIG_FILE`, else `~/.aws/config`. An absolute path; there may be no
 * such file. Empty where the variable is empty, which to the AWS CLI means no file; as it stands where it
 * names the home of another user.
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

/**
 * An environment that names the same AWS files, and the same certificates, for a program that runs in another
 * folder. What is not set, or empty, stays so.
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
 * Whether anything on this machine says how to reach AWS: one of the files, or the environment. Looks for the
 * files, reads none.
 */
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

/**
 * The profiles that the environment names, each once: version 2 of the AWS CLI takes the first, version 1 the
 * last.
 */
export function environmentProfiles(environment: NodeJS.ProcessEnv): readonly string[] {
  const named = [environment['AWS_PROFILE'], environment['AWS_DEFAULT_PROFILE']];
  return [...new Set(named)].filter((name) => name !== undefined && name !== '') as string[];
}

/** Any of these makes the default credential chain find something, or at least look for it. */
const credentialVariables = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
] as const;

/** As Python expands it for the AWS CLI: variables first, then the home folder. */
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

/**
 * The home folder as Python's `expanduser` has it, where the AWS CLI also keeps the tokens of its sign-ins.
 */
export function homeFolder(environment: NodeJS.ProcessEnv, platform = process.platform): string {
  const { HOME: home, USERPROFILE: profile, HOMEDRIVE: drive = '', HOMEPATH: rest } = environment;
  if (platform !== 'win32') return home || homedir();
  return profile || (rest ? `${drive}${rest}` : homedir());
}
