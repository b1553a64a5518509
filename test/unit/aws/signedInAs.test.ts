import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { MfaRequest } from '../../../src/aws/credentials/credentials.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import {
  accounts,
  type CloudUnderTest,
  cloudConfig,
  device,
  startCloud,
  tokenFile,
  userKeys,
} from '../../cloud.js';
import { expiredToken, slow } from '../../service/faultKinds.js';
import { type AskOptions, failureIn, open } from './asking.js';
import { type AwsHome, enterAwsHome } from './awsHome.js';

const keys = `aws_access_key_id = ${userKeys.accessKeyId}\naws_secret_access_key = ${userKeys.secretAccessKey}\n`;
const role = (name: string) => `role_arn = arn:aws:iam::${accounts.role}:role/${name}\n`;

describe('The account of the jobs, over HTTP and with real AWS files', () => {
  let home: AwsHome;
  let cloud: CloudUnderTest;
  beforeEach(async () => {
    home = await enterAwsHome();
    cloud = await startCloud();
    home.set(cloud.environment);
    await home.config(cloudConfig);
  });
  afterEach(async () => {
    await cloud.close();
    await home.leave();
  });

  const { signal } = new AbortController();
  const jobsOf = async (source: JobSource) =>
    (await source.listBackupJobs({}, { signal })).jobs.map(({ AccountId }) => AccountId);
  const operations = () => cloud.requests.map(({ operation }) => operation);

  /** The account according to STS and that of the jobs, which must be the same. */
  async function accountOf(connection: NonNullable<AskOptions['connection']>, asking: AskOptions = {}) {
    const opened = await open({ ...asking, connection: { region: 'us-east-1', ...connection } });
    try {
      const [account] = await jobsOf(opened.source);
      const identity = await opened.readIdentity?.(signal);
      assert.equal(identity?.account, account);
      assert.ok(identity?.arn?.includes(`::${account}:`), identity?.arn);
      return account;
    } finally {
      opened.dispose();
    }
  }

  it('is right for keys, environment, a role, a chain of two roles, web identity, SSO and a program', async () => {
    const token = await home.write('web-token', 'web-token');
    await signedIn({ accessToken: 'good', expiresAt: '2099-01-01T00:00:00Z' });
    const program = await home.write(
      'keys.js',
      `console.log(${JSON.stringify(JSON.stringify({ Version: 1, AccessKeyId: userKeys.accessKeyId, SecretAccessKey: userKeys.secretAccessKey }))})`,
    );
    await home.config(
      `${cloudConfig.replace('~/web-token', token)}[profile program]\ncredential_process = "${process.execPath}" "${program}"\n` +
        `[profile behindSso]\n${role('reader')}source_profile = corp\n`,
    );
    assert.equal(await accountOf({ profile: 'keys' }), accounts.user);
    assert.equal(await accountOf({ profile: 'reader' }), accounts.role);
    assert.equal(await accountOf({ profile: 'chain' }), accounts.role);
    assert.equal(await accountOf({ profile: 'web' }), accounts.role);
    assert.equal(await accountOf({ profile: 'corp' }), accounts.sso);
    assert.equal(await accountOf({ profile: 'behindSso' }), accounts.role);
    assert.equal(await accountOf({ profile: 'program' }), accounts.user);
    home.set({ AWS_PROFILE: 'reader' });
    assert.equal(await accountOf({}), accounts.role, 'AWS_PROFILE, if no profile is selected');
    const { accessKeyId, secretAccessKey } = userKeys;
    home.set({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
    assert.equal(
      await accountOf({ isEnvironment: true }),
      accounts.user,
      'the keys of the environment, even if AWS_PROFILE is set',
    );
  });

  it('needs one fetch of credentials for several regions, which are read in parallel', async () => {
    const opened = await open({ connection: { profile: 'reader', regions: ['us-east-1', 'us-west-2'] } });
    const reading = opened.regions.map(async ({ region, source }) => [region, await jobsOf(source)]);
    assert.deepEqual(await Promise.all(reading), [
      ['us-east-1', [accounts.role]],
      ['us-west-2', [accounts.role]],
    ]);
    assert.deepEqual(operations().sort(), ['AssumeRole', 'ListBackupJobs', 'ListBackupJobs']);
    opened.dispose();
  });

  it('needs one MFA code for all waiting requests, and the prompt names device and role', async () => {
    const prompts: Omit<MfaRequest, 'signal'>[] = [];
    const regions = ['us-east-1', 'us-west-2'];
    const opened = await open({
      connection: { profile: 'mfa', regions },
      mfaCode: async ({ signal: _, ...request }) => {
        prompts.push(request);
        return device.code;
      },
    });
    const waiting = Array.from({ length: 20 }, (_, place) => opened.regions[place % 2]?.source);
    const all = await Promise.all(waiting.map((source) => source && jobsOf(source)));
    assert.ok(all.every((one) => one?.[0] === accounts.role));
    const roleArn = `arn:aws:iam::${accounts.role}:role/mfa`;
    assert.deepEqual(prompts, [{ serial: device.serial, profile: 'mfa', roleArn }]);
    opened.dispose();
  });

  it('needs a new MFA code after a wrong code or none, and closing the connection closes the prompt', async () => {
    const codes = [undefined, '000000', device.code];
    let promptSignal: AbortSignal | undefined;
    const connection = { profile: 'mfa', region: 'us-east-1' };
    const opened = await open({ connection, mfaCode: async () => codes.shift() });
    const both = () => Promise.all([1, 2].map(() => failureIn(jobsOf(opened.source))));
    const reported = (await both()).map(({ kind, summary }) => `${kind}: ${summary}`);
    assert.deepEqual(reported, Array(2).fill('credentials: The profile “mfa” needs an MFA code'));
    assert.equal((await both())[0]?.summary, 'The MFA code was not accepted');
    assert.deepEqual(await jobsOf(opened.source), [accounts.role]);
    opened.dispose();

    const waiting = await open({
      connection,
      mfaCode: (request) => {
        promptSignal = request.signal;
        return new Promise(() => {});
      },
    });
    const failure = failureIn(jobsOf(waiting.source));
    while (promptSignal === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    waiting.dispose();
    assert.equal((await failure).kind, 'aborted');
    assert.ok(promptSignal.aborted);
  });

  it('stays the same when credentials expire, because they are renewed silently', async () => {
    const { source, dispose } = await open({ connection: { profile: 'reader', region: 'us-east-1' } });
    assert.deepEqual(await jobsOf(source), [accounts.role]);
    cloud.pass(2 * 3_600_000);
    assert.deepEqual(await jobsOf(source), [accounts.role]);
    assert.deepEqual(operations(), [
      'AssumeRole',
      'ListBackupJobs',
      'ListBackupJobs',
      'AssumeRole',
      'ListBackupJobs',
    ]);
    dispose();
  });

  it('stays the same when credentials expire within a sweep, with no job lost or duplicated', async () => {
    await cloud.close();
    cloud = await startCloud({ userJobs: 4000 });
    home.set(cloud.environment);
    const { source, dispose } = await open({ connection: { profile: 'first', region: 'us-east-1' } });
    const pool = new JobPool({ source, pageSize: () => 100, sweepPageSize: 100 });
    const all = selectionOf({});
    let pages = 0;
    const onProgress = () => (++pages === 10 ? cloud.pass(2 * 3_600_000) : undefined);
    const outcome = await pool.loadAll(all, { signal, onProgress });
    const ids = pool
      .list(all)
      .jobs()
      .map(({ BackupJobId }) => BackupJobId);
    assert.deepEqual([outcome, ids.length, new Set(ids).size], [{ name: 'complete' }, 4000, 4000]);
    assert.equal(operations().filter((operation) => operation === 'AssumeRole').length, 2);
    dispose();
  });

  it('needs no new credentials if other regions accept them, because the region is not enabled', async () => {
    let prompts = 0;
    const opened = await open({
      connection: { profile: 'mfa', regions: ['us-east-1', 'me-south-1'] },
      mfaCode: async () => {
        prompts++;
        return device.code;
      },
    });
    const [good, disabled] = opened.regions;
    assert.deepEqual(await jobsOf(good.source), [accounts.role]);
    for (const _ of ['first', 'again']) {
      const failure = await failureIn(jobsOf(disabled?.source ?? good.source));
      assert.deepEqual([failure.kind, failure.remedy], ['accessDenied', 'selectRegions']);
      assert.equal(failure.summary, 'The region is not enabled');
    }
    assert.equal(prompts, 1);
    opened.dispose();
  });

  it('needs no new credentials in a region that is not enabled if a slower region accepts them later', async () => {
    await home.credentials(`[default]\n${keys}`);
    const opened = await open({ connection: { profile: 'default', regions: ['us-east-1', 'me-south-1'] } });
    const [good, disabled] = opened.regions;
    cloud.fail(slow(300), {
      where: ({ headers }) => headers['authorization']?.includes('/us-east-1/') === true,
    });
    const [failure, jobs] = await Promise.all([
      failureIn(jobsOf(disabled?.source ?? good.source)),
      jobsOf(good.source),
    ]);
    assert.deepEqual([failure.summary, jobs], ['The region is not enabled', [accounts.user]]);
    opened.dispose();
  });

  it('may change with new keys, and the connection reports that', async () => {
    await home.credentials(`[default]\n${keys}`);
    let newCredentials = 0;
    const opened = await open({ onNewCredentials: () => newCredentials++ });
    assert.deepEqual(await jobsOf(opened.source), [accounts.user]);
    cloud.fail(expiredToken, { operation: 'ListBackupJobs' });
    await home.credentials(`[default]\n${role('reader')}source_profile = keys\n`);
    assert.deepEqual(await jobsOf(opened.source), [accounts.role]);
    assert.equal(newCredentials, 1);
    assert.equal((await opened.readIdentity?.(signal))?.account, accounts.role);
    opened.dispose();
  });

  it('cannot change within a connection: nothing is signed if the files lead to other endpoints, another account or the role of the machine', async () => {
    delete process.env['AWS_ENDPOINT_URL'];
    const settings = (endpoint: string, own: string) => `[default]\nendpoint_url = ${endpoint}\n${own}`;
    const ofAccount = (account: string) => settings(cloud.url, `${keys}aws_account_id = ${account}\n`);
    for (const edited of [
      settings('https://lab.example', keys),
      settings(cloud.url, ''),
      ofAccount('999999999999'),
    ]) {
      await home.config(ofAccount(accounts.user));
      let changes = 0;
      let newCredentials = 0;
      const opened = await open({
        onNewCredentials: () => newCredentials++,
        onOtherSettings: () => changes++,
      });
      assert.deepEqual(await jobsOf(opened.source), [accounts.user]);
      cloud.fail(expiredToken, { operation: 'ListBackupJobs' });
      await home.config(edited);
      const before = cloud.requests.length;
      const failure = await failureIn(jobsOf(opened.source));
      assert.equal(failure.summary, 'The AWS settings of this connection have changed');
      assert.deepEqual([changes, newCredentials, cloud.requests.length - before], [1, 0, 1], edited);
      opened.dispose();
    }
  });

  it('is found with a refreshed SSO token, in two windows at once; without a refresh token it needs a sign-in', async () => {
    const cache = await signedIn({
      accessToken: 'old',
      expiresAt: '2020-01-01T00:00:00Z',
      refreshToken: 'refresh',
      clientId: 'client',
      clientSecret: 'secret',
      registrationExpiresAt: '2099-01-01T00:00:00Z',
    });
    const windows = await Promise.all(
      [1, 2].map(() => open({ connection: { profile: 'corp', region: 'us-east-1' } })),
    );
    assert.deepEqual(await Promise.all(windows.map(({ source }) => jobsOf(source))), [
      [accounts.sso],
      [accounts.sso],
    ]);
    assert.equal(operations().filter((operation) => operation === 'CreateToken').length, 1);
    assert.equal(JSON.parse(await readFile(cache, 'utf8')).accessToken, 'old+');

    await signedIn({ accessToken: 'expired', expiresAt: '2020-01-01T00:00:00Z' });
    const expired = await open({ connection: { profile: 'corp', region: 'us-east-1' } });
    const failure = await failureIn(jobsOf(expired.source));
    assert.deepEqual([failure.kind, failure.remedy], ['signInExpired', 'signIn']);
    await signedIn({ accessToken: 'good', expiresAt: '2099-01-01T00:00:00Z' });
    assert.deepEqual(await jobsOf(expired.source), [accounts.sso], 'works after a sign-in');
    for (const { dispose } of [...windows, expired]) dispose();
  });

  it('comes from the endpoint that is set for all services, whatever the environment and the files say', async () => {
    home.set({ AWS_ENDPOINT_URL_BACKUP: 'http://127.0.0.1:9', AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' });
    assert.equal(await accountOf({ profile: 'keys' }, { endpoint: cloud.url }), accounts.user);
    const failure = await failureIn(open({ endpoint: 'javascript:alert(1)' }));
    assert.deepEqual([failure.kind, failure.summary], ['configuration', 'The endpoint URL is not a URL']);
  });

  it('is found without sending the secret key, only a signature', async () => {
    const seen: string[] = [];
    const { source, readIdentity, dispose } = await open({
      connection: { profile: 'keys', region: 'us-east-1' },
    });
    await jobsOf(source);
    await readIdentity?.(signal);
    seen.push(...cloud.requests.map((request) => JSON.stringify(request)));
    assert.equal(seen.length, 2);
    assert.ok(seen.every((request) => request.includes(userKeys.accessKeyId)));
    assert.ok(seen.every((request) => !request.includes(userKeys.secretAccessKey)));
    dispose();
  });

  function signedIn(token: object): Promise<string> {
    return home.write(tokenFile, JSON.stringify(token));
  }
});
