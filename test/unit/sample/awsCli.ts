import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliForks, type CliRun } from '../aws/cliForks.js';

/** The installed AWS CLI, if it works, in an environment of its own. */
export class AwsCli {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  private constructor(
    private readonly home: string,
    readonly version: string,
    private readonly forks: CliForks | undefined,
  ) {}

  /** Resolves to undefined if no `aws` on the PATH prints its version. */
  static async find(): Promise<AwsCli | undefined> {
    const home = await mkdtemp(join(tmpdir(), 'backup-jobs-aws-cli-'));
    const { exitCode, stderr, stdout } = await execute(['--version'], home);
    // Old versions print it to stderr.
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
      return await (this.forks?.run(args, environmentOf(this.home)) ?? execute(args, this.home));
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

function environmentOf(home: string): Readonly<Record<string, string>> {
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
    PATH: process.env['PATH'] ?? '',
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
