import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { EditorInstall } from './editorInstall.js';
import { privateFolder, writePrivateFile } from './privateFiles.js';
import { startGroup, stopGroup } from './processes.js';

/** How an editor is started. */
export interface EditorOptions {
  readonly install: EditorInstall;
  /**
   * Where it keeps what it writes; two editors must not share one. No other user is let into it: it holds the
   * token.
   */
  readonly dataFolder: string;
  /** Where the extensions are that were installed; within the data folder where none is named. */
  readonly extensionsFolder?: string | undefined;
  /** Where VS Code's own extensions are; all of them where none is named. */
  readonly builtInExtensions?: string | undefined;
  /** A loopback port; a free one where none is named. */
  readonly port?: number | undefined;
  /** The environment of the editor and of its extensions; nothing else is handed on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Settings of the machine, which user settings of the same name do not change. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the user: some are taken from there alone. */
  readonly userSettings?: Readonly<Record<string, unknown>> | undefined;
  /** Whether every workspace is trusted, else only those that the user trusts: for tests only. */
  readonly trustsEveryWorkspace?: boolean;
  /** Lets a page name an extension under development and a test runner: for tests only. */
  readonly takesTests?: boolean;
}

/** A VS Code that is up. */
export interface Editor {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The file that holds the token without which the editor shows and does nothing. */
  readonly tokenFile: string;
  /**
   * The address of a page of it, with the token: whoever knows it can do all that the user can. The page's
   * browser has the token as a cookie from then on, which it sends to every port of 127.0.0.1.
   */
  address(parameters?: Readonly<Record<string, string>>): string;
  /**
   * Changes some of the settings that it was started with; its windows follow by themselves. `way` is whether
   * the file is written or another one put in its place: who has lost sight of the one may see the other.
   */
  changeSettings(changes: Readonly<Record<string, unknown>>, way?: 'write' | 'replace'): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a VS Code server on the loopback address and waits until it answers. Rejects where the port is taken
 * or it ends early.
 */
export async function startEditor(options: EditorOptions): Promise<Editor> {
  if (options.port !== undefined) await requireFree(options.port);
  await privateFolder(options.dataFolder);
  const tokenFile = path.join(options.dataFolder, 'connection-token');
  const token = randomBytes(32).toString('hex');
  // Not an argument: other users can see those.
  await writePrivateFile(tokenFile, token);
  await writeSettings(options, 'User', options.userSettings ?? {});
  let settings = options.settings ?? {};
  await writeSettings(options, 'Machine', settings);
  const logFile = path.join(options.dataFolder, 'server.log');
  // The server writes its address there, with the token.
  await writePrivateFile(logFile, '');
  const log = createWriteStream(logFile, { flags: 'a' });
  await once(log, 'open');
  const flags = [
    '--host',
    '127.0.0.1',
    '--port',
    // It looks for a free one itself: one that is chosen here could be taken by another process before it
    // starts.
    String(options.port ?? 0),
    '--connection-token-file',
    tokenFile,
    ...(options.trustsEveryWorkspace ? ['--disable-workspace-trust'] : []),
    // Else a login shell would have the last word on the environment.
    '--force-disable-user-env',
  ];
  const child = startGroup(
    options.install.node,
    [
      serverMain(options.install),
      ...flags,
      ...commonFlags(options.dataFolder, options.extensionsFolder),
      ...(options.builtInExtensions === undefined
        ? []
        : ['--builtin-extensions-dir', options.builtInExtensions]),
      ...(options.takesTests ? ['--enable-smoke-test-driver'] : []),
    ],
    { env: options.environment, stdio: ['ignore', log, log] },
  );
  const ended = once(child, 'exit').then(() => {
    throw new Error(`VS Code ended early; see ${logFile}`);
  });
  const port = await Promise.race([ended, listeningPort(logFile)]);
  ended.catch(() => {});
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    origin,
    tokenFile,
    address: (parameters) => `${origin}/?${new URLSearchParams({ ...parameters, tkn: token })}`,
    changeSettings: (changes, way) => {
      settings = { ...settings, ...changes };
      return writeSettings(options, 'Machine', settings, way);
    },
    stop: () => stopGroup(child),
  };
}

/**
 * Installs a VSIX where an editor of this data folder finds it, as a user would. Resolves to the folder of
 * the extensions.
 */
export async function installVsix(install: EditorInstall, dataFolder: string, vsix: string): Promise<string> {
  const child = startGroup(
    install.node,
    [serverMain(install), '--install-extension', vsix, '--force', ...commonFlags(dataFolder)],
    {
      env: { PATH: process.env['PATH'], HOME: dataFolder },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let words = '';
  child.stdout?.on('data', (data) => {
    words += data;
  });
  child.stderr?.on('data', (data) => {
    words += data;
  });
  const [code] = await once(child, 'close');
  if (code !== 0 || !/successfully installed/.test(words))
    throw new Error(`The VSIX could not be installed:\n${words}`);
  return extensionsOf(dataFolder);
}

async function writeSettings(
  { dataFolder }: EditorOptions,
  of: 'Machine' | 'User',
  settings: Readonly<Record<string, unknown>>,
  way: 'write' | 'replace' = 'write',
): Promise<void> {
  const folder = path.join(dataFolder, 'data', of);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'settings.json');
  const written = way === 'write' ? file : `${file}.new`;
  await writeFile(written, JSON.stringify(settings, undefined, 2));
  if (written !== file) await rename(written, file);
}

function serverMain({ server }: EditorInstall): string {
  return path.join(server, 'out', 'server-main.js');
}

function commonFlags(dataFolder: string, extensionsFolder = extensionsOf(dataFolder)): string[] {
  return [
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--server-data-dir',
    dataFolder,
    '--extensions-dir',
    extensionsFolder,
  ];
}

function extensionsOf(dataFolder: string): string {
  return path.join(dataFolder, 'extensions');
}

/** Waits until the server writes where it listens. */
async function listeningPort(logFile: string): Promise<number> {
  for (;;) {
    const port = /listening on (?<port>\d+)\r?\n/.exec(await readFile(logFile, 'utf8'))?.groups?.['port'];
    if (port !== undefined) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function requireFree(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    throw new Error(`Port ${port} is taken: name another one with --port`);
  }
  server.close();
  await once(server, 'close');
}
