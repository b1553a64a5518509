import assert from 'node:assert/strict';
import path from 'node:path';
import { Readable } from 'node:stream';
import { BackupClient } from '@aws-sdk/client-backup';
import { BackupJobSource } from '../../../src/aws/backupJobSource.js';
import { ssoTokenFile } from '../../../src/aws/credentials/cachedToken.js';
import { fetchContainerCredentials } from '../../../src/aws/credentials/containerCredentials.js';
import type { FetchContext } from '../../../src/aws/credentials/fetchContext.js';
import { requestOfMachine } from '../../../src/aws/credentials/machineRequest.js';
import { fetchProcessCredentials } from '../../../src/aws/credentials/processCredentials.js';
import { ssoAccessToken } from '../../../src/aws/credentials/ssoToken.js';
import { PagePacker } from '../../../src/aws/pagePacker.js';
import { PageReader } from '../../../src/aws/pageReader.js';
import { readBody } from '../../../src/aws/responseBody.js';
import { checkResponse } from '../../../src/aws/responseLimits.js';
import { type Credentials, SharedCredentials } from '../../../src/aws/sharedCredentials.js';
import { PageUnpacker } from '../../../src/jobs/packed/packedJob.js';
import { mockedTime } from '../mockedTime.js';
import { failureIn, open } from './asking.js';
import { markedKeys } from './awsHome.js';
import { inStubbedHome } from './stubbedHome.js';
import { awsError, hang, json, reset, type StubService, startStub } from './stubService.js';

const keys: Credentials = { accessKeyId: 'AKIDFAKE', secretAccessKey: 'fake' };
const { signal } = new AbortController();

describe('A credential service of this machine', () => {
  let stub: StubService;
  beforeEach(async () => {
    stub = await startStub();
  });
  afterEach(() => stub.close());

  const containerCredentials = (abortSignal = signal) =>
    fetchContainerCredentials({
      environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: stub.url },
      signal: abortSignal,
    } as Partial<FetchContext> as FetchContext);

  /** Advances a mocked time second by second until the work is done. */
  async function withMockedTime<Result>(work: () => Promise<Result>): Promise<Result> {
    const time = mockedTime();
    let isOver = false;
    try {
      const working = work().finally(() => {
        isOver = true;
      });
      working.catch(() => {});
      while (!isOver) await time.pass(1000);
      return await working;
    } finally {
      time.restore();
    }
  }

  it('gets three requests if it fails or breaks the connection, and one if it refuses', async () => {
    for (const [answer, requests] of [
      [json({}, 500), 3],
      [json({}, 503), 3],
      [reset, 3],
      [json({}, 499), 1],
      [json({}, 403), 1],
      [json('x'.repeat(64_001)), 1],
    ] as const) {
      const before = stub.requests.length;
      stub.answerWith(answer);
      await assert.rejects(withMockedTime(() => containerCredentials()));
      assert.equal(stub.requests.length - before, requests);
    }
  });

  it('gets no further request after an abort', async () => {
    stub.answerWith(json({}, 500));
    const cancel = new AbortController();
    const fetching = containerCredentials(cancel.signal);
    while (stub.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    cancel.abort();
    await assert.rejects(fetching);
    await assert.rejects(containerCredentials(AbortSignal.abort()));
    assert.equal(stub.requests.length, 1);
  });

  it('may send 64,000 characters, but not one more', async () => {
    const ask = () => requestOfMachine(new URL(stub.url), { method: 'GET', headers: {}, signal });
    stub.answerWith(json('x'.repeat(64_000)));
    assert.equal((await ask()).text.length, 64_000);
    stub.answerWith(json('x'.repeat(64_001)));
    await assert.rejects(ask(), { name: 'ResponseTooLargeError' });
  });
});

describe('A program that gives credentials', () => {
  it('may print a million characters, but not one more', async () => {
    const printed = JSON.stringify({ Version: 1, AccessKeyId: 'AKIDFAKE', SecretAccessKey: 'fake' });
    const fetch = (length: number) => {
      const script = `process.stdout.write(Buffer.from("${Buffer.from(printed).toString('hex')}", "hex") + " ".repeat(${length - printed.length}))`;
      return fetchProcessCredentials(
        { kind: 'process', profile: 'p', command: `'${process.execPath}' -e '${script}'` },
        {
          environment: {},
          files: { configFile: '', credentialsFile: '' },
          commands: [],
          signal,
        } as unknown as FetchContext,
      );
    };
    assert.deepEqual(await fetch(1_000_000), keys);
    assert.match((await failureIn(fetch(1_000_001))).detail, /more than a million/);
  });
});

describe('A page of jobs', () => {
  it('may have ten thousand jobs, but not one more', () => {
    const page = (count: number) => Buffer.from(`{"BackupJobs":[${'{},'.repeat(count - 1)}{}]}`);
    const packed = new PagePacker().pack(page(10_000));
    assert.ok(packed !== undefined);
    assert.equal(new PageUnpacker().unpack(packed).jobs.length, 10_000);
    assert.throws(() => new PagePacker().pack(page(10_001)), {
      name: 'RangeError',
      message: 'There are too many jobs in it',
    });
  });
});

