import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import { createInterface } from 'node:readline';
import { interpreterOfCli } from '../aws/cliInterpreter.js';

/** What became of one command line. */
export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The AWS CLI that is installed, if it works, with an environment and a home of its own. */
export class AwsCli {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  private constructor(
    private readonly home: string,
    readonly version: string,
    private readonly forks: CliForks | undefined,
  ) {}

  /** Undefined where no `aws` on the PATH tells its version. */
  static async find(): Promise<AwsCli | undefined> {
    const home = await mkdtemp(join(tmpdir(), 'backup-jobs-aws-cli-'));
    const { exitCode, stderr, stdout } = await execute(['--version'], home);
    // The first versions told theirs on stderr.
    const version = /aws-cli\/\S+/.exec(stdout + stderr)?.[0];
    if (exitCode === 0 && version !== undefined) return new AwsCli(home, version, await CliForks.start(home));
    await rm(home, { recursive: true });
    return undefined;
  }

  /** Runs `aws …`, a few at a time. */
  async run(args: readonly string[]): Promise<CliRun> {
    while (this.#running >= availableParallelism()) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
    try {
      return await (this.forks?.run(args) ?? execute(args, this.home));
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async dispose(): Promise<void> {
    this.forks?.dispose();
    await rm(this.home, { force: true, recursive: true });
  }
}

/** A Python process that has loaded version 1 of the AWS CLI, and forks for each command: most of its time is loading. */
class CliForks {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ends = new Map<number, (exitCode: number) => void>();
  #count = 0;

  private constructor(
    python: string,
    private readonly home: string,
  ) {
    const script = resolvePath('test/unit/sample/awsCliForks.py');
    this.#child = spawn(python, [script], { cwd: home, env: environmentOf(home) });
    this.#child.stderr.pipe(process.stderr);
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const { exitCode, id } = JSON.parse(line) as { readonly exitCode: number; readonly id: number };
      this.#ends.get(id)?.(exitCode);
      this.#ends.delete(id);
    });
    this.#child.once('close', () => {
      for (const end of this.#ends.values()) end(-1);
    });
  }

  /** Undefined where processes do not fork, and where `aws` is no Python program that can be loaded. */
  static async start(home: string): Promise<CliForks | undefined> {
    const python = process.platform === 'win32' ? undefined : await interpreterOfCli('awscli');
    return python === undefined ? undefined : new CliForks(python, home);
  }

  async run(args: readonly string[]): Promise<CliRun> {
    const id = this.#count++;
    const stdout = join(this.home, `${id}.stdout`);
    const stderr = join(this.home, `${id}.stderr`);
    const exitCode = await new Promise<number>((resolve) => {
      this.#ends.set(id, resolve);
      this.#child.stdin.write(`${JSON.stringify({ id, args, stdout, stderr })}\n`);
    });
    return { exitCode, stdout: await readFile(stdout, 'utf8'), stderr: await readFile(stderr, 'utf8') };
  }

  dispose(): void {
    this.#child.stdin.end();
  }
}

function environmentOf(home: string): Record<string, string | undefined> {
  return {
    AWS_ACCESS_KEY_ID: 'AKIDSAMPLE',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_DEFAULT_OUTPUT: 'json',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_SECRET_ACCESS_KEY: 'sample',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    HOME: home,
    NO_PROXY: '127.0.0.1',
    PATH: process.env['PATH'],
  };
}

function execute(args: readonly string[], home: string): Promise<CliRun> {
  return new Promise((resolve) => {
    const options = { env: environmentOf(home), maxBuffer: 2 ** 28 };
    execFile('aws', args, options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ exitCode, stdout, stderr });
    });
  });
}
