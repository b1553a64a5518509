import assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';
import { followAwsFiles } from '../../src/app/followAwsFiles.js';
import type { ConnectionListener } from '../../src/connection/connectionListener.js';
import { Sessions } from '../../src/connection/sessions.js';
import { type JobFailure, type JobSource, JobSourceError } from '../../src/jobs/jobSource.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { until } from '../until.js';

const missing: JobFailure = { kind: 'configuration', summary: 'No', detail: '', remedy: 'selectConnection' };
const listed = { operation: 'ListBackupJobs', filter: {} };

describe('A change of the AWS files or certificates', () => {
  let config: string;
  let disposables: vscode.Disposable[];
  let sessions: Sessions;
  let listener: ConnectionListener | undefined;
  let opened: number;
  let certificateFile: string | undefined;
  let changes: number;

  beforeEach(() => {
    config = path.join(scratchFolder('aws-home'), '.aws', 'config');
    [opened, changes, listener, certificateFile] = [0, 0, undefined, undefined];
    const values = new Map<string, unknown>();
    const memory: Pick<vscode.Memento, 'get' | 'update'> = {
      get: (key: string) => values.get(key) as never,
      update: async (key, value) => void values.set(key, value),
    };
    sessions = new Sessions({
      memory: memory as vscode.Memento,
      openConnection: async (_, newListener) => {
        opened++;
        if (!existsSync(config)) throw new JobSourceError(missing);
        listener = newListener;
        const source = { dispose: () => {} } as Partial<JobSource> as JobSource;
        return { regions: [{ region: 'us-east-1', source }], certificateFile, dispose: () => {} };
      },
      pageSize: () => undefined,
      startingConnection: async () => (existsSync(config) ? { kind: 'aws', profile: 'default' } : undefined),
    });
    const environment = {
      HOME: path.dirname(path.dirname(config)),
      USERPROFILE: path.dirname(path.dirname(config)),
    };
    disposables = [sessions.onDidChange(() => changes++), followAwsFiles(sessions, environment), sessions];
  });
  afterEach(() => {
    for (const one of disposables) one.dispose();
  });

  const write = (text: string) => {
    mkdirSync(path.dirname(config), { recursive: true });
    writeFileSync(`${config}-new`, text);
    renameSync(`${config}-new`, config);
  };

  it('selects the first connection of a window without one, and opens it on request', async () => {
    assert.deepEqual(await sessions.ready(), []);
    write('[default]');
    await until(() => changes === 1);
    assert.equal(opened, 0, 'no connection was requested');
    assert.deepEqual(
      (await sessions.ready()).map(({ key }) => key),
      ['profile:default'],
    );
  });

  it('retries a connection that could not be opened', async () => {
    await sessions.choose({ kind: 'aws', profile: 'new' });
    await assert.rejects(sessions.ready(), /No/);
    write('[profile new]');
    await until(() => changes === 2);
    assert.equal((await sessions.ready()).length, 1);
  });

  it('reopens a connection without credentials, or one that the files can fix, and no other', async () => {
    write('[profile prod]');
    await until(() => changes === 1);
    await sessions.choose({ kind: 'aws', profile: 'prod' });
    await sessions.ready();
    listener?.onRequest({ ...listed, failure: { ...missing, kind: 'accessDenied' } });
    write('[profile prod]\nregion = us-east-1');
    await settled();
    listener?.onRequest({ ...listed, failure: { ...missing, kind: 'network', remedy: 'retry' } });
    write('[profile prod]\nregion = us-west-2');
    await settled();
    assert.deepEqual(
      [changes, opened],
      [2, 1],
      'a connection with credentials keeps its jobs while the network fails',
    );
    listener?.onRequest({ ...listed, failure: missing });
    write('[profile prod]\nregion = eu-west-1');
    await until(() => changes === 3);
    await sessions.ready();
    assert.equal(opened, 2);
    listener?.onRequest({ ...listed, failure: { ...missing, kind: 'network', remedy: 'editAwsConfig' } });
    write('[profile prod]\nca_bundle = /roots.pem');
    await until(() => changes === 4);
    await sessions.ready();
    assert.equal(opened, 3);
  });

  it('reopens a connection that cannot reach AWS, now or later, if the certificates have changed', async () => {
    const network: JobFailure = { ...missing, kind: 'network' };
    write('[profile prod]');
    await until(() => changes === 1);
    certificateFile = path.join(path.dirname(config), 'roots.pem');
    writeFileSync(certificateFile, 'old');
    await sessions.choose({ kind: 'aws', profile: 'prod' });
    await sessions.ready();
    listener?.onRequest({ ...listed, failure: network });
    writeFileSync(certificateFile, 'newer');
    await until(() => changes === 3);
    await sessions.ready();
    listener?.onRequest(listed);
    writeFileSync(certificateFile, 'newest of all');
    await settled();
    assert.deepEqual([changes, opened], [3, 2], 'a working connection is not reopened');
    listener?.onRequest({ ...listed, failure: network });
    assert.equal(changes, 4);
    await sessions.ready();
    listener?.onRequest({ ...listed, failure: network });
    await settled();
    assert.deepEqual([changes, opened], [4, 3], 'the certificates have not changed since');
  });
});

/** Longer than the interval within which several changes count as one. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 700));
}
