import { type Branch, type GroupRow, isAttentionResource, isOutcomeResource, type Row } from './rows.js';

/**
 * Which groups VS Code expands when it first shows them: all, if few jobs match. VS Code keeps the state of a
 * row as long as the row is there, so each row is given the same state again, unless the user has changed it.
 */
export class OpenAtFirst {
  readonly #given = new Map<string, boolean>();
  readonly #collapsed = new Set<string>();
  #subject = '';

  /**
   * Whether VS Code expands a row. Expanding makes no request: all jobs of an expanded row are already known.
   */
  isOpen(row: Row, roots: readonly Branch[]): boolean {
    if (row.kind !== 'group' || isResource(row) || this.#collapsed.has(row.id)) return false;
    // Few look for the jobs of an archive.
    if (row.session.isArchive) return false;
    const given = this.#given.get(row.id);
    if (given !== undefined) return given;
    // The trees are being replaced: nothing is known about their jobs.
    if (roots.length === 0) return false;
    const isOpen = haveFewJobs(roots) && isKnown(row);
    this.#given.set(row.id, isOpen);
    return isOpen;
  }

  /** Remembers that the user has collapsed a row. */
  collapse({ id }: Row): void {
    this.#collapsed.add(id);
  }

  /** Forgets that the user has collapsed a row. */
  expand({ id }: Row): void {
    this.#collapsed.delete(id);
  }

  /** If these trees have other rows than the last ones, all rows are new to VS Code. */
  begin(roots: readonly Branch[]): void {
    const subject = roots
      .map(({ dimensions, id }) => [id, ...dimensions.map(({ name }) => name)].join(' '))
      .join('\n');
    if (subject !== this.#subject) this.#given.clear();
    this.#subject = subject;
  }

  /** Forgets the rows of another connection. */
  clear(): void {
    this.#given.clear();
    this.#collapsed.clear();
  }
}

/** Whether a group is a resource with all its jobs, wherever it is. */
function isResource(row: GroupRow): boolean {
  return isAttentionResource(row) || isOutcomeResource(row);
}

/** Whether the number of all jobs is known, and small enough to show all of them. */
function haveFewJobs(roots: readonly Branch[]): boolean {
  if (!roots.every(({ list }) => list.isComplete)) return false;
  return roots.reduce((sum, { list }) => sum + list.jobs().length, 0) <= maxOpenJobs;
}

function isKnown({ group, session }: GroupRow): boolean {
  return session.pool.knownList(group.selection).isComplete;
}

/** In all regions together. More rows than this do not fit into a view anyway. */
const maxOpenJobs = 50;
