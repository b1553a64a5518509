import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { type Editor, startEditor } from '../host/editorServer.js';
import { scratchFolder, testEnvironment } from '../host/testEnvironment.js';

describe('The access token of the editor server', () => {
  const dataFolder = scratchFolder('editor-access');
  const file = path.join(scratchFolder('files'), 'file.txt');
  let editor: Editor;
  let token: string;

  before(async () => {
    await writeFile(file, 'the user’s own');
    // As an older version left them, readable by other users.
    await chmod(dataFolder, 0o755);
    for (const name of ['connection-token', 'server.log'])
      await writeFile(path.join(dataFolder, name), '', { mode: 0o644 });
    editor = await startEditor({
      install: await installEditor(process.env['TEST_HOST'] ?? defaultVersion, () => {}),
      dataFolder,
      environment: testEnvironment(),
    });
    token = await readFile(editor.tokenFile, 'utf8');
  });
  after(() => editor.stop());

  const statusOf = async (address: string, headers: Record<string, string> = {}) =>
    (await fetch(address, { headers, redirect: 'manual' })).status;

  it('is required for every page and file', async () => {
    const page = `${editor.origin}/`;
    const resource = `${editor.origin}/vscode-remote-resource?path=${encodeURIComponent(file)}`;
    const cookie = { cookie: `vscode-tkn=${token}` };
    const welcome = await fetch(editor.address({ folder: '/folder' }), { redirect: 'manual' });
    assert.deepEqual(
      {
        strangers: [
          await statusOf(page),
          await statusOf(resource),
          await statusOf(`${page}?tkn=`),
          await statusOf(`${resource}&tkn=${'0'.repeat(64)}`),
        ],
        users: [
          await statusOf(page, cookie),
          await statusOf(resource, cookie),
          await statusOf(`${resource}&tkn=${token}`),
        ],
        leadsTo: new URL(welcome.headers.get('location') ?? '', editor.origin).href,
        cookie: welcome.headers.get('set-cookie'),
      },
      {
        strangers: [403, 403, 403, 403],
        users: [200, 200, 200],
        leadsTo: `${editor.origin}/?folder=%2Ffolder`,
        cookie: `vscode-tkn=${token}; Max-Age=604800; SameSite=Lax`,
      },
    );
  });

  it('is required in a WebSocket to the extension host, whatever its cookie and origin', async () => {
    const cookie = `vscode-tkn=${token}`;
    const headers = { origin: 'http://another.example', cookie };
    assert.deepEqual(await firstAnswer(editor, '', headers), {
      type: 'error',
      reason: 'Unauthorized client refused: auth mismatch',
    });
    assert.equal((await firstAnswer(editor, token, {}))['type'], 'sign');
  });

  it('is in no file that other users can read, and in no process’s arguments', async function () {
    if (process.platform === 'win32') this.skip();
    const mode = async (name: string) => ((await stat(name)).mode & 0o777).toString(8);
    const log = path.join(dataFolder, 'server.log');
    assert.deepEqual(await Promise.all([dataFolder, editor.tokenFile, log].map(mode)), ['700', '600', '600']);
    assert.match(token, /^[0-9a-f]{64}$/);
    if (process.platform !== 'linux') return;
    const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const commandLines = processes.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''));
    const seen = (await Promise.all(commandLines)).join('\n');
    assert.ok(seen.includes(editor.tokenFile) && !seen.includes(token));
  });
});

/** Starts VS Code's protocol over an upgraded connection, without frames. Resolves to the first answer. */
async function firstAnswer(
  editor: Editor,
  auth: string,
  headers: Record<string, string>,
): Promise<Record<string, unknown>> {
  const upgrade = request(
    `${editor.origin}/?reconnectionToken=a-test&reconnection=false&skipWebSocketFrames=true`,
    {
      headers: {
        ...headers,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        'sec-websocket-version': '13',
      },
    },
  ).end();
  const [, socket] = await once(upgrade, 'upgrade');
  const text = Buffer.from(JSON.stringify({ type: 'auth', auth, data: 'a-test' }));
  const header = Buffer.alloc(13);
  header.writeUInt8(2, 0);
  header.writeUInt32BE(text.length, 9);
  socket.write(Buffer.concat([header, text]));
  const [answer] = await once(socket, 'data');
  socket.destroy();
  return JSON.parse(answer.subarray(13).toString());
}
