import * as l10n from '@vscode/l10n';
import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobQuery } from '../../jobs/jobQuery.js';
import { JobSourceError } from '../../jobs/jobSource.js';
import type { CallerIdentity } from '../../jobs/openedConnection.js';

/**
 * The account of the credentials of a connection. Without a filter by account, AWS Backup lists only its own
 * jobs, so these name it; otherwise STS does. It never changes: another account needs another connection.
 */
export class OwnAccount {
  readonly #readIdentity: ((signal: AbortSignal) => Promise<CallerIdentity>) | undefined;
  #account: string | undefined;
  #isInDoubt = false;

  constructor(readIdentity: ((signal: AbortSignal) => Promise<CallerIdentity>) | undefined) {
    this.#readIdentity = readIdentity;
  }

  /** Learns from the jobs that were listed for a query. Returns whether they name the account. */
  learn({ accountId }: JobQuery, jobs: readonly BackupJob[]): boolean {
    if (accountId !== undefined) return false;
    let isNamed = false;
    for (const { AccountId } of jobs) {
      if (AccountId === undefined) continue;
      this.#take(AccountId);
      isNamed = true;
    }
    return isNamed;
  }

  /**
   * The account, 12 digits. Requests it from STS if no job has named it. Rejects with a JobSourceError if it
   * is not known, or if the keys are now those of another account.
   */
  async read(signal: AbortSignal): Promise<string> {
    if (this.#account === undefined && !this.#isInDoubt) await this.#request(signal);
    if (this.#account !== undefined && !this.#isInDoubt) return this.#account;
    throw new JobSourceError({
      kind: 'configuration',
      summary: l10n.t('The account of this connection is not known'),
      detail: l10n.t('Its job history is neither kept nor shown until AWS names the account.'),
      remedy: 'retry',
    });
  }

  /** Like {@link read}, but STS has to confirm it if it answers: the keys may now be those of another one. */
  async confirm(signal: AbortSignal): Promise<string> {
    await this.#request(signal);
    return this.read(signal);
  }

  async #request(signal: AbortSignal): Promise<void> {
    const identity = await this.#readIdentity?.(signal).catch(() => undefined);
    if (identity !== undefined) this.#take(identity.account);
  }

  #take(account: string): void {
    this.#account ??= account;
    // It becomes the name of a file.
    if (account !== this.#account || !/^\d{12}$/.test(account)) this.#isInDoubt = true;
  }
}
