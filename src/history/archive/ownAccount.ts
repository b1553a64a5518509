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

  /** Learns from the jobs that were listed for a query. */
  learn({ accountId }: JobQuery, jobs: readonly BackupJob[]): void {
    if (accountId !== undefined) return;
    for (const job of jobs) if (job.AccountId !== undefined) this.#take(job.AccountId);
  }

  /**
   * The account, 12 digits. Requests it from STS if no job has named it. Rejects with a JobSourceError if it
   * is not known, or if the keys are now those of another account.
   */
  async read(signal: AbortSignal): Promise<string> {
    if (this.#account === undefined && !this.#isInDoubt) {
      const identity = await this.#readIdentity?.(signal).catch(() => undefined);
      if (identity !== undefined) this.#take(identity.account);
    }
    if (this.#account !== undefined && !this.#isInDoubt) return this.#account;
    throw new JobSourceError({
      kind: 'configuration',
      summary: l10n.t('The account of this connection is not known'),
      detail: l10n.t('Its job history is neither kept nor shown until AWS names the account.'),
      remedy: 'retry',
    });
  }

  #take(account: string): void {
    this.#account ??= account;
    // It becomes the name of a file.
    if (account !== this.#account || !/^\d{12}$/.test(account)) this.#isInDoubt = true;
  }
}
