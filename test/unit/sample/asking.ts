import type { SampleService } from '../../../src/sample/http.js';
import type { SampleVault } from '../../../src/sample/sampleAccount.js';
import type { WireJob } from '../../../src/sample/wireJob.js';
import { getRequest } from '../../service/getRequest.js';

/** The members of all operations' answers that the tests read. */
export interface AnswerBody {
  readonly BackupJobs?: readonly WireJob[];
  readonly BackupVaultList?: readonly SampleVault[];
  readonly ChildJobsInState?: Readonly<Record<string, number>>;
  readonly Message?: string;
  readonly NextToken?: string;
  readonly NumberOfChildJobs?: number;
  readonly __type?: string;
  readonly message?: string;
}

/** A parsed answer of the service. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AnswerBody;
}

export type Query = Readonly<Record<string, string | undefined>>;

/** Makes a request to the service and parses its JSON. */
export async function ask(service: SampleService, path: string, query: Query = {}): Promise<Answer> {
  const { body, headers, statusCode } = await service(getRequest(path, query));
  return { statusCode, headers, body: JSON.parse(body) };
}

/** Makes a request that fails, and returns the name of the error as clients extract it from the header. */
export async function askForError(
  service: SampleService,
  query: Query,
  path = '/backup-jobs/',
): Promise<string> {
  const { headers, statusCode } = await ask(service, path, query);
  return `${statusCode} ${headers['x-amzn-errortype']?.split(':')[0]}`;
}

/** The IDs of one page of ListBackupJobs. */
export async function listIds(
  service: SampleService,
  query: Query = {},
): Promise<readonly (string | undefined)[]> {
  const { body } = await ask(service, '/backup-jobs/', query);
  return idsOf(body);
}

/** The IDs of each page of ListBackupJobs, up to the end; at most 10,000 pages. */
export async function walkIds(
  service: SampleService,
  query: Query = {},
): Promise<readonly (readonly (string | undefined)[])[]> {
  const pages: (readonly (string | undefined)[])[] = [];
  let nextToken: string | undefined;
  do {
    const { body } = await ask(service, '/backup-jobs/', { ...query, nextToken });
    pages.push(idsOf(body));
    nextToken = body.NextToken;
  } while (nextToken !== undefined && pages.length < 10_000);
  return pages;
}

function idsOf(body: AnswerBody): readonly (string | undefined)[] {
  if (body.BackupJobs === undefined) throw new Error(`No jobs in ${JSON.stringify(body)}`);
  return body.BackupJobs.map((job) => job.BackupJobId);
}
