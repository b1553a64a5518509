import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { interpreterOfCli } from '../cliInterpreter.js';

/** What the AWS CLI makes of one profile; an `error` stands in the place of what it could not have. */
export interface OracleAnswer {
  readonly profile: string | null;
  readonly settings?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** The name of the provider, as botocore calls it. */
  readonly kind?: string;
  readonly key?: string;
  readonly error?: string;
}

/**
 * All profiles, in the CLI's order, and an answer for each one asked for, once; or why it refuses the files.
 */
export type OracleReply =
  | { readonly profiles: readonly string[]; readonly answers: readonly OracleAnswer[] }
  | { readonly error: string };

/** A Python process that answers by the library of the AWS CLI, hundreds of cases a second. */
export class BotocoreOracle {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * `home`: the home folder of the cases. Undefined where the `aws` on the PATH is no Python program whose
   * library can be loaded.
   */
  static async find(home: string): Promise<BotocoreOracle | undefined> {
    const python = await interpreterOfCli('botocore');
    if (python === undefined) return undefined;
    const script = path.resolve('test/unit/aws/differential/botocoreOracle.py');
    // The library looks up where its caches are when it is loaded.
    const env = { PATH: process.env['PATH'], HOME: home, LC_ALL: 'C.UTF-8' };
    const child = spawn(python, [script], { env });
    child.stderr.pipe(process.stderr);
    return new BotocoreOracle(child);
  }

  /** Asks for these profiles, null without `--profile`, and with `withListed` for all that there are. */
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
