import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { RequestLogEntry } from '../../../src/aws/requestLog.js';
import type { FailureKind } from '../../../src/jobs/jobSource.js';
import { ask, failureIn, open } from './asking.js';
import { plain } from './plainPage.js';
import { selfSignedCertificate } from './selfSignedCertificate.js';
import { inStubbedHome } from './stubbedHome.js';
import { cut, hang, json, reset, stall, startStub } from './stubService.js';

const short = { connectMs: 1000, requestMs: 60, totalMs: 5000, credentialsMs: 5000 };
/** Long enough that a request fails for another reason first, even on a busy machine. */
const long = { connectMs: 20_000, requestMs: 20_000, totalMs: 60_000, credentialsMs: 20_000 };

describe('A request over the network', () => {
  const here = inStubbedHome();

  async function failsAs(
    kind: FailureKind,
    text: RegExp,
    timeouts = kind === 'timeout' ? short : long,
  ): Promise<void> {
    const failure = await failureIn(ask({ timeouts }));
    assert.deepEqual([failure.kind, failure.remedy], [kind, 'retry']);
    assert.match(`${failure.summary}\n${failure.detail}`, text);
  }

  it('times out without a response', async () => {
    here.stub.answerWith(hang);
    await failsAs('timeout', /took too long/);
  });

  it('times out if the response stalls, whether success or error', async () => {
    here.stub.answerWith(stall(200));
    await failsAs('timeout', /took too long/);
    here.stub.answerWith(stall(500));
    await failsAs('timeout', /took too long/);
  });

  it('waits for a slow response', async () => {
    here.stub.answerWith((outgoing) => {
      const pieces = [...'{"BackupJobs": [ ]}'];
      outgoing.writeHead(200);
      const drip = setInterval(() => {
        outgoing.write(pieces.shift());
        if (pieces.length > 0) return;
        clearInterval(drip);
        outgoing.end();
      }, 30);
    });
    assert.deepEqual(await ask({ timeouts: { ...short, requestMs: 350 } }), { jobs: [] });
  });

  it('times out if the response trickles forever', async () => {
    here.stub.answerWith((outgoing) => {
      outgoing.writeHead(200);
      const drip = setInterval(() => outgoing.write(' '), 10);
      outgoing.once('close', () => clearInterval(drip));
    });
    await failsAs('timeout', /took too long/, { ...short, totalMs: 300 });
  });

  it('has one time limit for all attempts', async () => {
    here.home.set({ AWS_MAX_ATTEMPTS: '1000' });
    here.stub.answerWith(reset);
    await failsAs('timeout', /took too long/, { ...short, totalMs: 300 });
  });

  it('reports a connection that breaks before or within the response', async () => {
    for (const broken of [reset, cut]) {
      here.stub.answerWith(broken);
      await failsAs('network', /connection was lost/);
    }
  });

  it('is retried after a break, a stall or an error, as often as AWS_MAX_ATTEMPTS says', async () => {
    here.home.set({ AWS_MAX_ATTEMPTS: '4' });
    const log: RequestLogEntry[] = [];
    const busy = json({ message: 'Slow down', __type: 'ThrottlingException' }, 400);
    here.stub.answerWith(reset, cut, busy, json({ BackupJobs: [{ BackupJobId: 'job' }] }));
    assert.deepEqual(plain(await ask({ log })), plain({ jobs: [{ BackupJobId: 'job' }] }));
    here.stub.answerWith(stall(200), hang, json({ BackupJobs: [] }));
    assert.deepEqual(await ask({ log, timeouts: { requestMs: 300 } }), { jobs: [] });
    assert.deepEqual(
      log.map(({ attempts, count }) => [attempts, count]),
      [
        [4, 1],
        [3, 0],
      ],
    );
  });

  it('is retried as often as the profile says', async () => {
    delete process.env['AWS_MAX_ATTEMPTS'];
    await here.home.config(
      '[profile twice]\nmax_attempts = 2\naws_access_key_id = A\naws_secret_access_key = B',
    );
    const log: RequestLogEntry[] = [];
    here.stub.answerWith(reset);
    await failureIn(ask({ connection: { profile: 'twice', region: 'us-east-1' }, log }));
    assert.equal(here.stub.requests.length, 2);
    assert.equal(log[0]?.attempts, 2);
  });

  it('reports a refused connection, with its address', async () => {
    await here.stub.close();
    await failsAs('network', new RegExp(`Could not connect to 127.0.0.1:\\d+ .*${here.stub.url}`));
  });

  it('reports a host that does not exist', async () => {
    here.home.set({ AWS_ENDPOINT_URL_BACKUP: 'https://backup.nowhere.invalid' });
    await failsAs('network', /Host not found: backup\.nowhere\.invalid/);
  });

  it('reports a server without HTTP, and a server with unexpected TLS', async () => {
    const babble = createServer((socket) => socket.end('220 smtp.example.org ESMTP\r\n'));
    await new Promise<void>((resolve) => babble.listen(0, '127.0.0.1', resolve));
    const address = babble.address();
    assert.ok(typeof address === 'object' && address !== null);
    for (const scheme of ['http', 'https']) {
      here.home.set({ AWS_ENDPOINT_URL_BACKUP: `${scheme}://127.0.0.1:${address.port}` });
      const failure = await failureIn(ask());
      assert.deepEqual([failure.kind, failure.remedy], ['network', 'openEndpointSetting']);
    }
    const failureOfSetting = await failureIn(ask({ endpoint: `http://127.0.0.1:${address.port}` }));
    assert.deepEqual([failureOfSetting.kind, failureOfSetting.remedy], ['network', 'openEndpointSetting']);
    babble.close();
  });

  it('reports certificates that are not trusted or have expired, and trusts AWS_CA_BUNDLE', async () => {
    const good = selfSignedCertificate(new Date('2120-01-01'));
    const trusted = await startStub(good);
    here.home.set({ AWS_ENDPOINT_URL_BACKUP: trusted.url });
    const failure = await failureIn(ask());
    assert.deepEqual([failure.kind, failure.remedy], ['network', 'editAwsConfig']);
    assert.match(
      `${failure.summary}\n${failure.detail}`,
      /not trusted\n.* of the configured endpoint https:.* ca_bundle .*AWS_CA_BUNDLE.*NODE_EXTRA_CA_CERTS/,
    );
    const other = selfSignedCertificate(new Date('2120-01-01'));
    here.home.set({ AWS_CA_BUNDLE: await here.home.write('other.pem', other.cert) });
    // The variable has precedence over the file.
    await failsAs('network', /not trusted\n.*AWS_CA_BUNDLE/);
    here.home.set({ AWS_CA_BUNDLE: await here.home.write('roots.pem', good.cert) });
    assert.deepEqual(await ask(), { jobs: [] });
    await trusted.close();

    const old = selfSignedCertificate(new Date('2021-01-01'));
    const expired = await startStub(old);
    here.home.set({
      AWS_ENDPOINT_URL_BACKUP: expired.url,
      AWS_CA_BUNDLE: await here.home.write('old.pem', old.cert),
    });
    await failsAs('network', /not valid\n.*CERT_HAS_EXPIRED.* of the configured endpoint https:/);
    await expired.close();

    const unreadable = async () => {
      const { detail, remedy, summary } = await failureIn(ask());
      return [summary, detail, remedy];
    };
    const summary = 'The certificate bundle cannot be read';
    here.home.set({ AWS_CA_BUNDLE: '/nowhere/roots.pem' });
    assert.deepEqual(await unreadable(), [summary, '/nowhere/roots.pem is set as AWS_CA_BUNDLE.', 'retry']);
    delete process.env['AWS_CA_BUNDLE'];
    await here.home.config('[default]\nca_bundle = /nowhere/of-file.pem\n');
    assert.deepEqual(await unreadable(), [
      summary,
      '/nowhere/of-file.pem is set as ca_bundle.',
      'editAwsConfig',
    ]);
  });

  it('fails if the response is too large', async () => {
    const block = Buffer.alloc(4 * 1024 * 1024, ' ');
    here.stub.answerWith((outgoing) => {
      const pour = () =>
        void (outgoing.destroyed || (outgoing.write(block) ? setImmediate(pour) : undefined));
      outgoing.on('drain', pour).writeHead(200);
      pour();
    });
    await failsAs('unreadableAnswer', /answer is too large/);
  });

  it('is aborted by its signal before it starts, while it waits, and within the response', async () => {
    const { source } = await open();
    assert.equal(
      (await failureIn(source.listBackupJobs({}, { signal: AbortSignal.abort() }))).kind,
      'aborted',
    );
    assert.equal(here.stub.requests.length, 0);
    for (const slow of [hang, stall(200), stall(500)]) {
      const controller = new AbortController();
      here.stub.answerWith((outgoing, incoming) => {
        slow(outgoing, incoming);
        setTimeout(() => controller.abort(), 20);
      });
      const { kind } = await failureIn(source.listBackupJobs({}, { signal: controller.signal }));
      assert.equal(kind, 'aborted');
    }
    here.stub.answerWith(json({ BackupJobs: [] }));
    const { signal } = new AbortController();
    assert.deepEqual(await source.listBackupJobs({}, { signal }), { jobs: [] });
    source.dispose();
  });

  it('is aborted when its source is disposed, and no other is sent afterwards', async () => {
    const { source } = await open();
    const { signal } = new AbortController();
    here.stub.answerWith((outgoing) => {
      source.dispose();
      outgoing.end('{}');
    });
    const both = await Promise.all([
      failureIn(source.listBackupJobs({}, { signal })),
      failureIn(source.describeBackupJob('job', signal)),
    ]);
    assert.deepEqual(
      both.map(({ kind }) => kind),
      ['aborted', 'aborted'],
    );
    const sent = here.stub.requests.length;
    assert.equal((await failureIn(source.listBackupJobs({}, { signal }))).kind, 'aborted');
    assert.equal(here.stub.requests.length, sent);
  });
});