describe('The body of a response', () => {
  it('may have exactly as many bytes as the limit, but not one more', async () => {
    const parserLimits = { bytes: 4, depth: 64, values: 100 };
    checkResponse(Buffer.from('[1] '), parserLimits);
    assert.throws(() => checkResponse(Buffer.from('[1]  '), parserLimits), { name: 'ResponseTooLargeError' });
    const limits = { idleMs: 1000, maxBytes: 4 };
    const body = (text: string) => Readable.from([...text].map((piece) => Buffer.from(piece)));
    assert.equal(String(await readBody(body('[1] '), limits)), '[1] ');
    await assert.rejects(readBody(body('[1]  '), limits), { name: 'ResponseTooLargeError' });
  });
});

describe('A source of jobs', () => {
  let stub: StubService;
  beforeEach(async () => {
    stub = await startStub();
  });
  afterEach(() => stub.close());

  function sourceOf(fetch: () => Promise<Credentials>) {
    const credentials = new SharedCredentials(fetch);
    const client = new BackupClient({
      region: 'us-east-1',
      endpoint: stub.url,
      credentials: credentials.provider,
    });
    return new BackupJobSource({
      client,
      credentials,
      pages: new PageReader('/nowhere'),
      timeouts: { connectMs: 5000, requestMs: 5000, totalMs: 20_000, credentialsMs: 50 },
      context: { region: 'us-east-1', profile: '' },
      log: () => {},
    });
  }

  it('fetches credentials again after a fetch that did not end', async () => {
    let fetches = 0;
    const source = sourceOf(() => (++fetches === 1 ? new Promise(() => {}) : Promise.resolve(keys)));
    assert.equal((await failureIn(source.listBackupJobs({}, { signal }))).kind, 'timeout');
    assert.deepEqual(await source.listBackupJobs({}, { signal }), { jobs: [] });
    assert.equal(fetches, 2);
    source.dispose();
  });

  it('reports an abort as “aborted”, whatever its reason', async () => {
    const source = sourceOf(() => Promise.resolve(keys));
    const reason = new Error('The tree shows something else');
    const before = await failureIn(source.listBackupJobs({}, { signal: AbortSignal.abort(reason) }));
    stub.answerWith(hang);
    const cancel = new AbortController();
    const asking = failureIn(source.describeBackupJob('a', cancel.signal));
    while (stub.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    cancel.abort(reason);
    assert.deepEqual([before.kind, (await asking).kind, stub.requests.length], ['aborted', 'aborted', 1]);
    source.dispose();
  });
});

describe('The requests of a connection', () => {
  const here = inStubbedHome();

  it('refresh the SSO token a quarter of an hour before it expires, and no earlier', async () => {
    const plan = {
      kind: 'sso',
      profile: 'dev',
      session: 'corp',
      startUrl: 'https://corp.awsapps.com/start',
      region: 'us-east-1',
      accountId: '111122223333',
      roleName: 'Reader',
    } as const;
    const client = new BackupClient({ region: 'us-east-1', credentials: keys });
    const context = {
      client,
      endpoints: { sso_oidc: here.stub.url },
      environment: { HOME: here.home.folder },
    };
    const file = ssoTokenFile(plan, context.environment);
    const minute = 60_000;
    for (const [minutes, accessToken] of [
      [16, 'old'],
      [14, 'new'],
      [4, 'new'],
      [-1, 'new'],
    ] as const) {
      const inFuture = (of: number) => new Date(Date.now() + of * minute).toISOString();
      await here.home.write(
        path.relative(here.home.folder, file),
        JSON.stringify({
          accessToken: 'old',
          expiresAt: inFuture(minutes),
          clientId: 'c',
          clientSecret: 's',
          refreshToken: 'r',
          registrationExpiresAt: inFuture(60),
        }),
      );
      here.stub.answerWith(json({ accessToken: 'new', expiresIn: 3600 }));
      const token = await ssoAccessToken(plan, context as Partial<FetchContext> as FetchContext);
      assert.equal(token.accessToken, accessToken, `${minutes} minutes`);
    }
    client.destroy();
  });

  it('are aborted with the connection, including the one to STS', async () => {
    here.home.set({ AWS_ENDPOINT_URL_STS: here.stub.url });
    here.stub.answerWith(hang);
    const { dispose, readIdentity } = await open();
    const reading = readIdentity?.(signal);
    while (here.stub.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    dispose();
    await assert.rejects(async () => reading);
  });

  it('ask STS again at once after a failure if the keys are new', async () => {
    const sts = await startStub();
    const file = (id: string) => `[default]\naws_access_key_id = ${id}\naws_secret_access_key = s\n`;
    for (const name of Object.keys(markedKeys)) delete process.env[name];
    here.home.set({ AWS_ENDPOINT_URL_STS: sts.url });
    await here.home.credentials(file('AKIAONE'));
    sts.answerWith(json({}, 500));
    const { dispose, readIdentity, source } = await open();
    const ask = async () => readIdentity?.(signal).catch(() => undefined);
    await source.listBackupJobs({}, { signal });
    await ask();
    await ask();
    assert.equal(sts.requests.length, 1, 'it rejects without a request right after a failure');
    await here.home.credentials(file('AKIATWO'));
    here.stub.answerWith(awsError('ExpiredTokenException', 403, ''), json({ BackupJobs: [] }));
    await source.listBackupJobs({}, { signal });
    await ask();
    assert.equal(sts.requests.length, 2);
    dispose();
    await sts.close();
  });
});
