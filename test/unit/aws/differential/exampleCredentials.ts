import {
  type ExampleCase,
  environmentKeys,
  inContainer,
  keyPair,
  machineRole,
  roleOf,
} from './exampleCase.js';

const partial = { error: 'Partial credentials' } as const;
const machine = { key: 'CONTAINER+token', orNothing: machineRole } as const;
const process = (name: string) => `credential_process = @TOOLS@/give ${name}\n`;
const web = 'web_identity_token_file = @TOOLS@/token-a\n';
const portalRole = 'sso_account_id = 1\nsso_role_name = R\n';
const portal = 'sso_start_url = https://corp/\nsso_region = us-east-1\n';
const session = `[sso-session corp]\n${portal}[sso-session 'My Corp']\nsso_start_url = https://my-corp/\nsso_region = us-east-1\n`;

/** Which credentials sign the requests of a profile. */
export const exampleCredentials: readonly ExampleCase[] = [
  {
    title: 'incomplete credentials do not fall back to those of the machine',
    config:
      `[profile role]\n${roleOf('r')}[profile typo]\n${roleOf('r')}source_profil = k\n[profile id]\naws_access_key_id = AKIAHALF\n` +
      `[profile web]\n${web}[profile sso]\nsso_account_id = 1\n[profile process]\ncredential_process =\n` +
      `[profile k]\n${keyPair('AKIAK')}`,
    environment: inContainer,
    asks: [
      ['role', partial],
      ['typo', partial],
      ['id', partial],
      ['web', { error: 'no role ARN' }],
      ['sso', { error: 'missing required configuration' }],
      ['process', { error: 'list index out of range' }],
    ],
  },
  {
    title: 'a profile without credential settings uses the role of the machine',
    config:
      `[profile empty]\nregion = x\n[profile secret]\naws_secret_access_key = x\n[profile source]\nsource_profile = k\n` +
      `[profile from]\ncredential_source = Environment\n[profile portal]\n${portal}[profile web]\nweb_identity_token_file =\n` +
      `[profile k]\n${keyPair('AKIAK')}[k2]\n${keyPair('AKIAK2')}`,
    credentials: '[k2]\nregion = x\n',
    environment: inContainer,
    asks: [
      ['empty', machine],
      ['secret', machine],
      ['source', machine],
      ['from', machine],
      ['portal', machine],
      ['web', machine],
      ['k2', machine],
    ],
  },
  {
    title: 'both keys of a pair must be in one file',
    config:
      `[profile id]\naws_access_key_id = AKIA1\n[profile secret]\naws_secret_access_key = secret\n` +
      `[profile both]\n${keyPair('AKIACONFIG')}aws_session_token = T\n[profile half]\n${keyPair('AKIAWHOLE')}[profile less]\n${keyPair('AKIALESS')}`,
    credentials:
      `[id]\naws_secret_access_key = secret\n[secret]\naws_access_key_id = AKIA2\n` +
      `[both]\n${keyPair('AKIACREDENTIALS')}[half]\naws_secret_access_key = other\n[less]\naws_access_key_id = AKIA3\n`,
    asks: [
      ['id', partial],
      ['secret', partial],
      ['both', 'AKIACREDENTIALS'],
      ['half', 'AKIAWHOLE'],
      ['less', partial],
    ],
  },
  {
    title: 'the first kind of credentials in the order of the CLI is used',
    config:
      `${session}[profile k]\n${keyPair('AKIAK')}[profile role]\n${roleOf('r', 'k')}${keyPair('AKIA1')}${process('P1')}` +
      `[profile web]\n${roleOf('w', 'k')}${web}${keyPair('AKIA2')}[profile no-web]\n${roleOf('n', 'k')}web_identity_token_file =\n${keyPair('AKIA3')}` +
      `[profile sso]\nsso_session = corp\n${portalRole}${keyPair('AKIA4')}${process('P4')}[profile process]\n${keyPair('AKIA5')}${process('P5')}` +
      `[profile keys]\n${process('P6')}[profile alone]\n${roleOf('a')}${keyPair('AKIA7')}`,
    credentials: `[keys]\n${keyPair('AKIA6')}`,
    environment: { ...environmentKeys, ...inContainer },
    asks: [
      ['role', 'ROLE_r_BY_AKIAK+token'],
      ['web', 'WEB_w_BY_TOKENA+token'],
      ['no-web', 'AKIA3'],
      ['sso', 'SSO_1_R_SSOTOKEN+token'],
      ['process', 'PROCESS_P5+t'],
      ['keys', 'AKIA6'],
      ['alone', partial],
    ],
  },
  {
    title: 'a role is assumed with the credentials of its source profile',
    config:
      `[profile k]\n${keyPair('AKIAK')}[profile one]\n${roleOf('one', 'two')}[profile two]\n${roleOf('two', 'k')}` +
      `[profile own]\n${roleOf('own', 'own')}${keyPair('AKIAOWN')}[profile of-own]\n${roleOf('of', 'two-keys')}[profile two-keys]\n${roleOf('x', 'k')}${keyPair('AKIATWO')}` +
      `[profile of-process]\n${roleOf('p', 'process')}[profile process]\n${process('P')}[profile of-web]\n${roleOf('w', 'web')}[profile web]\n${roleOf('web')}${web}` +
      `[profile lost]\n${roleOf('l', 'nobody')}[profile of-empty]\n${roleOf('e', 'empty')}[profile empty]\nregion = x\n` +
      `[profile two-sources]\n${roleOf('t', 'k')}credential_source = Environment\n[profile no-source]\n${roleOf('s', '')}`,
    environment: inContainer,
    asks: [
      ['one', 'ROLE_one_BY_ROLE_two_BY_AKIAK+token+token'],
      ['own', 'ROLE_own_BY_AKIAOWN+token'],
      ['of-own', 'ROLE_of_BY_AKIATWO+token'],
      ['of-process', 'ROLE_p_BY_PROCESS_P+t+token'],
      ['of-web', 'ROLE_w_BY_WEB_web_BY_TOKENA+token+token'],
      ['lost', { error: 'does not exist' }],
      ['of-empty', { error: 'must have credentials' }],
      ['two-sources', { error: 'contains both' }],
      ['no-source', { error: 'does not exist' }],
    ],
  },
  {
    title: 'a loop of source profiles is an error, unless the source profile has keys',
    config:
      `[profile a]\n${roleOf('a', 'b')}[profile b]\n${roleOf('b', 'a')}[profile self]\n${roleOf('s', 'self')}` +
      `[profile c]\n${roleOf('c', 'd')}[profile d]\n${roleOf('d', 'c')}${keyPair('AKIAD')}`,
    asks: [
      ['a', { error: 'Infinite loop' }],
      ['self', { error: 'Infinite loop' }],
      ['c', 'ROLE_c_BY_AKIAD+token'],
      ['d', { error: 'Infinite loop' }],
    ],
  },
  {
    title: 'a role is assumed with the credential_source of its profile',
    config:
      `[profile environment]\n${roleOf('e')}credential_source = Environment\n[profile container]\n${roleOf('c')}credential_source = EcsContainer\n` +
      `[profile instance]\n${roleOf('i')}credential_source = Ec2InstanceMetadata\n[profile lower]\n${roleOf('l')}credential_source = environment\n` +
      `[profile other]\n${roleOf('o')}credential_source = Moon\n`,
    environment: {
      ...environmentKeys,
      ...inContainer,
      AWS_EC2_METADATA_DISABLED: 'false',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: '@CLOUD@',
    },
    asks: [
      ['environment', 'ROLE_e_BY_AKIAENVIRONMENT+token'],
      ['container', 'ROLE_c_BY_CONTAINER+token+token'],
      ['instance', 'ROLE_i_BY_INSTANCE+token+token'],
      ['lower', { error: 'is not valid' }],
      ['other', { error: 'is not valid' }],
    ],
  },
  {
    title: 'an SSO session is found by its name',
    config:
      `${session}[profile a]\nsso_session = My Corp\n${portalRole}[profile b]\nsso_session = nobody\n${portalRole}` +
      `[profile c]\n${portal}${portalRole}[profile d]\nsso_session = nobody\n${keyPair('AKIAD')}[profile e]\nsso_session = corp\n${keyPair('AKIAE')}` +
      `[profile f]\nsso_session = corp\n${portalRole}sso_region = eu-west-1\n` +
      `[profile g]\nsso_session = nobody\n${roleOf('g', 'e')}[profile h]\nsso_session = nobody\n${roleOf('h')}${web}`,
    asks: [
      ['a', 'SSO_1_R_SSOTOKEN+token'],
      ['b', { error: 'does not exist' }],
      ['c', 'SSO_1_R_SSOTOKEN+token'],
      ['d', { error: 'does not exist' }],
      ['e', 'AKIAE'],
      ['f', { error: 'inconsistent' }],
      ['g', { error: 'does not exist' }],
      ['h', { error: 'does not exist' }],
    ],
  },
  {
    title: 'a credential process is run without a shell',
    config:
      `[profile shell]\ncredential_process = sh -c 'true ; exec @TOOLS@/give SHELL'\n[profile quoted]\ncredential_process = "@TOOLS@/with blank/give" QUOTED\n` +
      `[profile escaped]\ncredential_process = @TOOLS@/with\\ blank/give ESCAPED\n[profile pipe]\n${process('PIPE | cat')}` +
      `[profile variable]\n${process('$HOME')}[profile semicolon]\ncredential_process = true ; @TOOLS@/give SEMICOLON\n` +
      `[profile loud]\ncredential_process = @TOOLS@/give-loudly LOUD\n[profile fails]\ncredential_process = @TOOLS@/fail\n` +
      `[profile open]\n${process("'x")}[profile tilde]\ncredential_process = ~/tools/give TILDE\n[profile lines]\n${process('\n  LINES')}`,
    environment: inContainer,
    asks: [
      ['shell', 'PROCESS_SHELL+t'],
      ['quoted', 'PROCESS_QUOTED+t'],
      ['escaped', 'PROCESS_ESCAPED+t'],
      ['pipe', 'PROCESS_PIPE+t'],
      ['variable', 'PROCESS_$HOME+t'],
      ['semicolon', { error: 'Expecting value' }],
      ['loud', 'PROCESS_LOUD+t'],
      ['fails', { error: 'no credentials today' }],
      ['open', { error: 'No closing quotation' }],
      ['tilde', { error: 'No such file' }],
      ['lines', 'PROCESS_LINES+t'],
    ],
  },
  {
    title: 'the security token has precedence over the session token',
    credentials:
      `[a]\n${keyPair('AKIAA')}aws_security_token = T1\n[b]\n${keyPair('AKIAB')}aws_session_token = T2\naws_security_token = T1\n` +
      `[c]\n${keyPair('AKIAC')}aws_session_token = T2\n`,
    asks: [
      ['a', 'AKIAA+T1'],
      ['b', 'AKIAB+T1'],
      ['c', 'AKIAC+T2'],
    ],
  },
];
