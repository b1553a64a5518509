import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { isBad } from '../../src/jobs/jobStates.js';
import type { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { groupsOfRow, type Row } from '../../src/tree/rows.js';

/** A row on the screen, with the rows below it if it is expanded. */
export interface ScreenRow {
  readonly row: Row;
  text: string;
  children: readonly ScreenRow[];
}

/**
 * What VS Code shows of a tree: a row stays as it is until the provider fires a change of it or of a row
 * above it.
 */
export class TreeScreen {
  readonly #provider: JobTreeProvider;
  readonly #open = new Set<string>();
  /** The rows that VS Code has; it keeps their state. */
  #known = new Set<string>();
  #tops: readonly ScreenRow[] = [];
  #work: Promise<void> = Promise.resolve();
  #changes = 0;

  constructor(provider: JobTreeProvider) {
    this.#provider = provider;
    provider.onDidChangeTreeData((row) => this.#enqueue(() => this.#refresh(row)));
    this.#enqueue(() => this.#refresh(undefined));
  }

  /** Every row, parents before their children. */
  *rows(rows = this.#tops): Generator<ScreenRow> {
    for (const row of rows) {
      yield row;
      yield* this.rows(row.children);
    }
  }

  /** The rows as lines: `  Failed | 3`. */
  lines(rows = this.#tops, depth = 0): string[] {
    return rows.flatMap(({ children, text }) => [
      '  '.repeat(depth) + text,
      ...this.lines(children, depth + 1),
    ]);
  }

  /** Expands or collapses a row. Expanding a row requests the rows below it again. */
  toggle({ row }: ScreenRow): void {
    if (this.#open.delete(row.id)) this.#provider.forget(row);
    else this.#open.add(row.id);
    this.#enqueue(() => this.#refresh(row));
  }

  /** Resolves when nothing is pending. */
  async settled(): Promise<void> {
    for (let seen = -1; seen !== this.#changes; ) {
      seen = this.#changes;
      await this.#work;
      await sleep(settleMs);
    }
  }

  #enqueue(work: () => Promise<void>): void {
    this.#changes++;
    this.#work = this.#work.then(work);
  }

  async #refresh(row: Row | undefined): Promise<void> {
    this.#known = new Set([...this.rows()].map((one) => one.row.id));
    if (row === undefined) {
      this.#tops = await this.#below(undefined);
      return;
    }
    // As in VS Code, a change of an unknown row is lost.
    const shown = [...this.rows()].find((one) => one.row === row);
    if (shown === undefined) return;
    shown.children = this.#open.has(row.id) ? await this.#below(row) : [];
    shown.text = this.#textOf(row);
  }

  async #below(parent: Row | undefined): Promise<ScreenRow[]> {
    const shown: ScreenRow[] = [];
    for (const row of await this.#provider.getChildren(parent)) {
      const one: ScreenRow = { row, text: this.#textOf(row), children: [] };
      if (!this.#known.has(row.id)) this.#setOpen(row);
      if (this.#open.has(row.id)) one.children = await this.#below(row);
      shown.push(one);
    }
    return shown;
  }

  #setOpen(row: Row): void {
    const { collapsibleState } = this.#provider.getTreeItem(row);
    if (collapsibleState === vscode.TreeItemCollapsibleState.Expanded) this.#open.add(row.id);
    else this.#open.delete(row.id);
  }

  #textOf(row: Row): string {
    const { description, label } = this.#provider.getTreeItem(row);
    return `${String(label)} | ${String(description ?? '')}`;
  }
}

/** A line for each row with counts that contradict those of the rows below it. */
export function contradictions(screen: TreeScreen): string[] {
  return [...screen.rows()].flatMap((above) =>
    above.row.kind === 'group' && above.children.length > 0 ? contradictionsBelow(above) : [],
  );
}

function contradictionsBelow(above: ScreenRow): string[] {
  const shown = countsOf(above.text);
  const rows = above.children.filter(({ row }) => row.kind === 'group' || row.kind === 'job');
  const counts = rows.map((row) => (row.row.kind === 'job' ? one : countsOf(row.text)));
  const known = counts.reduce((sum, count) => sum + count.known, 0);
  const isComplete =
    counts.every(({ isExact }) => isExact) && above.children.every(({ row }) => row.kind !== 'loadMore');
  const failedBelow = rows
    .filter(({ row }) => isBad({ State: stateOf(row) }))
    .map(({ text }) => countsOf(text))
    .reduce(
      (sum, { isExact, known: more }) => ({ known: sum.known + more, isExact: sum.isExact && isExact }),
      { known: 0, isExact: true },
    );
  const isByState = rows.some(({ row }) => stateOf(row) !== undefined);
  return [
    shown.known < known && `fewer than the ${known} below`,
    shown.isExact && !isComplete && 'an exact count, but the rows below are incomplete',
    shown.isExact && shown.known !== known && `a count other than the ${known} below`,
    isByState && shown.failed < failedBelow.known && `fewer than the ${failedBelow.known} failed below`,
    isByState &&
      shown.isFailedExact &&
      shown.failed !== failedBelow.known &&
      `a failed count other than the ${failedBelow.known} below`,
    isByState &&
      shown.isFailedExact &&
      !failedBelow.isExact &&
      'an exact failed count, but the failed rows below are incomplete',
  ]
    .filter((problem) => problem !== false)
    .map((problem) => `“${above.text}” says ${problem}: ${rows.map(({ text }) => text).join(', ')}`);
}

/** The state of a group of a state; undefined for other rows. */
function stateOf(row: Row): string | undefined {
  const [group] = row.kind === 'group' ? groupsOfRow(row) : [];
  return group?.dimension.name === 'state' ? group.value : undefined;
}

/** The counts in `prod | 12 failed · 1,204+`. */
function countsOf(text: string) {
  const [, count = '', more] = /([\d,]+)(\+?)$/.exec(text) ?? [];
  const [, failed = '0', moreFailed = more] = /([\d,]+)(\+?) failed/.exec(text) ?? [];
  const number = (digits: string) => Number(digits.replaceAll(',', ''));
  return {
    known: number(count),
    isExact: more === '',
    failed: number(failed),
    isFailedExact: moreFailed === '',
  };
}

const one = { known: 1, isExact: true };

/** Longer than the time that the tree waits before it fires a change. */
const settleMs = 130;
