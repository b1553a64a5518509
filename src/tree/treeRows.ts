import * as vscode from 'vscode';
import { KnownIssueSetting } from '../editor/knownIssueSetting.js';
import { KnownIssueReports } from '../editor/reportKnownIssues.js';
import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { acceptedRuns } from '../schedule/acceptedFindings.js';
import { ArchiveRows } from './archiveRows.js';
import { type AttentionCount, attentionBadge } from './attentionBadge.js';
import { attentionRow, attentionRows, readableParts } from './attentionRows.js';
import { LiveSchedule } from './liveSchedule.js';
import type { LoadAlls } from './loadAlls.js';
import { rowsOfMissed } from './missedRows.js';
import { rowsOfChunk } from './nightRows.js';
import { OpenAtFirst } from './openAtFirst.js';
import { rowsOfOutcome } from './outcomeRows.js';
import { rootRows } from './rootRows.js';
import { rowChanges } from './rowChanges.js';
import { rowItem } from './rowItem.js';
import { type AttentionRow, type Branch, eachJobOnce, isArchive, isBranch, type Row } from './rows.js';
import { type RowsContext, rowsOf } from './rowsOf.js';
import type { ShownRows } from './shownRows.js';
import { SourceCounts } from './sourceCounts.js';
import { VaultNameCache } from './vaultNameCache.js';

export interface TreeRowsOptions {
  readonly loadAlls: LoadAlls;
  readonly badFirst: () => boolean;
  /** The trees that are shown. */
  readonly roots: () => readonly Branch[];
  /** Called when more is known: the names of vaults that have no loaded jobs, counts, or missed runs. */
  readonly onNews: () => void;
  /** Called when other known issues count. */
  readonly onDidChangeKnown: () => void;
}

/**
 * Builds the rows of the tree from the loaded jobs, and remembers how VS Code shows each row. This code is
 * loaded with the first rows.
 */
export class TreeRows implements vscode.Disposable {
  readonly openAtFirst = new OpenAtFirst();
  readonly eachJobOnce = eachJobOnce;
  readonly #vaults: VaultNameCache;
  readonly #counts: SourceCounts;
  readonly #archives: ArchiveRows;
  readonly #schedule: LiveSchedule;
  readonly #issues = new KnownIssueSetting();
  /** How VS Code shows each row, and the time for which it was rendered. */
  readonly #looks = new WeakMap<Row, { readonly look: string; readonly now: Date }>();

  readonly #options: TreeRowsOptions;

  constructor(options: TreeRowsOptions) {
    this.#options = options;
    this.#vaults = new VaultNameCache(options.onNews);
    this.#counts = new SourceCounts(options.onNews);
    this.#archives = new ArchiveRows(this.#counts, options.onNews);
    this.#schedule = new LiveSchedule(options.onNews, () => this.known);
    const reports = new KnownIssueReports();
    void reports.report(this.#issues.entries);
    this.#issues.onDidChange(() => {
      options.onDidChangeKnown();
      void reports.report(this.#issues.entries);
    });
  }

  /** The known issues that count. */
  get known(): AcceptedIssues {
    return this.#issues.accepted;
  }

  item(row: Row): vscode.TreeItem {
    const now = new Date();
    const item = rowItem(row, now, this.#options.loadAlls, this.known);
    this.#looks.set(row, { look: lookOf(item, row), now });
    if (this.openAtFirst.isOpen(row, this.#options.roots()))
      item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    return item;
  }

  /** The row of the resources that need attention; undefined if the filter excludes all bad jobs. */
  attentionOf(roots: readonly Branch[]): AttentionRow | undefined {
    return attentionRow(
      roots,
      new Date(),
      (them) => this.#schedule.stateOf(them),
      () => this.known,
    );
  }

  /**
   * The badge of the view. It is about the last days, of which a history does not know everything.
   *
   * @param shown the row Needs attention, if there is one: the badge counts the same
   */
  badge(roots: readonly Branch[], shown?: AttentionRow): AttentionCount | undefined {
    if (roots.some(({ session }) => session.source?.isUnchanging)) return undefined;
    const row = shown ?? this.attentionOf(roots);
    return row && attentionBadge(row, new Date());
  }

  /** How many runs without a job these issues accept, as far as they are known. */
  acceptedRuns(roots: readonly Branch[], known: AcceptedIssues): number {
    const schedule = this.#schedule.stateOf(roots);
    return typeof schedule === 'string' ? 0 : acceptedRuns(schedule.findings, known);
  }

  /** The rows at the top. */
  top(roots: readonly Branch[], attention?: AttentionRow): Row[] {
    this.#schedule.follow(roots);
    return [...rootRows(roots, (root) => this.#contextOf(root), attention), ...this.#archives.of(roots)];
  }

  /** The rows below a row. */
  below(row: Row): Row[] {
    if (row.kind === 'chunk') return rowsOfChunk(row);
    if (row.kind === 'outcome') return rowsOfOutcome(row);
    if (row.kind === 'missed') return rowsOfMissed(row);
    if (row.kind === 'attention') return attentionRows(row, new Date());
    return isBranch(row) ? rowsOf(row, this.#contextOf(row)) : [];
  }

  /** The rows that VS Code has to refresh, see {@link rowChanges}. */
  changes(
    shown: ShownRows,
    roots: readonly Branch[],
    attention?: AttentionRow,
  ): readonly (Row | undefined)[] {
    return rowChanges(shown, {
      rowsBelow: (parent) => {
        if (parent === undefined) return this.top(roots, attention);
        return isRead(parent) ? this.below(parent) : undefined;
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

  /** Lets the next rows judge again what could not be judged. */
  retry(): void {
    this.#schedule.retry();
  }

  dispose(): void {
    this.#archives.dispose();
    this.#counts.dispose();
    this.#schedule.dispose();
    this.#issues.dispose();
  }

  /** Requests the names of vaults that the trees may miss. */
  requestVaultNames(roots: readonly Branch[]): void {
    for (const root of roots) this.#vaults.request(root);
  }

  #lookAt(row: Row, now: Date): string {
    return lookOf(rowItem(row, now, this.#options.loadAlls, this.known), row);
  }

  #contextOf(branch: Branch): RowsContext {
    const { known } = this;
    return {
      now: new Date(),
      ...(known.issues.length > 0 && {
        isAccepted: (job: BackupJob) => known.issueOfFailure(job) !== undefined,
      }),
      known: () => this.known,
      knownValues: this.#vaults.of(branch),
      counted: this.#counts.of(branch),
      totalOf: (root) => this.#counts.totalOf(root),
      badFirst: this.#options.badFirst(),
      outcomesOf: (root) => this.#schedule.outcomesOf(root, this.#options.roots()),
    };
  }
}

/** Whether the rows below a row can be built without a request. */
function isRead(row: Row): boolean {
  if (row.kind === 'chunk' || row.kind === 'outcome' || row.kind === 'missed') return true;
  const branches = row.kind === 'attention' ? readableParts(row) : isBranch(row) ? [row] : [];
  return branches.some(({ list }) => list.hasStarted || list.state.name === 'failed');
}

/** Everything that a row shows, the context value for its menu, and the version of a tooltip that is kept. */
function lookOf({ contextValue, description, iconPath, label }: vscode.TreeItem, row: Row): string {
  const tooltip = row.kind === 'group' && isArchive(row) ? row.coverVersion : undefined;
  return JSON.stringify([label, description, contextValue, iconPath, tooltip]);
}
