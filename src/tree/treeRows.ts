import type * as vscode from 'vscode';
import type { GroupingContext } from '../jobs/grouping.js';
import { attentionBranch } from './attentionRows.js';
import type { LoadAlls } from './loadAlls.js';
import { rowsOfChunk } from './nightRows.js';
import { rootRows } from './rootRows.js';
import { rowChanges } from './rowChanges.js';
import { rowItem } from './rowItem.js';
import { type AttentionRow, type Branch, isBranch, type Row } from './rows.js';
import { rowsOf } from './rowsOf.js';
import type { ShownRows } from './shownRows.js';
import { VaultNameCache } from './vaultNameCache.js';

/**
 * Builds the rows of the tree from the loaded jobs, and remembers how VS Code shows each row. This code is
 * loaded with the first rows.
 */
export class TreeRows {
  readonly #loadAlls: LoadAlls;
  readonly #vaults: VaultNameCache;
  /** How VS Code shows each row, and the time for which it was rendered. */
  readonly #looks = new WeakMap<Row, { readonly look: string; readonly now: Date }>();

  readonly #badFirst: () => boolean;

  /** Calls `onNewNames` when the names of vaults arrive that have no loaded jobs. */
  constructor(options: { loadAlls: LoadAlls; badFirst: () => boolean; onNewNames: () => void }) {
    this.#loadAlls = options.loadAlls;
    this.#badFirst = options.badFirst;
    this.#vaults = new VaultNameCache(options.onNewNames);
  }

  item(row: Row): vscode.TreeItem {
    const now = new Date();
    const item = rowItem(row, now, this.#loadAlls);
    this.#looks.set(row, { look: lookOf(item), now });
    return item;
  }

  /** The branches of the resources that need attention, one for each region. */
  attentionOf(roots: readonly Branch[]): AttentionRow[] {
    const now = new Date();
    return roots.flatMap((root) => attentionBranch(root, now) ?? []);
  }

  /** The rows at the top. */
  top(roots: readonly Branch[], attention: readonly AttentionRow[]): Row[] {
    return rootRows(roots, (root) => this.#contextOf(root), attention);
  }

  /** The rows below a row. */
  below(row: Row): Row[] {
    if (row.kind === 'chunk') return rowsOfChunk(row);
    return isBranch(row) ? rowsOf(row, this.#contextOf(row)) : [];
  }

  /** The rows that VS Code has to refresh, see {@link rowChanges}. */
  changes(
    shown: ShownRows,
    roots: readonly Branch[],
    attention: readonly AttentionRow[],
  ): readonly (Row | undefined)[] {
    return rowChanges(shown, {
      rowsBelow: (parent) => {
        if (parent === undefined) return this.top(roots, attention);
        const isUnread =
          parent.kind !== 'chunk' &&
          !(isBranch(parent) && (parent.list.hasStarted || parent.list.state.name === 'failed'));
        return isUnread ? undefined : this.below(parent);
      },
      isOther: (before, row) => {
        const { look, now } = this.#looks.get(before) ?? {};
        return now !== undefined && look !== this.#lookAt(row, now);
      },
      isLive: (before, row) => {
        const now = new Date();
        return this.#lookAt(before, now) === this.#lookAt(row, now);
      },
    });
  }

  /** Requests the names of vaults that the trees may miss. */
  requestVaultNames(roots: readonly Branch[]): void {
    for (const root of roots) this.#vaults.request(root);
  }

  #lookAt(row: Row, now: Date): string {
    return lookOf(rowItem(row, now, this.#loadAlls));
  }

  #contextOf(branch: Branch): GroupingContext {
    return { now: new Date(), knownValues: this.#vaults.of(branch), badFirst: this.#badFirst() };
  }
}

/** Everything that a row shows, and the context value for its menu. */
function lookOf({ contextValue, description, iconPath, label }: vscode.TreeItem): string {
  return JSON.stringify([label, description, contextValue, iconPath]);
}
