import { type ExampleCase, environmentKeys, inContainer, keyPair, roleOf } from './exampleCase.js';

const webIdentity = {
  AWS_WEB_IDENTITY_TOKEN_FILE: '@TOOLS@/token-b',
  AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/env',
} as const;
const credentials = `[a]\n${keyPair('AKIAA')}[b]\n${keyPair('AKIAB')}[default]\n${keyPair('AKIADEFAULT')}`;
const missing = { error: 'could not be found' } as const;

/** Cases with variables of the environment. */
export const exampleEnvironments: readonly ExampleCase[] = [
  {
    title: 'AWS_PROFILE counts like a selected profile, before the keys of the environment',
    credentials,
    environment: { ...environmentKeys, AWS_PROFILE: 'a' },
    asks: [
      [
        null,
        { key: 'AKIAENVIRONMENT', own: 'AKIAA', why: 'The view names the profile: the README says so.' },
      ],
      ['a', 'AKIAA'],
      ['b', 'AKIAB'],
    ],
  },
  {
    title: 'AWS_DEFAULT_PROFILE names a profile',
    credentials,
    environment: { AWS_DEFAULT_PROFILE: 'b' },
    asks: [[null, 'AKIAB']],
  },
  {
    title: 'AWS_DEFAULT_PROFILE has precedence over AWS_PROFILE',
    credentials,
    environment: { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' },
    asks: [
      [null, { key: 'AKIAB', orNothing: 'Version 2 of the CLI uses AWS_PROFILE.' }],
      ['a', 'AKIAA'],
    ],
  },
  {
    title: 'the profile of AWS_PROFILE must exist even if the environment has keys',
    credentials,
    environment: { ...environmentKeys, AWS_PROFILE: 'nobody' },
    asks: [
      [null, missing],
      ['a', 'AKIAA'],
    ],
  },
  {
    title: 'an incomplete pair of keys in the environment does not fall back to others',
    credentials,
    environment: { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT' },
    asks: [
      [null, { error: 'Partial credentials' }],
      ['a', 'AKIAA'],
    ],
  },
  {
    title: 'a secret without a key, or an empty key, in the environment is ignored',
    credentials,
    environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: 'secret' },
    asks: [[null, 'AKIADEFAULT']],
  },
  {
    title: 'expired keys of the environment sign nothing',
    credentials,
    environment: { ...environmentKeys, AWS_CREDENTIAL_EXPIRATION: '2001-01-01T00:00:00Z' },
    asks: [
      [null, { error: 'expired' }],
      ['a', 'AKIAA'],
    ],
  },
  {
    title: 'keys of the environment sign until they expire',
    environment: { ...environmentKeys, AWS_CREDENTIAL_EXPIRATION: '2099-01-01T00:00:00Z' },
    asks: [[null, 'AKIAENVIRONMENT']],
  },
  {
    title: 'AWS_SECURITY_TOKEN belongs to the keys of the environment',
    environment: { ...environmentKeys, AWS_SECURITY_TOKEN: 'T1', AWS_SESSION_TOKEN: 'T2' },
    asks: [[null, 'AKIAENVIRONMENT+T1']],
  },
  {
    title: 'a web identity of the environment comes before the default keys, not before a selected profile',
    credentials,
    config: `[profile role]\n${roleOf('r')}[profile empty]\nregion = x\n`,
    environment: webIdentity,
    asks: [
      [null, 'WEB_env_BY_TOKENB+token'],
      ['a', 'AKIAA'],
      ['role', { error: 'Partial credentials' }],
      ['empty', { error: 'Unable to locate credentials' }],
    ],
  },
  {
    title: 'the role of the default profile comes before a web identity of the environment',
    credentials: `[a]\n${keyPair('AKIAA')}`,
    config: `[default]\n${roleOf('d', 'a')}`,
    environment: webIdentity,
    asks: [[null, 'ROLE_d_BY_AKIAA+token']],
  },
  {
    title: 'without files and a profile, the role of the machine signs',
    environment: inContainer,
    asks: [
      [null, 'CONTAINER+token'],
      ['default', missing],
    ],
  },
  {
    title: 'AWS_CONFIG_FILE may begin with ~',
    config: `[profile a]\n${keyPair('AKIAA')}`,
    configFile: 'c/config',
    environment: { AWS_CONFIG_FILE: '~/c/config' },
    profiles: ['a'],
    asks: [['a', 'AKIAA']],
  },
  {
    title: 'AWS_CONFIG_FILE may name $HOME',
    config: `[profile a]\n${keyPair('AKIAA')}`,
    environment: { AWS_CONFIG_FILE: '$HOME//.aws/config' },
    profiles: ['a'],
    asks: [['a', 'AKIAA']],
  },
  {
    title: 'AWS_SHARED_CREDENTIALS_FILE may name a variable in braces',
    credentials: `[a]\n${keyPair('AKIAA')}`,
    credentialsFile: 'c/keys',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a shell writes a variable.
    environment: { AWS_SHARED_CREDENTIALS_FILE: '${HOME}/c/keys' },
    profiles: ['a'],
    asks: [['a', 'AKIAA']],
  },
  {
    title: 'an empty AWS_CONFIG_FILE means no file',
    config: `[profile a]\n${keyPair('AKIAA')}`,
    environment: { AWS_CONFIG_FILE: '' },
    profiles: [],
    asks: [['a', missing]],
  },
];
