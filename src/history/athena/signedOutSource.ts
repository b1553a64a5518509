import { aborted, type JobSource } from '../../jobs/jobSource.js';

/**
 * The jobs of a region in a table that cannot be described before a sign-in. The connection is open
 * nevertheless, because only an open connection can be signed in to.
 */
export class SignedOutSource implements JobSource {
  readonly isUnchanging = true;
  readonly isCharged = true;
  readonly #describe: (signal: AbortSignal) => Promise<unknown>;
  readonly #reopen: () => void;

  /** `reopen` is called once `describe` succeeds. */
  constructor(describe: (signal: AbortSignal) => Promise<unknown>, reopen: () => void) {
    this.#describe = describe;
    this.#reopen = reopen;
  }

  listBackupJobs(_query: unknown, { signal }: { readonly signal: AbortSignal }): Promise<never> {
    return this.#fail(signal);
  }

  describeBackupJob(_backupJobId: string, signal: AbortSignal): Promise<never> {
    return this.#fail(signal);
  }

  listBackupVaultNames(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  /** It owns nothing. */
  dispose(): void {}

  /** Rejects with a JobSourceError: why the table cannot be described, or `aborted` if it now can. */
  async #fail(signal: AbortSignal): Promise<never> {
    await this.#describe(signal);
    this.#reopen();
    throw aborted();
  }
}
