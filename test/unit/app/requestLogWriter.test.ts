import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { RequestLogWriter } from '../../../src/app/requestLogWriter.js';
import { openConnection } from '../../../src/aws/connectionSource.js';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { accessDenied, errorFault } from '../../service/faultKinds.js';
import { withFaults } from '../../service/faults.js';
import { startLoopbackServer } from '../../service/loopbackServer.js';

describe('The request log', () => {
  it('has the parameters, result and duration of each request, and no secrets', async () => {
    const { log, lines } = recordedLog();
    const account = generateAccount({ seed: 1, jobs: 300, now: Date.now() });
    const faulty = withFaults(createSampleService({ account }));
    const server = await startLoopbackServer(faulty.service);
    const home = await mkdtemp(path.join(tmpdir(), 'backup-jobs-log-'));
    const secrets = ['AKIDMARKED', 'secretMARKED', 'tokenMARKED'];
    const config = `[default]
aws_access_key_id = ${secrets[0]}
aws_secret_access_key = ${secrets[1]}
aws_session_token = ${secrets[2]}
`;
    await writeFile(path.join(home, 'config'), config);
    const {
      regions: [{ source }],
    } = await openConnection({
      connection: { regions: ['us-east-1'] },
      environment: { AWS_CONFIG_FILE: path.join(home, 'config'), AWS_ENDPOINT_URL_BACKUP: server.url },
      log: log.write,
    });
    try {
      const { signal } = new AbortController();
      const query = { state: 'FAILED', createdAfter: new Date(0), resourceArn: 'a\u202eb\nc' };
      await source.listBackupJobs(query, { maxResults: 5, signal });
      faulty.fail(accessDenied);
      await source.listBackupJobs({}, { signal }).catch(() => {});
      await source.describeBackupJob('no-such-job', signal).catch(() => {});
      faulty.fail(errorFault('TeapotException', 418, `short\nand stout, secretKey=${secrets[1]}`));
      await source.listBackupJobs({}, { signal }).catch(() => {});
    } finally {
      source.dispose();
      await server.close();
      await rm(home, { recursive: true });
    }
    const [listed, denied, notFound, unknown, ...others] = lines;
    assert.deepEqual(others, []);
    assert.match(
      listed ?? '',
      /^info ListBackupJobs · createdAfter=1970-01-01T00:00:00\.000Z resourceArn=a\\u\{202e\}b c state=FAILED maxResults=5 · 0 jobs · \d+ ms · 1 attempt\(s\) · request id [\w-]+$/,
    );
    assert.match(denied ?? '', /^warn ListBackupJobs · \d+ ms · .* · accessDenied · Access denied$/);
    assert.match(notFound ?? '', /^warn DescribeBackupJob · backupJobId=no-such-job · .* · notFound · /);
    // The suggested fix of an unknown failure is to read the log, so the log has all details.
    assert.match(
      unknown ?? '',
      /^warn ListBackupJobs · .* · request id [\w-]+ · unknown · The request to AWS Backup failed · short and stout, secretKey=… TeapotException \(HTTP 418\)\.$/,
    );
    for (const secret of secrets) assert.ok(!lines.join('\n').includes(secret), secret);
  });

  it('warns about each endpoint that is not AWS’s own', () => {
    const { log, lines } = recordedLog();
    log.writeEndpoints([]);
    log.writeEndpoints([{ service: 'sts', url: 'http://localhost:4566' }]);
    assert.deepEqual(lines, [
      "warn The sts endpoint of this connection is not AWS's own: http://localhost:4566",
    ]);
  });
});

function recordedLog() {
  const lines: string[] = [];
  const channel: Pick<vscode.LogOutputChannel, 'info' | 'warn'> = {
    info: (line) => lines.push(`info ${line}`),
    warn: (line) => lines.push(`warn ${line}`),
  };
  return { log: new RequestLogWriter(channel), lines };
}
