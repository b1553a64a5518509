import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { scratchFolder } from '../../host/testEnvironment.js';
import { interpreterOfCli } from './cliInterpreter.js';

/** The result of a command line. */
export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A Python process that has loaded version 1 of the AWS CLI and forks for each command, because loading takes
 * most of the time of a command.
 */
export class CliForks {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #onExit = new Map<number, (exitCode: number) => void>();
  #count = 0;

  readonly #folder = scratchFolder('aws-cli');

  private constructor(python: string, home: string) {
    const script = path.resolve('test/unit/aws/cliForks.py');
    // The library determines the location of its caches when it is loaded.
    const env = { PATH: process.env['PATH'], HOME: home, LC_ALL: 'C.UTF-8' };
    this.#child = spawn(python, [script], { cwd: this.#folder, env });
    this.#child.stderr.pipe(process.stderr);
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const { exitCode, id } = JSON.parse(line) as { readonly exitCode: number; readonly id: number };
      this.#onExit.get(id)?.(exitCode);
      this.#onExit.delete(id);
    });
    this.#child.once('close', () => {
      for (const resolve of this.#onExit.values()) resolve(-1);
    });
  }

  /**
   * `home` is the home folder of all commands. Resolves to undefined if processes cannot fork, or if `aws` is
   * not a Python program that can be loaded.
   */
  static async start(home: string): Promise<CliForks | undefined> {
    const python = process.platform === 'win32' ? undefined : await interpreterOfCli('awscli');
    return python === undefined ? undefined : new CliForks(python, home);
  }

  async run(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<CliRun> {
    const id = this.#count++;
    const stdout = path.join(this.#folder, `${id}.stdout`);
    const stderr = path.join(this.#folder, `${id}.stderr`);
    const exitCode = await new Promise<number>((resolve) => {
      this.#onExit.set(id, resolve);
      this.#child.stdin.write(`${JSON.stringify({ id, args, environment, stdout, stderr })}\n`);
    });
    return { exitCode, stdout: await readFile(stdout, 'utf8'), stderr: await readFile(stderr, 'utf8') };
  }

  dispose(): void {
    this.#child.stdin.end();
  }
}
