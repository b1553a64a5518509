import { vaultDimension } from '../jobs/dimensions.js';
import type { JobList } from '../jobs/jobList.js';
import { everyAccount } from '../jobs/jobQuery.js';
import type { Branch, JobTreeSession } from './rows.js';

/**
 * Caches the vault names of each account, to show vaults whose jobs are not loaded yet. Needs permission to
 * list vaults.
 */
export class VaultNameCache {
  readonly #names = new WeakMap<JobTreeSession, readonly string[]>();
  /** The list whose rows were built last. It may be another one when the names arrive. */
  readonly #lists = new WeakMap<JobTreeSession, JobList>();

  /** Calls `onNewNames` when the names of vaults arrive that have no loaded jobs. */
  constructor(private readonly onNewNames: () => void) {}

  /** The vault names for a branch that is grouped by vault, as far as they are known. */
  of(branch: Branch): readonly string[] | undefined {
    if (branch.whole !== undefined || !isOfOwnVaults(branch)) return undefined;
    this.#lists.set(branch.session, branch.list);
    return this.#names.get(branch.session);
  }

  /** Requests the names for a branch, unless they are known. */
  request(branch: Branch): void {
    const { list, session } = branch;
    const isWanted = !list.isComplete && list.hasStarted && isOfOwnVaults(branch);
    if (!isWanted || this.#names.has(session) || session.vaultNames === undefined) return;
    this.#names.set(session, []);
    void session.vaultNames().then((names) => {
      if (names.length === 0) this.#names.delete(session);
      else this.#names.set(session, names);
      const shown = new Set(
        this.#lists
          .get(session)
          ?.jobs()
          .map(({ BackupVaultName }) => BackupVaultName),
      );
      if (names.some((name) => !shown.has(name))) this.onNewNames();
    });
  }
}

/**
 * Whether a branch is grouped by vault and contains the caller's own jobs: AWS Backup lists only the caller's
 * own vaults.
 */
function isOfOwnVaults({ dimensions, list }: Branch): boolean {
  const isOwn = (accountId: string | undefined) => accountId === undefined || accountId === everyAccount;
  return (
    dimensions[0]?.name === vaultDimension.name &&
    list.selection.parts.some(({ query: { accountId } }) => isOwn(accountId))
  );
}
