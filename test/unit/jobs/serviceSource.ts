import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { type JobQuery, jobQueryFilters, queryKey } from '../../../src/jobs/jobQuery.js';
import {
  type FailureKind,
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../../../src/jobs/jobSource.js';
import type { RequestLimit } from '../../../src/jobs/sweep/requestLimit.js';
import type { SampleService, ServiceResponse } from '../../../src/sample/http.js';
import { getRequest } from '../../service/getRequest.js';

/** The fault of one request; `none` has no effect. */
export type Fault =
  | 'none'
  | 'accessDenied'
  | 'network'
  | 'throttled'
  | 'invalidToken'
  | 'emptyPage'
  | 'repeatedToken'
  | 'jobsOfThePageBefore';

/**
 * Reads the sample service without the SDK, and applies faults to its requests. Decodes only what the laws
 * compare.
 */
export class ServiceSource implements JobSource {
  readonly #service: SampleService;
  readonly #faults: Fault[] = [];
  readonly #lastPages = new Map<string, readonly BackupJob[]>();

  /** The number of requests for jobs. */
  requests = 0;
  /** The number of them that were answered with a page. */
  pages = 0;
  vaultRequests = 0;

  constructor(
    service: SampleService,
    readonly limit?: RequestLimit,
  ) {
    this.#service = service;
  }

  injectFault(fault: Fault): void {
    this.#faults.push(fault);
  }

  heal(): void {
    this.#faults.length = 0;
  }

  async listBackupJobs(query: JobQuery, { maxResults, nextToken }: PageRequest): Promise<JobPage> {
    this.requests++;
    const fault = this.#faults.shift();
    if (fault === 'accessDenied' || fault === 'network' || fault === 'throttled') throw failure(fault);
    if (fault === 'invalidToken' && nextToken !== undefined) throw failure('invalidParameter');
    const token = nextToken?.replace(/^again:/, '');
    if (fault === 'emptyPage') {
      this.pages++;
      return { jobs: [], nextToken: `again:${nextToken ?? ''}` };
    }
    const page = await this.#page(query, maxResults, token);
    this.pages++;
    const key = queryKey(query);
    const pageBefore = this.#lastPages.get(key) ?? [];
    this.#lastPages.set(key, page.jobs);
    return {
      jobs: fault === 'jobsOfThePageBefore' && token ? [...pageBefore, ...page.jobs] : page.jobs,
      nextToken: fault === 'repeatedToken' && token ? nextToken : page.nextToken,
    };
  }

  async describeBackupJob(backupJobId: string): Promise<BackupJob> {
    this.requests++;
    if (this.#faults.shift() === 'network') throw failure('network');
    const answer = await this.#service(getRequest(`/backup-jobs/${encodeURIComponent(backupJobId)}`));
    if (answer.statusCode !== 200) throw failure('notFound');
    return withDates(JSON.parse(answer.body) as BackupJob);
  }

  async listBackupVaultNames(): Promise<readonly string[]> {
    this.vaultRequests++;
    const answer = await this.#service(getRequest('/backup-vaults/'));
    const body = JSON.parse(answer.body) as { BackupVaultList: { BackupVaultName: string }[] };
    return body.BackupVaultList.map(({ BackupVaultName }) => BackupVaultName);
  }

  dispose(): void {}

  async #page(query: JobQuery, maxResults: number | undefined, token: string | undefined): Promise<JobPage> {
    const filters = jobQueryFilters.map((name) => [name, wireValue(query[name])] as const);
    const answer = await this.#service(
      getRequest('/backup-jobs/', {
        ...Object.fromEntries(filters),
        maxResults: maxResults?.toString(),
        nextToken: token || undefined,
      }),
    );
    if (answer.statusCode !== 200) throw failure(kindOf(answer));
    const body = JSON.parse(answer.body) as { BackupJobs?: BackupJob[]; NextToken?: string };
    return { jobs: body.BackupJobs?.map(withDates) ?? [], nextToken: body.NextToken };
  }
}

function kindOf({ statusCode, body }: ServiceResponse): FailureKind {
  if (body.includes('Rate exceeded')) return 'throttled';
  return statusCode >= 500 ? 'service' : 'invalidParameter';
}

function wireValue(value: string | Date | undefined): string | undefined {
  return value instanceof Date ? value.toISOString() : value;
}

/** Turns the epoch seconds of a parsed job into dates. */
function withDates(job: BackupJob): BackupJob {
  const fields = job as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields))
    if ((name.endsWith('Date') || name === 'StartBy') && typeof value === 'number')
      fields[name] = new Date(value * 1000);
  return job;
}

function failure(kind: FailureKind): JobSourceError {
  return new JobSourceError({ kind, summary: kind, detail: '', remedy: 'retry' });
}
