import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fileSystem, { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import { type AskOptions, ask, failureIn, open } from '../asking.js';
import { type AwsHome, enterAwsHome } from '../awsHome.js';
import { awsError, hang, json, type StubService, startStub } from '../stubService.js';

const keysOf = (name: string) => `aws_access_key_id = AKIA${name}\naws_secret_access_key = secret\n`;
const roleCredentials = {
  accessKeyId: 'ASIASSO',
  secretAccessKey: 's',
  sessionToken: 't',
  expiration: 4_000_000_000_000,
};
const assumed =
  '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>' +
  '<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>' +
  '<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>';

describe('The credentials of a profile', () => {
  let home: AwsHome;
  let backup: StubService;
  let other: StubService;
  beforeEach(async () => {
    home = await enterAwsHome();
    backup = await startStub();
    other = await startStub();
    home.set({ AWS_ENDPOINT_URL_BACKUP: backup.url });
  });
  afterEach(async () => {
    await Promise.all([backup.close(), other.close()]);
    await home.leave();
  });

  const connection = (profile: string): AskOptions => ({ connection: { profile, region: 'us-east-1' } });

  async function signedBy(profile: string): Promise<string | undefined> {
    await ask(connection(profile));
    return keyOf(backup);
  }

  const token = (name: string) =>
    path.join('.aws/sso/cache', `${createHash('sha1').update(name).digest('hex')}.json`);

  it('need two reads of each AWS file, to connect and to fetch them, and the SDK reads none', async () => {
    home.set({ AWS_ENDPOINT_URL_STS: other.url, AWS_ENDPOINT_URL_SSO: other.url });
    await home.credentials(`[keys]\n${keysOf('KEYS')}`);
    await home.config(
      '[profile role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = keys\n' +
        '[profile sso]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp/\n',
    );
    await home.write(token('corp'), '{"accessToken":"x","expiresAt":"2099-01-01T00:00:00Z"}');
    const answers = {
      keys: undefined,
      role: (outgoing: { end(text: string): unknown }) => void outgoing.end(assumed),
      sso: json({ roleCredentials }),
    };
    for (const [profile, answer] of Object.entries(answers)) {
      if (answer !== undefined) other.answerWith(answer);
      const reads = await countReads(async () => {
        const { source, readIdentity } = await open(connection(profile));
        const seenBySdk = externalDataInterceptor.getFileRecord()[path.join(home.folder, '.aws/config')];
        assert.equal(await seenBySdk, '');
        const { signal } = new AbortController();
        await source.listBackupJobs({}, { signal });
        await readIdentity?.(signal).catch(() => undefined);
        source.dispose();
      });
      // Once to open the connection, and once to fetch credentials.
      assert.deepEqual(reads, { config: 2, credentials: 2 }, profile);
    }
  });

  it('of an SSO session with a quoted name are refreshed and saved for the AWS CLI', async () => {
    home.set({ AWS_ENDPOINT_URL_SSO: other.url, AWS_ENDPOINT_URL_SSO_OIDC: `${other.url}/oidc` });
    await home.config(
      "[profile 'My Account']\nsso_session = My Corp\nsso_account_id = 1\nsso_role_name = R\n" +
        "[sso-session 'My Corp']\nsso_region = us-east-1\nsso_start_url = https://corp/\n",
    );
    const registered = {
      clientId: 'c',
      clientSecret: 's',
      refreshToken: 'old',
      registrationExpiresAt: '2099-01-01T00:00:00UTC',
    };
    const before = { startUrl: 'https://corp/', accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z' };
    const file = await home.write(token('My Corp'), JSON.stringify({ ...before, ...registered }));
    other.answerWith(
      json({ accessToken: 'fresh', expiresIn: 3600, refreshToken: 'new', tokenType: 'Bearer' }),
      json({ roleCredentials }),
    );
    assert.equal(await signedBy('My Account'), 'ASIASSO');
    const [refresh, portal] = other.requests;
    assert.deepEqual(JSON.parse(refresh?.body ?? ''), {
      clientId: 'c',
      clientSecret: 's',
      refreshToken: 'old',
      grantType: 'refresh_token',
    });
    assert.deepEqual([refresh?.target, portal?.headers['x-amz-sso_bearer_token']], ['/oidc/token', 'fresh']);
    const { expiresAt, ...cached } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    assert.deepEqual(cached, {
      startUrl: before.startUrl,
      ...registered,
      accessToken: 'fresh',
      refreshToken: 'new',
    });
    assert.match(String(expiresAt), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('of an SSO session are used even if the token file cannot be replaced, and leave no other file', async () => {
    home.set({ AWS_ENDPOINT_URL_SSO: other.url, AWS_ENDPOINT_URL_SSO_OIDC: other.url });
    await home.config(
      '[profile p]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp/\n',
    );
    const registered = { clientId: 'c', clientSecret: 's', registrationExpiresAt: '2099-01-01T00:00:00Z' };
    const file = await home.write(
      token('corp'),
      JSON.stringify({ expiresAt: '2020-01-01T00:00:00Z', refreshToken: 'r', ...registered }),
    );
    // A folder cannot be replaced by a file, as a mount point cannot.
    other.answerWith(async (outgoing) => {
      await rm(file);
      await mkdir(file);
      outgoing.end('{"accessToken":"fresh","expiresIn":3600}');
    }, json({ roleCredentials }));
    assert.equal(await signedBy('p'), 'ASIASSO');
    assert.deepEqual(await readdir(path.dirname(file)), [path.basename(file)]);
  });

  it('need a new sign-in if the refresh is refused, but not if only the network fails', async () => {
    home.set({ AWS_ENDPOINT_URL_SSO: other.url, AWS_ENDPOINT_URL_SSO_OIDC: other.url });
    await home.config(
      '[profile p]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp/\n',
    );
    const registered = {
      clientId: 'c',
      clientSecret: 's',
      refreshToken: 'r',
      registrationExpiresAt: '2099-01-01T00:00:00Z',
    };
    await home.write(
      token('corp'),
      JSON.stringify({ accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z', ...registered }),
    );
    other.answerWith(awsError('InvalidGrantException', 400, ''));
    assert.equal((await failureIn(ask(connection('p')))).kind, 'signInExpired');
    await other.close();
    assert.equal((await failureIn(ask(connection('p')))).kind, 'network');
  });

  it('may come from a token whose expiry ends in “UTC”', async () => {
    home.set({ AWS_ENDPOINT_URL_SSO: other.url });
    await home.config(
      '[profile p]\nsso_account_id = 1\nsso_role_name = R\nsso_region = us-east-1\nsso_start_url = https://x/\n',
    );
    await home.write(token('https://x/'), '{"accessToken":"x","expiresAt":"2099-01-01T00:00:00UTC"}');
    other.answerWith(json({ roleCredentials }));
    assert.equal(await signedBy('p'), 'ASIASSO');
  });

  it('come from the endpoints of that profile, never from those of the default profile', async () => {
    delete process.env['AWS_ENDPOINT_URL_STS'];
    const lab = await startStub();
    await home.credentials(`[keys]\n${keysOf('KEYS')}`);
    await home.config(
      `[default]\nendpoint_url = ${lab.url}\n` +
        `[profile prod]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = keys\nservices = prod\n` +
        `[services prod]\nsts =\n  endpoint_url = ${other.url}\n`,
    );
    other.answerWith((outgoing) => void outgoing.end(assumed));
    assert.equal(await signedBy('prod'), 'ASIAROLE');
    assert.deepEqual([lab.requests.length, keyOf(other)], [0, 'AKIAKEYS']);
    await lab.close();
  });

  it('may come from a program with a long standard error, which runs in the home folder without a shell', async () => {
    const program = await home.write(
      'keys.js',
      `process.stderr.write('x'.repeat(3_000_000), () => console.log(JSON.stringify({
        Version: 1, AccessKeyId: 'AKIA' + process.argv[2] + (process.cwd() === ${JSON.stringify(home.folder)}), SecretAccessKey: 's' })))`,
    );
    await home.config(`[profile p]\ncredential_process = "${process.execPath}" ${program} 'A ;B$HOME' \n`);
    await ask(connection('p')).catch(() => undefined);
    assert.equal(keyOf(backup), 'AKIAA ;B$HOMEtrue');
  });

  it('of the machine come from the metadata service that the profile names, and only if nothing else is set', async () => {
    home.set({
      AWS_EC2_METADATA_DISABLED: 'false',
      AWS_ACCESS_KEY_ID: 'AKIAENV',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
    await home.config(
      `[profile p]\nec2_metadata_service_endpoint = ${other.url}\n[profile half]\naws_secret_access_key = x\nec2_metadata_service_endpoint = ${other.url}\n`,
    );
    const instanceCredentials = {
      AccessKeyId: 'ASIAINSTANCE',
      SecretAccessKey: 's',
      Token: 't',
      Expiration: '2099-01-01T00:00:00Z',
    };
    const textResponse = (text: string) => (outgoing: { end(text: string): unknown }) =>
      void outgoing.end(text);
    other.answerWith(
      textResponse('token'),
      textResponse('role-name'),
      json({ Code: 'Success', ...instanceCredentials }),
    );
    const opened = await open(connection('p'));
    await opened.source.listBackupJobs({}, { signal: new AbortController().signal });
    opened.source.dispose();
    assert.deepEqual([keyOf(backup), opened.usesMachineRole], ['ASIAINSTANCE', true]);
    const failure = await failureIn(ask(connection('half')));
    assert.deepEqual(
      [failure.kind, failure.place],
      ['configuration', { file: path.join(home.folder, '.aws/config'), line: 3 }],
    );
    await home.write('.boto', '[Credentials]\naws_access_key_id = AKIABOTO\naws_secret_access_key = x\n');
    assert.match((await failureIn(ask(connection('p')))).detail, /\.boto/);
    assert.equal(backup.requests.length, 1, 'nothing else was signed');
  });

  it('of an instance need no token if the service does not respond to the token request, unless that is disabled', async () => {
    home.set({ AWS_EC2_METADATA_DISABLED: 'false' });
    await home.config(
      `[profile p]\nec2_metadata_service_endpoint = ${other.url}\n` +
        `[profile strict]\nec2_metadata_service_endpoint = ${other.url}\nec2_metadata_v1_disabled = true\n`,
    );
    const instanceCredentials = { AccessKeyId: 'ASIAV1', SecretAccessKey: 's', Token: 't' };
    // In a container, the first request may get no response, because its packets may not be routed that far.
    other.answerWith(
      hang,
      (outgoing) => void outgoing.end('role-name'),
      (outgoing) =>
        void outgoing.end(JSON.stringify({ ...instanceCredentials, Expiration: '2099-01-01T00:00:00Z' })),
    );
    assert.equal(await signedBy('p'), 'ASIAV1');
    other.answerWith(hang);
    const { kind } = await failureIn(ask(connection('strict')));
    assert.deepEqual([kind, other.requests.length, backup.requests.length], ['credentials', 4, 1]);
  });

  it('of a console sign-in are those that the AWS CLI would use, or none', async () => {
    const session = 'arn:aws:iam::111122223333:user/a';
    const login = (name: string) => `${createHash('sha256').update(name).digest('hex')}.json`;
    const cached = JSON.stringify({
      accessToken: {
        accessKeyId: 'ASIALOGIN',
        secretAccessKey: 's',
        sessionToken: 't',
        accountId: '111122223333',
        expiresAt: '2099-01-01T00:00:00Z',
      },
      clientId: 'c',
      refreshToken: 'r',
      dpopKey: 'k',
    });
    await home.write(path.join('.aws/login/cache', login(session)), cached);
    await home.config(
      `[profile p]\nlogin_session = ${session}\n` +
        `[profile lines]\nlogin_session = other\n  login_session = ${session}\n` +
        `[profile mark]\nlogin_session = \ufeff${session}\n` +
        `[profile comment]\nlogin_session = ${session} # other\n`,
    );
    assert.equal(await signedBy('p'), 'ASIALOGIN');
    for (const profile of ['lines', 'mark', 'comment'])
      assert.match((await failureIn(ask(connection(profile)))).detail, /login_session/, profile);
    await home.write(path.join('$FOLDER', login(session)), cached);
    home.set({ FOLDER: 'elsewhere', AWS_LOGIN_CACHE_DIRECTORY: path.join(home.folder, '$FOLDER') });
    assert.match((await failureIn(ask(connection('p')))).detail, /AWS_LOGIN_CACHE_DIRECTORY/);
    assert.equal(backup.requests.length, 1, 'nothing else was signed');
  });

  it('are none if the environment names two profiles', async () => {
    await home.credentials(`[a]\n${keysOf('A')}[b]\n${keysOf('B')}`);
    home.set({ AWS_DEFAULT_PROFILE: 'a' });
    await ask();
    assert.equal(keyOf(backup), 'AKIAA');
    home.set({ AWS_PROFILE: 'b' });
    const failure = await failureIn(ask());
    assert.deepEqual([failure.kind, failure.remedy], ['configuration', 'selectConnection']);
    assert.equal(await signedBy('b'), 'AKIAB');
  });

  it('are looked up only in the files that the environment names', async () => {
    const details: unknown[] = [];
    for (const variable of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) {
      home.set({ [variable]: '' });
      const { detail, summary } = await failureIn(ask(connection('nobody')));
      details.push([summary, detail]);
    }
    const summary = 'The AWS profile “nobody” does not exist';
    const file = path.join(home.folder, '.aws', 'credentials');
    assert.deepEqual(details, [
      [summary, `It is not in ${file}. No other file is read: AWS_CONFIG_FILE is empty.`],
      [summary, 'No file is read: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE are empty.'],
    ]);
  });

  it('fail with an accurate reason if they are missing', async () => {
    home.set({ AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'x' });
    await home.config('[profile empty]\n[profile q]\nregion = us-east-1\n');
    for (const profile of ['empty', 'q']) {
      const { detail } = await failureIn(ask(connection(profile)));
      assert.equal(
        detail,
        `The profile “${profile}” has none, and this machine has no role. The environment’s keys do not count for a named profile.`,
      );
    }
  });
});

/** The access key that signed the last request. */
function keyOf(stub: StubService): string | undefined {
  return /Credential=(.*?)\/\d{8}\//.exec(stub.requests.at(-1)?.headers.authorization ?? '')?.[1];
}

/** Counts the reads of the AWS files during some work. */
async function countReads(work: () => Promise<void>) {
  const reads: Record<string, number> = {};
  const { readFile: original } = fileSystem;
  const counting = (...args: Parameters<typeof original>) => {
    const name = path.basename(String(args[0]));
    if (/^(config|credentials)$/.test(name)) reads[name] = (reads[name] ?? 0) + 1;
    return original(...args);
  };
  fileSystem.readFile = counting as typeof original;
  try {
    await work();
  } finally {
    fileSystem.readFile = original;
  }
  return reads;
}
