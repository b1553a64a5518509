import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { EditorInstall } from './editorInstall.js';
import { privateFolder, writePrivateFile } from './privateFiles.js';
import { startGroup, stopGroup } from './processes.js';

/** Options of {@link startEditor}. */
export interface EditorOptions {
  readonly install: EditorInstall;
  /**
   * The folder for all its data; two editors must not share one. Other users cannot read it, because it
   * contains the token.
   */
  readonly dataFolder: string;
  /** The folder of the installed extensions; by default within the data folder. */
  readonly extensionsFolder?: string | undefined;
  /** The folder of VS Code's built-in extensions; by default all of them. */
  readonly builtInExtensions?: string | undefined;
  /** A loopback port; by default a free one. */
  readonly port?: number | undefined;
  /** The whole environment of the editor and its extensions. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Machine settings, which override user settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** User settings: the only place for settings of the scope `application`. */
  readonly userSettings?: Readonly<Record<string, unknown>> | undefined;
  /** Whether all workspaces are trusted. For tests only. */
  readonly trustsEveryWorkspace?: boolean;
  /** Whether a page can name an extension under development and a test runner. For tests only. */
  readonly takesTests?: boolean;
}

/** A running VS Code server. */
export interface Editor {
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The file with the token that each request needs. */
  readonly tokenFile: string;
  /**
   * The address of a page, with the token: who has it can do everything that the user can. The browser then
   * keeps the token in a cookie, which it sends to every port of 127.0.0.1.
   */
  address(parameters?: Readonly<Record<string, string>>): string;
  /**
   * Changes some of the machine settings; open windows follow. `way` is whether the file is overwritten or
   * replaced by a new one: VS Code sometimes misses the one and notices the other.
   */
  changeSettings(changes: Readonly<Record<string, unknown>>, way?: 'write' | 'replace'): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a VS Code server on the loopback address and waits until it is ready. Rejects if the port is taken
 * or the server exits early.
 */
export async function startEditor(options: EditorOptions): Promise<Editor> {
  if (options.port !== undefined) await requireFree(options.port);
  await privateFolder(options.dataFolder);
  const tokenFile = path.join(options.dataFolder, 'connection-token');
  const token = randomBytes(32).toString('hex');
  // Not as an argument, which other users could see.
  await writePrivateFile(tokenFile, token);
  await writeSettings(options, 'User', options.userSettings ?? {});
  let settings = options.settings ?? {};
  await writeSettings(options, 'Machine', settings);
  const logFile = path.join(options.dataFolder, 'server.log');
  // The server writes its address with the token to this file.
  await writePrivateFile(logFile, '');
  const log = createWriteStream(logFile, { flags: 'a' });
  await once(log, 'open');
  const flags = [
    '--host',
    '127.0.0.1',
    '--port',
    // With 0, the server takes a free port. A port chosen here could be taken before the server starts.
    String(options.port ?? 0),
    '--connection-token-file',
    tokenFile,
    ...(options.trustsEveryWorkspace ? ['--disable-workspace-trust'] : []),
    // Otherwise a login shell could change the environment.
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
 * Installs a VSIX into the data folder of an editor, as a user would. Resolves to the folder of the
 * extensions.
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
  let output = '';
  child.stdout?.on('data', (data) => {
    output += data;
  });
  child.stderr?.on('data', (data) => {
    output += data;
  });
  const [code] = await once(child, 'close');
  if (code !== 0 || !/successfully installed/.test(output))
    throw new Error(`The VSIX could not be installed:\n${output}`);
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

/** Waits until the server logs its port. */
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
