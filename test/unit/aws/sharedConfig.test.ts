import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  awsConfigFile,
  awsCredentialsFile,
  hasAwsConfiguration,
  withAbsoluteFiles,
} from '../../../src/aws/awsFiles.js';
import { listProfiles as listAll, listRegions } from '../../../src/aws/profileList.js';
import { ask, failureIn, open } from './asking.js';
import { type AwsHome, enterAwsHome, markedKeys } from './awsHome.js';
import { type StubService, startStub } from './stubService.js';

const listProfiles = async () => (await listAll({})).profiles;
const keys = 'aws_access_key_id = AKIAFILE\naws_secret_access_key = secret\n';

describe('The AWS files', () => {
  let home: AwsHome;
  beforeEach(async () => {
    home = await enterAwsHome();
  });
  afterEach(() => home.leave());

  it('are where the environment says, else in the home folder', async () => {
    const { folder } = home;
    assert.equal(awsConfigFile({ HOME: folder }), path.join(folder, '.aws/config'));
    assert.equal(awsCredentialsFile({ USERPROFILE: folder }), path.join(folder, '.aws/credentials'));
    const named = {
      HOME: folder,
      AWS_CONFIG_FILE: '~/c',
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'd'),
    };
    assert.equal(awsConfigFile(named), path.join(folder, 'c'));
    assert.equal(awsCredentialsFile(named), path.join(folder, 'd'));
    assert.ok(path.isAbsolute(awsConfigFile({})));
  });

  it('are the same for a program that runs in another folder', () => {
    const { folder } = home;
    const named = {
      HOME: folder,
      AWS_CONFIG_FILE: 'here/config',
      AWS_SHARED_CREDENTIALS_FILE: '~/c',
      AWS_CA_BUNDLE: 'ca.pem',
    };
    assert.deepEqual(withAbsoluteFiles(named), {
      HOME: folder,
      AWS_CONFIG_FILE: path.resolve('here/config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'c'),
      AWS_CA_BUNDLE: path.resolve('ca.pem'),
    });
    for (const same of [
      { HOME: folder },
      { AWS_CONFIG_FILE: '', AWS_CA_BUNDLE: '' },
      { AWS_CONFIG_FILE: '/c' },
    ])
      assert.deepEqual(withAbsoluteFiles(same), same);
  });

  it('count as a configuration, and so does the environment', async () => {
    const { folder } = home;
    assert.equal(hasAwsConfiguration({ HOME: folder }), false);
    assert.equal(hasAwsConfiguration({ HOME: folder, AWS_PROFILE: 'x' }), true);
    assert.equal(hasAwsConfiguration({ HOME: folder, AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x' }), true);
    await home.credentials('');
    assert.equal(hasAwsConfiguration({ HOME: folder }), true);
  });

  it('list their profiles, each with its kind and account', async () => {
    await home.config(
      `[default]\nregion = eu-west-1\n` +
        '[profile dev] ; a comment\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://x/\n[services local]\nbackup =\n  endpoint_url = http://x\n' +
        '[profile "r"]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = k\nregion=us-west-2\n' +
        '[profile web]\nrole_arn = arn:aws:iam::444455556666:role/w\nweb_identity_token_file = /t\n' +
        '[profile program]\ncredential_process = /bin/x\n[profile desk]\nlogin_session = x\n',
    );
    await home.credentials(`[default]\n${keys}[k]\n${keys}aws_account_id = 999999999999\n`);
    assert.deepEqual(await listProfiles(), [
      { name: 'default', kind: 'keys', region: 'eu-west-1' },
      {
        name: 'dev',
        kind: 'sso',
        accountId: '111122223333',
        neededSignIn: { command: 'sso login', profile: 'dev' },
      },
      { name: 'r', kind: 'role', region: 'us-west-2', accountId: '444455556666' },
      { name: 'web', kind: 'webIdentity', accountId: '444455556666' },
      { name: 'program', kind: 'process', runsProgram: true },
      { name: 'desk', kind: 'login', neededSignIn: { command: 'login', profile: 'desk' } },
      { name: 'k', kind: 'keys', accountId: '999999999999' },
    ]);
  });

  it('and the cached tokens of the AWS CLI show which profiles need a sign-in', async () => {
    const sso = 'sso_account_id = 111122223333\nsso_role_name = Reader\n';
    await home.config(
      `[profile a]\nsso_session = corp\n${sso}[profile b]\nsso_session = corp\n${sso}` +
        '[profile role]\nrole_arn = arn:aws:iam::444455556666:role/r\nsource_profile = a\n' +
        `[profile old]\nsso_start_url = https://old/\nsso_region = us-east-1\n${sso}` +
        '[profile desk]\nlogin_session = arn:aws:sts::111122223333:assumed-role/a/b\n' +
        '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp/\n',
    );
    const needed = async () =>
      (await listProfiles()).flatMap(({ name, neededSignIn }) => (neededSignIn ? [name] : []));
    const cacheToken = (folder: string, name: string, token: unknown) =>
      home.write(path.join('.aws', folder, 'cache', `${name}.json`), JSON.stringify(token));
    const [past, future] = ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z'];
    const corp = createHash('sha1').update('corp').digest('hex');
    const old = createHash('sha1').update('https://old/').digest('hex');
    const desk = createHash('sha256').update('arn:aws:sts::111122223333:assumed-role/a/b').digest('hex');
    assert.deepEqual(await needed(), ['a', 'b', 'role', 'old', 'desk']);
    await cacheToken('sso', corp, { accessToken: 'x', expiresAt: future });
    await cacheToken('sso', old, { accessToken: 'x', expiresAt: past });
    await cacheToken('login', desk, { accessToken: { expiresAt: past }, refreshToken: 'r' });
    assert.deepEqual(await needed(), ['old']);
    const registered = { clientId: 'c', clientSecret: 's', refreshToken: 'r' };
    await cacheToken('sso', corp, { expiresAt: past, ...registered, registrationExpiresAt: future });
    await cacheToken('sso', old, 'no token at all');
    assert.deepEqual(await needed(), ['old'], 'a token that can be refreshed needs no sign-in');
    await cacheToken('sso', corp, { expiresAt: past, ...registered, registrationExpiresAt: past });
    assert.deepEqual(await needed(), ['a', 'b', 'role', 'old']);
  });

  it('are read on each call, and may be missing', async () => {
    assert.deepEqual(await listProfiles(), []);
    await home.config('[profile a]\nregion = us-east-1\n');
    assert.deepEqual(await listProfiles(), [{ name: 'a', kind: 'machine', region: 'us-east-1' }]);
    await home.config('[profile b]\nregion = us-east-1\n');
    assert.deepEqual(
      (await listProfiles()).map(({ name }) => name),
      ['b'],
    );
    home.set({ AWS_CONFIG_FILE: await home.write('elsewhere', '[profile c]\noutput = json\n') });
    assert.deepEqual(await listProfiles(), [{ name: 'c', kind: 'machine' }]);
  });

  it('may have comments, blank lines and continuation lines', async () => {
    await home.config('# x\n\n[profile a]\r\n  ; y\nregion = us-east-1\ns3 =\n  max = 3\n\t min = 1\n');
    assert.deepEqual(await listProfiles(), [{ name: 'a', kind: 'machine', region: 'us-east-1' }]);
  });

  it('are named if they cannot be read', async () => {
    for (const name of ['.aws/config', '.aws/credentials']) {
      await mkdir(path.join(home.folder, name), { recursive: true });
      const failure = await failureIn(listProfiles());
      assert.deepEqual([failure.kind, failure.remedy], ['configuration', 'editAwsConfig']);
      assert.equal(failure.detail, `${path.join(home.folder, name)}: EISDIR`);
      assert.deepEqual(await failureIn(open()), failure);
      await rm(path.join(home.folder, name), { recursive: true });
    }
  });

  it('are named with the line of an error, which is not quoted', async () => {
    const broken: readonly (readonly [text: string, line: number])[] = [
      ['[default]\naws_secret_access_key = x\nmarkedSecret\n', 3],
      ['markedSecret = 1\n[default]\n', 1],
      ['[default\nregion = markedSecret\n', 1],
      ['[default]\n= markedSecret', 2],
      [Buffer.from('[default]\nmarkedSecret = 1', 'utf16le').toString('latin1'), 1],
    ];
    for (const [text, line] of broken) {
      const file = await home.credentials(text);
      const failure = await failureIn(listProfiles());
      assert.deepEqual([failure.kind, failure.remedy], ['configuration', 'editAwsConfig']);
      assert.equal(failure.summary, `Error in line ${line} of credentials`);
      assert.ok(failure.detail.endsWith(`. (${file}, line ${line})`), failure.detail);
      assert.deepEqual(failure.place, { file, line });
      assert.doesNotMatch(JSON.stringify(failure), /markedSecret/);
    }
  });
});

describe('A connection', () => {
  let home: AwsHome;
  beforeEach(async () => {
    home = await enterAwsHome();
    home.set(markedKeys);
  });
  afterEach(() => home.leave());

  it('fails with the name of a profile or SSO session that does not exist', async () => {
    const chosen = await failureIn(open({ connection: { profile: 'nobody', region: 'us-east-1' } }));
    assert.deepEqual([chosen.kind, chosen.remedy], ['configuration', 'selectConnection']);
    assert.match(chosen.summary, /“nobody”/);
    home.set({ AWS_PROFILE: 'no-one' });
    assert.match((await failureIn(open())).summary, /“no-one”/);
    await home.config('[profile no-one]\nsso_session = missing\n');
    const session = await failureIn(open());
    assert.deepEqual([session.kind, session.remedy], ['configuration', 'editAwsConfig']);
    assert.match(session.detail, /\[sso-session missing\]/);
  });

  it('uses the selected region, else that of the environment, else that of the profile', async () => {
    await home.config('[default]\nregion = eu-west-1\n');
    const regionOf = async (region?: string) => (await open({ connection: { region } })).region;
    assert.equal(await regionOf(), 'eu-west-1');
    home.set({ AWS_DEFAULT_REGION: 'eu-west-2' });
    assert.equal(await regionOf(), 'eu-west-2');
    home.set({ AWS_REGION: 'eu-west-3' });
    assert.equal(await regionOf(), 'eu-west-3');
    assert.equal(await regionOf('eu-north-1'), 'eu-north-1');
  });

  it('needs a region with a valid name', async () => {
    const none = await failureIn(open({ connection: {} }));
    assert.deepEqual([none.kind, none.remedy], ['configuration', 'selectRegions']);
    for (const region of ['evil.example/', 'a@b', 'us-east-1#', 'US', '-', 'x'.repeat(64)]) {
      assert.equal((await failureIn(open({ connection: { region } }))).kind, 'configuration', region);
    }
  });

  it('offers the likely regions first, then those of their partition, without duplicates', async () => {
    await home.config('[profile cn]\nregion = cn-northwest-1\n');
    const { all: regions, configured } = await listRegions({ profile: 'cn' });
    assert.equal(configured, 'cn-northwest-1');
    assert.deepEqual(regions.slice(0, 3), ['cn-northwest-1', 'cn-north-1', 'us-east-1']);
    assert.equal(new Set(regions).size, regions.length);
    home.set({ AWS_REGION: 'us-moon-1' });
    const first = async (profile?: string) => (await listRegions({ profile })).all.slice(0, 2);
    assert.deepEqual(await first('cn'), ['cn-northwest-1', 'us-moon-1']);
    assert.deepEqual(await first(), ['us-moon-1', 'us-east-1']);
    assert.deepEqual(await first('nobody'), ['us-moon-1', 'us-east-1']);
    home.set({ AWS_PROFILE: 'cn', AWS_DEFAULT_PROFILE: 'other' });
    assert.deepEqual(await first(), ['us-moon-1', 'us-east-1']);
    await home.config('nonsense');
    assert.deepEqual(await first('cn'), ['us-moon-1', 'us-east-1']);
  });
});

describe('The endpoint of a connection', () => {
  let home: AwsHome;
  let stubs: StubService[];
  beforeEach(async () => {
    home = await enterAwsHome();
    stubs = await Promise.all([0, 1, 2, 3, 4].map(() => startStub()));
  });
  afterEach(async () => {
    await Promise.all(stubs.map((stub) => stub.close()));
    await home.leave();
  });

  const connection = { profile: 'p', region: 'us-east-1' };

  /** The index of the stub that gets the request. */
  async function answeringStub(): Promise<number> {
    const before = stubs.map(({ requests }) => requests.length);
    await ask({ connection });
    return stubs.findIndex(({ requests }, index) => requests.length > (before[index] ?? 0));
  }

  it('is the first of: variable of the service, general variable, services section, profile', async () => {
    const [url0 = '', url1 = '', url2 = '', url3 = '', url4 = ''] = stubs.map(({ url }) => url);
    const profile = `[profile p]\n${keys}endpoint_url = ${url0}\n[profile other]\nendpoint_url = ${url4}\n`;
    const section = `[services s]\nbackup =\n  endpoint_url = ${url1}\nsts =\n  endpoint_url = ${url4}\n`;
    home.set({ AWS_PROFILE: 'other' });
    await home.config(profile);
    assert.equal(await answeringStub(), 0);
    await home.config(`${profile.replace('[profile p]', '[profile p]\nservices = s')}${section}`);
    assert.equal(await answeringStub(), 1);
    home.set({ AWS_ENDPOINT_URL: url2 });
    assert.equal(await answeringStub(), 2);
    home.set({ AWS_ENDPOINT_URL_BACKUP: url3 });
    assert.equal(await answeringStub(), 3);
  });

  it('is never that of another profile, and AWS’s own if configured endpoints are ignored', async () => {
    const [url0 = '', url1 = ''] = stubs.map(({ url }) => url);
    // FIPS and a custom endpoint exclude each other, so this shows that no custom endpoint is used.
    await home.config(
      `[profile p]\n${keys}use_fips_endpoint = true\n[profile other]\nendpoint_url = ${url0}\n`,
    );
    home.set({ AWS_PROFILE: 'other' });
    const host = /backup-fips\.xx-nowhere-1\.amazonaws\.com/;
    const nowhere = { profile: 'p', region: 'xx-nowhere-1' };
    assert.match((await failureIn(ask({ connection: nowhere }))).summary, host);
    home.set({ AWS_ENDPOINT_URL: url1 });
    const both = await failureIn(ask({ connection: nowhere }));
    assert.deepEqual([both.kind, both.remedy], ['configuration', 'editAwsConfig']);
    home.set({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
    assert.match((await failureIn(ask({ connection: nowhere }))).summary, host);
    assert.ok(stubs.every(({ requests }) => requests.length === 0));
  });

  it('must be a URL, and its services section must exist', async () => {
    await home.config(`[profile p]\n${keys}services = missing\n`);
    assert.match((await failureIn(open({ connection }))).detail, /\[services missing\]/);
    await home.config(`[profile p]\n${keys}endpoint_url = localhost:4566\n`);
    const failure = await failureIn(open({ connection }));
    assert.deepEqual([failure.kind, failure.remedy], ['configuration', 'editAwsConfig']);
    assert.match(failure.detail, /“localhost:4566”/);
  });

  it('is shown without its user info in every failure', async () => {
    await home.config(`[profile p]\n${keys}`);
    const [url = ''] = stubs.map((stub) => stub.url);
    stubs[0]?.answerWith((outgoing) => outgoing.writeHead(404).end());
    const failures = [
      ['http://user:hunter2@127.0.0.1:9', 'http://127.0.0.1:9'],
      [url.replace('http://', 'http://user:hunter2@'), url],
      ['user:hunter2@127.0.0.1:9', '“127.0.0.1:9”'],
    ] as const;
    for (const [endpoint, shown] of failures) {
      const failure = JSON.stringify(await failureIn(ask({ connection, endpoint })));
      assert.ok(failure.includes(shown), failure);
      assert.doesNotMatch(failure, /hunter2/);
    }
  });
});
