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
/** For what fails by itself, however busy this machine is. */
const long = { connectMs: 20_000, requestMs: 20_000, totalMs: 60_000, credentialsMs: 20_000 };

describe('the network', () => {
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

  it('ends a request that nobody answers', async () => {
    here.stub.answerWith(hang);
    await failsAs('timeout', /took too long/);
  });

  it('ends an answer that stops in its middle, a good one and an error', async () => {
    here.stub.answerWith(stall(200));
    await failsAs('timeout', /took too long/);
    here.stub.answerWith(stall(500));
    await failsAs('timeout', /took too long/);
  });

  it('waits for an answer that comes slowly but comes', async () => {
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

  it('ends an answer that trickles for ever', async () => {
    here.stub.answerWith((outgoing) => {
      outgoing.writeHead(200);
      const drip = setInterval(() => outgoing.write(' '), 10);
      outgoing.once('close', () => clearInterval(drip));
    });
    await failsAs('timeout', /took too long/, { ...short, totalMs: 300 });
  });

  it('ends all attempts together in time', async () => {
    here.home.set({ AWS_MAX_ATTEMPTS: '1000' });
    here.stub.answerWith(reset);
    await failsAs('timeout', /took too long/, { ...short, totalMs: 300 });
  });

  it('tells a connection that breaks, before an answer and within one', async () => {
    for (const broken of [reset, cut]) {
      here.stub.answerWith(broken);
      await failsAs('network', /connection was lost/);
    }
  });

  it('tries again what broke, stopped or failed, as often as the AWS settings say', async () => {
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

  it('asks as often as the profile says', async () => {
    delete process.env['AWS_MAX_ATTEMPTS'];
    await here.home.config(
      '[profile once]\nmax_attempts = 2\naws_access_key_id = A\naws_secret_access_key = B',
    );
    const log: RequestLogEntry[] = [];
    here.stub.answerWith(reset);
    await failureIn(ask({ connection: { profile: 'once', region: 'us-east-1' }, log }));
    assert.equal(here.stub.requests.length, 2);
    assert.equal(log[0]?.attempts, 2);
  });

  it('tells that nobody listens, and where', async () => {
    await here.stub.close();
    await failsAs('network', new RegExp(`Could not connect to 127.0.0.1:\\d+ .*${here.stub.url}`));
  });

  it('tells a host that does not exist', async () => {
    here.home.set({ AWS_ENDPOINT_URL_BACKUP: 'https://backup.nowhere.invalid' });
    await failsAs('network', /Host not found: backup\.nowhere\.invalid/);
  });

  it('tells what is no HTTP server, and a server that speaks TLS where none was expected', async () => {
    const babble = createServer((socket) => socket.end('220 smtp.example.org ESMTP\r\n'));
    await new Promise<void>((resolve) => babble.listen(0, '127.0.0.1', resolve));
    const address = babble.address();
    assert.ok(typeof address === 'object' && address !== null);
    for (const scheme of ['http', 'https']) {
      here.home.set({ AWS_ENDPOINT_URL_BACKUP: `${scheme}://127.0.0.1:${address.port}` });
      const failure = await failureIn(ask());
      assert.deepEqual([failure.kind, failure.remedy], ['network', 'openEndpointSetting']);
    }
    const ofSetting = await failureIn(ask({ endpoint: `http://127.0.0.1:${address.port}` }));
    assert.deepEqual([ofSetting.kind, ofSetting.remedy], ['network', 'openEndpointSetting']);
    babble.close();
  });

  it('tells certificates that are not trusted or out of date, and trusts AWS_CA_BUNDLE', async () => {
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
    // What the variable names goes before what the file does.
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

  it('gives up an answer without an end', async () => {
    const block = Buffer.alloc(4 * 1024 * 1024, ' ');
    here.stub.answerWith((outgoing) => {
      const pour = () =>
        void (outgoing.destroyed || (outgoing.write(block) ? setImmediate(pour) : undefined));
      outgoing.on('drain', pour).writeHead(200);
      pour();
    });
    await failsAs('unreadableAnswer', /answer is too large/);
  });

  it('ends as soon as nobody waits any more: before, meanwhile, and in the middle of an answer', async () => {
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

  it('ends everything when it is disposed of, and asks nothing from then on', async () => {
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
    const asked = here.stub.requests.length;
    assert.equal((await failureIn(source.listBackupJobs({}, { signal }))).kind, 'aborted');
    assert.equal(here.stub.requests.length, asked);
  });
});
