import fc from 'fast-check';
import type { AwsCase } from './differentialHome.js';

type Place = Pick<AwsCase, 'configFile' | 'credentialsFile' | 'environment'>;

/** Variables beside the files: mostly none, or those of a machine role. */
export function environments(names: readonly string[]): fc.Arbitrary<Place> {
  const profile = fc.oneof(
    { arbitrary: fc.constantFrom(...names), weight: 6 },
    { arbitrary: fc.constantFrom('', 'missing', 'default'), weight: 1 },
  );
  const variables = fc
    .tuple(
      seldom(3, fc.constantFrom(...keys)),
      seldom(3, fc.constantFrom(...machines)),
      seldom(8, fc.constantFrom(...webIdentities)),
      seldom(
        5,
        profile.map((name) => ({ AWS_PROFILE: name })),
      ),
      seldom(
        10,
        profile.map((name) => ({ AWS_DEFAULT_PROFILE: name })),
      ),
    )
    .map((all): Record<string, string> => Object.assign({}, ...all))
    // An environment cannot contain NUL.
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => !value.includes('\0'))));
  return fc.tuple(variables, seldom(8, fc.constantFrom(...places))).map(([environment, place]) => {
    const { environment: more, ...files } = place as Place;
    return { environment: { ...environment, ...more }, ...files };
  });
}

function seldom<Value extends object>(
  weightOfNone: number,
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<Value | object> {
  return fc.oneof({ arbitrary: fc.constant({}), weight: weightOfNone }, { arbitrary: value, weight: 1 });
}

const keys: readonly Record<string, string>[] = [
  { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT', AWS_SECRET_ACCESS_KEY: 's' },
  { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 'T8' },
  { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT', AWS_SECRET_ACCESS_KEY: 's', AWS_SECURITY_TOKEN: 'T9' },
  {
    AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SECURITY_TOKEN: 'T9',
    AWS_SESSION_TOKEN: 'T8',
  },
  {
    AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_CREDENTIAL_EXPIRATION: '2001-01-01T00:00:00Z',
  },
  { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT' },
  { AWS_SECRET_ACCESS_KEY: 's' },
  { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
];

const machines: readonly Record<string, string>[] = [
  { AWS_CONTAINER_CREDENTIALS_FULL_URI: '@CLOUD@/container' },
  { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: '@CLOUD@/' },
  {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: '@CLOUD@/container',
    AWS_EC2_METADATA_DISABLED: 'false',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: '@CLOUD@/',
  },
];

const webIdentities: readonly Record<string, string>[] = [
  { AWS_WEB_IDENTITY_TOKEN_FILE: '@TOOLS@/token-a', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/env' },
  { AWS_WEB_IDENTITY_TOKEN_FILE: '@TOOLS@/token-a' },
  { AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/env' },
];

const places: readonly Place[] = [
  { configFile: 'c/config', environment: { AWS_CONFIG_FILE: '~/c/config' } },
  { configFile: 'c/config', environment: { AWS_CONFIG_FILE: '$HOME//c/config' } },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as a shell's variable.
  { configFile: 'c/config', environment: { AWS_CONFIG_FILE: '${HOME}/c/../c/config' } },
  { configFile: 'c/config', environment: { AWS_CONFIG_FILE: '@HOME@/c/config' } },
  { configFile: 'c/config', environment: { AWS_CONFIG_FILE: '$NOWHERE/c/config' } },
  { environment: { AWS_CONFIG_FILE: '' } },
  { environment: { AWS_CONFIG_FILE: '@HOME@/.aws' } },
  { credentialsFile: 'c/keys', environment: { AWS_SHARED_CREDENTIALS_FILE: '~/c/keys' } },
  { credentialsFile: 'c/keys', environment: { AWS_SHARED_CREDENTIALS_FILE: '$HOME//c/keys' } },
  { environment: { AWS_SHARED_CREDENTIALS_FILE: '' } },
  { environment: { AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_CONFIG_FILE: '~/.aws/config' } },
];
