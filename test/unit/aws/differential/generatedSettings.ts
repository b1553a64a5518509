import fc from 'fast-check';

/** One line of a section. `@N@` in a value becomes a unique number. */
export interface Setting {
  readonly key: string;
  readonly value: string;
}

/** Settings that belong together: complete, incomplete, or with invalid values. */
export function fragments(names: readonly string[]): fc.Arbitrary<readonly Setting[]> {
  const source = fc.oneof(
    { arbitrary: fc.constantFrom(...names), weight: 10 },
    { arbitrary: fc.constantFrom('missing', '', 'default'), weight: 1 },
  );
  return fc.oneof(
    { arbitrary: keyPairs, weight: 32 },
    { arbitrary: source.map((name) => [role, set('source_profile', name)]), weight: 24 },
    { arbitrary: oddRoles(source), weight: 8 },
    { arbitrary: webIdentities, weight: 8 },
    { arbitrary: processes.map((program) => [set('credential_process', program)]), weight: 12 },
    { arbitrary: ssoSettings, weight: 12 },
    { arbitrary: fc.constantFrom(...plain), weight: 8 },
    { arbitrary: nested, weight: 1 },
  );
}

const id = set('aws_access_key_id', 'AKIA00000000000@N@');
const secret = set('aws_secret_access_key', 'secret/with+signs=');
const role = set('role_arn', 'arn:aws:iam::111122223333:role/r@N@');

const keyPairs = fc.oneof(
  { arbitrary: fc.constant([id, secret]), weight: 10 },
  {
    arbitrary: fc.constantFrom(
      [id, secret, set('aws_session_token', 'T1')],
      [id, secret, set('aws_security_token', 'T2')],
      [id, secret, set('aws_session_token', 'T1'), set('aws_security_token', 'T2')],
      [id, secret, set('aws_session_token', '')],
      [secret, id, set('aws_account_id', '111122223333')],
    ),
    weight: 3,
  },
  {
    arbitrary: fc.constantFrom(
      [id],
      [secret],
      [set('aws_session_token', 'T1')],
      [set('aws_access_key_id', ''), secret],
      [set('aws_access_key_id', 'AKIANOSECRET@N@'), set('aws_secret_access_key', '')],
      [set('aws_access_key', 'AKIATYPO'), secret],
    ),
    weight: 2,
  },
);

function oddRoles(source: fc.Arbitrary<string>): fc.Arbitrary<readonly Setting[]> {
  const from = (name: string) => [role, set('credential_source', name)];
  return fc.oneof(
    fc.constantFrom(
      from('Environment'),
      from('EcsContainer'),
      from('Ec2InstanceMetadata'),
      from('environment'),
      from('Moon'),
      from(''),
      [role],
      [set('credential_source', 'Environment')],
    ),
    source.chain((name) =>
      fc.constantFrom<readonly Setting[]>(
        [role, set('source_profil', name)],
        [set('source_profile', name)],
        [role, set('source_profile', name), set('credential_source', 'Environment')],
        [role, set('source_profile', name), set('external_id', 'xyz'), set('role_session_name', 'me')],
        [role, set('source_profile', name), set('duration_seconds', '900')],
        [role, set('source_profile', name), set('duration_seconds', 'long')],
        [role, set('source_profile', name), set('mfa_serial', 'arn:aws:iam::111122223333:mfa/me')],
        [set('role_arn', ''), set('source_profile', name)],
      ),
    ),
  );
}

const webIdentities = fc.constantFrom<readonly Setting[]>(
  [role, set('web_identity_token_file', '@TOOLS@/token-a')],
  [role, set('web_identity_token_file', '@TOOLS@/token-b')],
  [role, set('web_identity_token_file', '@TOOLS@/token-b'), set('role_session_name', 'web')],
  [role, set('web_identity_token_file', '@TOOLS@/nothing')],
  [set('web_identity_token_file', '@TOOLS@/token-a')],
  [set('web_identity_token_file', '')],
);

const processes = fc.oneof(
  { arbitrary: fc.constant('@TOOLS@/give P@N@'), weight: 4 },
  {
    arbitrary: fc.constantFrom(
      "sh -c 'true ; exec @TOOLS@/give P@N@'",
      '"@TOOLS@/with blank/give" P@N@',
      '@TOOLS@/with\\ blank/give P@N@',
      '@TOOLS@/give "P@N@"x\'y\'',
      '@TOOLS@/give P@N@ | cat',
      '@TOOLS@/give P@N@ # comment',
      '@TOOLS@/give $HOME',
      "@TOOLS@/give ''",
      '@TOOLS@/give "a\\"b\\$c"',
      '@TOOLS@/give *',
      '@TOOLS@/give $(echo P) `echo Q` &',
    ),
    weight: 4,
  },
  {
    arbitrary: fc.constantFrom(
      'true ; @TOOLS@/give P@N@',
      '@TOOLS@/fail',
      '@TOOLS@/nothing',
      '~/tools/give TILDE',
      '@TOOLS@/with blank/give P@N@',
      "@TOOLS@/give 'unbalanced",
      'A=1 @TOOLS@/give P@N@',
      '',
    ),
    weight: 2,
  },
);

const account = set('sso_account_id', '111122223333');
const portalRole = set('sso_role_name', 'Role@N@');
const portal = [set('sso_start_url', 'https://corp/'), set('sso_region', 'us-east-1')];
const ssoSettings = fc.constantFrom<readonly Setting[]>(
  [...portal, account, portalRole],
  [set('sso_session', 'corp'), account, portalRole],
  [set('sso_session', 'My Corp'), account, portalRole],
  [set('sso_session', 'corp'), ...portal, account, portalRole],
  [set('sso_session', 'missing'), account, portalRole],
  [set('sso_session', 'corp'), set('sso_region', 'eu-west-1'), account, portalRole],
  [set('sso_session', 'corp')],
  [set('sso_session', 'corp'), account],
  [set('sso_session', '')],
  [account, portalRole],
  [portalRole],
  portal,
  [set('sso_start_url', 'https://nobody/'), set('sso_region', 'us-east-1'), account, portalRole],
);

/** Nested settings in place of a value. */
const nested = fc
  .constantFrom(
    'aws_access_key_id',
    'aws_session_token',
    'credential_process',
    'credential_source',
    'external_id',
    'role_arn',
    'source_profile',
    'sso_role_name',
    'sso_session',
    'web_identity_token_file',
  )
  .map((name): readonly Setting[] => [set(name, '\n  a = b')]);

const plain: readonly (readonly Setting[])[] = [
  [set('region', 'eu-west-1')],
  [set('output', 'json'), set('cli_pager', '')],
  [set('region', 'eu-west-1'), set('s3', '\n  max_concurrent_requests = 20\n  payload_signing = x=y')],
  [set('s3', '\n  a = b\n\n  # c\n  C:d = e=f\n'), set('region', 'x')],
  [set('s3', '\n  a\u2028b = c\x85d=e')],
  [set('s3', '\n  no delimiter')],
  [set('__proto__', 'x')],
  [set('constructor', '100%(x)s %')],
  [set('login_session', 'arn:aws:sts::111122223333:assumed-role/a/b')],
  [set('note', 'x'.repeat(20_000))],
  [set('note', 'a = b : c [d] "e" \'f\' \0')],
  [set('İ', 'x'), set('ß', 'y')],
  [],
];

function set(key: string, value: string): Setting {
  return { key, value };
}
