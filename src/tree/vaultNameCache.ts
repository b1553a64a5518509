import { vaultDimension } from '../jobs/dimensions.js';
import type { JobList } from '../jobs/jobList.js';
import { everyAccount } from '../jobs/jobQuery.js';
import type { Branch, JobTreeSession } from './rows.js';

/** The names of an account's vaults: while not all jobs are known, a vault may be missing, and who may list the vaults is shown every one. */
export class VaultNameCache {
  readonly #names = new WeakMap<JobTreeSession, readonly string[]>();
  /** The list whose rows were made last: it may be another one when the names come. */
  readonly #lists = new WeakMap<JobTreeSession, JobList>();

  /** `onNewNames` is called when names have come that no job has shown. */
  constructor(private readonly onNewNames: () => void) {}

  /** The names of the vaults that a branch is divided into, as far as they were told. */
  of(branch: Branch): readonly string[] | undefined {
    if (branch.whole !== undefined || !isOfOwnVaults(branch)) return undefined;
    this.#lists.set(branch.session, branch.list);
    return this.#names.get(branch.session);
  }

  /** Asks for the names that a branch may miss, until they have come. */
  askFor(branch: Branch): void {
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

/** Whether a branch is divided by vault, with the caller's own jobs among its jobs: the vaults that AWS Backup names are the caller's own. */
function isOfOwnVaults({ dimensions, list }: Branch): boolean {
  const isOwn = (accountId: string | undefined) => accountId === undefined || accountId === everyAccount;
  return (
    dimensions[0] === vaultDimension &&
    list.selection.parts.some(({ query: { accountId } }) => isOwn(accountId))
  );
}
