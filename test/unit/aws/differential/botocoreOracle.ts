import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { interpreterOfCli } from '../cliInterpreter.js';

/** The result of the AWS CLI for one profile. An `error` replaces what it could not get. */
export interface OracleAnswer {
  readonly profile: string | null;
  readonly settings?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** botocore's name of the provider. */
  readonly kind?: string;
  readonly key?: string;
  readonly error?: string;
}

/** All profiles in the CLI's order, and a result per requested profile; or why it refuses the files. */
export type OracleReply =
  | { readonly profiles: readonly string[]; readonly answers: readonly OracleAnswer[] }
  | { readonly error: string };

/** A Python process with the library of the AWS CLI. It handles hundreds of cases per second. */
export class BotocoreOracle {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * `home` is the home folder of the cases. Resolves to undefined if the `aws` on the PATH is not a Python
   * program with a library that can be loaded.
   */
  static async find(home: string): Promise<BotocoreOracle | undefined> {
    const python = await interpreterOfCli('botocore');
    if (python === undefined) return undefined;
    const script = path.resolve('test/unit/aws/differential/botocoreOracle.py');
    // The library determines the location of its caches when it is loaded.
    const env = { PATH: process.env['PATH'], HOME: home, LC_ALL: 'C.UTF-8' };
    const child = spawn(python, [script], { env });
    child.stderr.pipe(process.stderr);
    return new BotocoreOracle(child);
  }

  /** Requests these profiles (null is without `--profile`), and with `withListed` all existing ones too. */
  async ask(
    environment: Readonly<Record<string, string>>,
    profiles: readonly (string | null)[],
    options: { readonly withListed: boolean } = { withListed: false },
  ): Promise<OracleReply> {
    this.#child.stdin.write(`${JSON.stringify({ environment, profiles, ...options })}\n`);
    const line = await this.#lines.next();
    if (line.done) throw new Error('The Python process has ended');
    return JSON.parse(line.value) as OracleReply;
  }

  dispose(): void {
    this.#child.kill();
  }
}
