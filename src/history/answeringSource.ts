import * as l10n from '@vscode/l10n';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { filterTable } from '../jobs/filterTable.js';
import type { JobField } from '../jobs/jobField.js';
import { everyAccount, everyMessageCategory, type JobQuery, jobQueryFilters } from '../jobs/jobQuery.js';
import type { SelectionPart } from '../jobs/jobSelection.js';
import { type JobPage, type JobSource, JobSourceError, type PageRequest } from '../jobs/jobSource.js';
import type { FileFacts } from './fileJob.js';
import type { HistorySource } from './historySource.js';

/**
 * A history that does not answer what its files do not state. A filter by a field that no file names fails.
 * If only some files name it, the jobs that match are listed, but the list fails instead of ending: what the
 * jobs of the other files have in this field is not known.
 */
export class AnsweringSource implements JobSource {
  readonly isHistory = true;
  readonly #source: HistorySource;
  readonly #files: readonly FileFacts[];

  constructor(source: HistorySource, files: readonly FileFacts[]) {
    this.#source = source;
    this.#files = files.filter(({ kinds }) => kinds.length > 0);
  }

  async listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage> {
    const lack = this.#lackFor(query);
    if (lack === undefined) return this.#source.listBackupJobs(query, page);
    if (lack.isEverywhere || page.nextToken === unansweredToken) throw unanswered(lack);
    const { jobs, nextToken = unansweredToken } = await this.#source.listBackupJobs(query, page);
    return { jobs, nextToken };
  }

  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob> {
    return this.#source.describeBackupJob(backupJobId, signal);
  }

  listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    return this.#source.listBackupVaultNames(signal);
  }

  async countJobs(part: SelectionPart, by: JobField, signal: AbortSignal) {
    return this.#lackFor(part.query) === undefined ? this.#source.countJobs(part, by, signal) : undefined;
  }

  dispose(): void {
    this.#source.dispose();
  }

  /** The first filter of a query whose field some files do not name. */
  #lackFor(query: JobQuery): Lack | undefined {
    for (const name of jobQueryFilters) {
      const value = query[name];
      if (value === undefined || value === everyAccount || value === everyMessageCategory) continue;
      const { field } = filterTable[name];
      const without = this.#files.filter(({ fields }) => fields !== undefined && !fields.includes(field));
      if (without.length === 0) continue;
      const areReports = without.every(({ kinds }) => kinds.every((kind) => kind === 'report'));
      return { name, areReports, isEverywhere: without.length === this.#files.length };
    }
    return undefined;
  }
}

interface Lack {
  readonly name: (typeof jobQueryFilters)[number];
  /** Whether all files that do not name the field are job reports. */
  readonly areReports: boolean;
  /** Whether no file names the field. */
  readonly isEverywhere: boolean;
}

function unanswered({ areReports, isEverywhere, name }: Lack): JobSourceError {
  return new JobSourceError({
    kind: 'invalidParameter',
    summary: lackText(name, areReports),
    detail: isEverywhere
      ? l10n.t('So it is not known which jobs match the filter. Clear it to see all jobs.')
      : l10n.t('The jobs shown match the filter. For jobs of other files, this is not known.'),
    remedy: 'clearFilters',
  });
}

function lackText(name: Lack['name'], areReports: boolean): string {
  if (name === 'messageCategory' && areReports) return l10n.t('Job reports do not name the message category');
  const filter = filterTable[name].title();
  return areReports
    ? l10n.t('Some job reports do not name what this filter needs: {filter}', { filter })
    : l10n.t('Some files do not name what this filter needs: {filter}', { filter });
}

/** The token after the last page of a list that is not the whole answer. */
const unansweredToken = 'unanswered';
