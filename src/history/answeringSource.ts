import * as l10n from '@vscode/l10n';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { filterNames, filterTable } from '../jobs/filterTable.js';
import type { JobField } from '../jobs/jobField.js';
import { everyAccount, everyMessageCategory, type JobQuery, jobQueryFilters } from '../jobs/jobQuery.js';
import type { ClientFilter, JobSelection, SelectionPart } from '../jobs/jobSelection.js';
import {
  type JobFailure,
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
  type UnansweredPart,
} from '../jobs/jobSource.js';
import { completedWithIssues } from '../jobs/jobStates.js';
import type { OneOfFilter } from '../jobs/oneOfFilter.js';
import type { StoredJobs } from '../jobs/storedJobs.js';
import type { FileFacts } from './fileJob.js';

/** The fields that a file states. */
export type StatedFields = Pick<FileFacts, 'fields' | 'kinds'>;

/** A source that can count. */
type CountingSource = JobSource & Required<Pick<JobSource, 'countJobs'>>;

/**
 * A history that does not answer what its files do not state. A filter by a field that no file names fails.
 * If only some files name it, the jobs that match are listed, but the list fails instead of ending: what the
 * jobs of the other files have in this field is not known.
 */
export class AnsweringSource implements JobSource {
  readonly isUnchanging = true;
  readonly #source: CountingSource;
  readonly #files: readonly StatedFields[];
  readonly stored: StoredJobs | undefined;
  readonly #lacks = new Map<JobField, UnansweredPart | undefined>();

  /** `stored` are the jobs of all regions. */
  constructor(source: CountingSource, files: readonly StatedFields[], stored?: StoredJobs) {
    this.#source = source;
    this.stored = stored;
    this.#files = files.filter(({ kinds }) => kinds.length > 0);
  }

  get isCharged() {
    return this.#source.isCharged;
  }

  async listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage> {
    const lack = this.unanswered({ query, clientFilters: [] });
    if (lack === undefined) return this.#source.listBackupJobs(query, page);
    if (lack.isEverywhere || page.nextToken === unansweredToken) throw new JobSourceError(lack.failure);
    const { jobs, nextToken = unansweredToken } = await this.#source.listBackupJobs(query, page);
    return { jobs, nextToken };
  }

  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob> {
    return this.#source.describeBackupJob(backupJobId, signal);
  }

  listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    return this.#source.listBackupVaultNames(signal);
  }

  async countJobs(selection: JobSelection, by: JobField, signal: AbortSignal) {
    const isAnswered = selection.parts.every((part) => this.unanswered(part) === undefined);
    return isAnswered ? this.#source.countJobs(selection, by, signal) : undefined;
  }

  forget(): void {
    this.#source.forget?.();
  }

  dispose(): void {
    this.#source.dispose();
  }

  unanswered({ clientFilters, query }: SelectionPart): UnansweredPart | undefined {
    for (const name of jobQueryFilters) {
      const value = query[name];
      if (value === undefined || value === everyAccount || value === everyMessageCategory) continue;
      const lack = this.#lackOf(filterTable[name].field);
      if (lack !== undefined) return lack;
    }
    for (const clientFilter of clientFilters) {
      for (const field of fieldsFor(clientFilter)) {
        const lack = this.#lackOf(field);
        if (lack !== undefined) return lack;
      }
    }
    return undefined;
  }

  /** What can be said about a filter by a field, if some files do not name it. */
  #lackOf(field: JobField): UnansweredPart | undefined {
    if (this.#lacks.has(field)) return this.#lacks.get(field);
    const without = this.#files.filter(({ fields }) => fields !== undefined && !fields.includes(field));
    const areReports = without.every(({ kinds }) => kinds.every((kind) => kind === 'report'));
    const isEverywhere = without.length === this.#files.length;
    const lack =
      without.length === 0
        ? undefined
        : { failure: failureOf({ areReports, field, isEverywhere }), isEverywhere };
    this.#lacks.set(field, lack);
    return lack;
  }
}

/**
 * The fields that a job must have for a client-side filter to be right. None for the filters of the groups of
 * jobs without a value, which are shown as they are.
 */
function fieldsFor(clientFilter: ClientFilter): readonly JobField[] {
  switch (clientFilter.keeps) {
    case 'ofField':
      return clientFilter.value === undefined ? [] : [clientFilter.field];
    case 'ofMessage':
      return clientFilter.pattern === undefined ? [] : ['StatusMessage'];
    case 'oneOf': {
      const { field } = filterTable[clientFilter.filter];
      // That a job has completed with issues is in its message category.
      return dependsOnIssues(clientFilter) ? [field, 'MessageCategory'] : [field];
    }
    case 'withIssues':
      return ['MessageCategory'];
    case 'withoutIssues':
      return [];
  }
}

/** Whether a job that has completed belongs to the filter only with, or only without, issues. */
function dependsOnIssues({ filter, values }: OneOfFilter): boolean {
  return (
    filter === 'state' && values.includes(completedWithIssues) && !values.some((one) => one === 'COMPLETED')
  );
}

interface Lack {
  readonly field: JobField;
  /** Whether all files that do not name the field are job reports. */
  readonly areReports: boolean;
  /** Whether no file names the field. */
  readonly isEverywhere: boolean;
}

function failureOf({ areReports, field, isEverywhere }: Lack): JobFailure {
  return {
    kind: 'invalidParameter',
    summary: lackText(field, areReports),
    detail: isEverywhere
      ? l10n.t('So it is not known which jobs match the filter. Clear it to see all jobs.')
      : l10n.t('The jobs shown match the filter. For jobs of other files, this is not known.'),
    remedy: 'clearFilters',
  };
}

function lackText(field: JobField, areReports: boolean): string {
  if (field === 'MessageCategory' && areReports)
    return l10n.t('Job reports do not name the message category');
  const name = filterNames.find((one) => filterTable[one].field === field);
  const filter = name === undefined ? field : filterTable[name].title();
  return areReports
    ? l10n.t('Some job reports do not name what this filter needs: {filter}', { filter })
    : l10n.t('Some files do not name what this filter needs: {filter}', { filter });
}

/** The token after the last page of a list that is not the whole answer. */
const unansweredToken = 'unanswered';
