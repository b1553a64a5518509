import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import type * as ConnectionSource from '../../src/aws/connectionSource.js';
import { failureOf } from '../../src/jobs/jobSource.js';
import { extensionId } from './extensionId.js';

/** A name that no network resolves: only a proxy can handle it. */
const nowhere = 'backup.nowhere.invalid';

describe('Requests to AWS', () => {
  let proxy: Server;
  let seen: string[];
  const settings = () => vscode.workspace.getConfiguration('http');

  before(async () => {
    seen = [];
    // VS Code makes requests of its own.
    const record = (request: string) => request.includes(nowhere) && seen.push(request);
    proxy = createServer((incoming, outgoing) => {
      record(incoming.url ?? '');
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"BackupJobs":[]}');
    });
    proxy.on('connect', (incoming: IncomingMessage, socket) => {
      record(`CONNECT ${incoming.url}`);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    await settings().update('proxy', `http://127.0.0.1:${port}`, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await settings().update('proxy', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('noProxy', undefined, vscode.ConfigurationTarget.Global);
    proxy.close();
  });

  it('use the proxy of VS Code’s settings, encrypted or not', async () => {
    assert.equal(await ask(`http://${nowhere}`), 'answered');
    assert.deepEqual(seen, [`http://${nowhere}/backup-jobs`]);
    await ask(`https://${nowhere}`);
    assert.equal(seen[1], `CONNECT ${nowhere}:443`);
  });

  it('bypass it if the settings say so', async () => {
    await settings().update('noProxy', [nowhere], vscode.ConfigurationTarget.Global);
    const before = seen.length;
    assert.equal(await ask(`http://${nowhere}`), 'network');
    assert.equal(seen.length, before);
  });
});

/** The result of a request of the packaged AWS bundle to an endpoint. */
async function ask(endpoint: string): Promise<string> {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension);
  const requireFile = createRequire(path.join(extension.extensionPath, 'dist', 'extension.js'));
  const aws = requireFile('./aws.js')['src/aws/connectionSource.ts']() as typeof ConnectionSource;
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIASUITE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_MAX_ATTEMPTS: '1',
  });
  const { regions, dispose } = await aws.openConnection({
    connection: { isEnvironment: true, regions: ['us-east-1'] },
    endpoint,
    allowsInsecureEndpoints: true,
    log: () => {},
  });
  try {
    await regions[0].source.listBackupJobs({}, { signal: new AbortController().signal });
    return 'answered';
  } catch (error) {
    return failureOf(error).kind;
  } finally {
    dispose();
  }
}
