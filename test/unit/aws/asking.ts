import assert from 'node:assert/strict';
import type { AwsConnection } from '../../../src/aws/awsConnection.js';
import { type OpenOptions, openConnection } from '../../../src/aws/connectionSource.js';
import type { RequestLogEntry } from '../../../src/aws/requestLog.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import { isJobSourceError, type JobFailure, type JobPage } from '../../../src/jobs/jobSource.js';

/** Options that a test may set. */
export interface AskOptions
  extends Partial<
    Pick<
      OpenOptions,
      'allowsInsecureEndpoints' | 'endpoint' | 'mfaCode' | 'onNewCredentials' | 'onOtherSettings' | 'timeouts'
    >
  > {
  /** `region` sets a single region. */
  readonly connection?: { readonly region?: string | undefined } & AwsConnection;
  readonly log?: RequestLogEntry[];
  readonly query?: JobQuery;
}

/** Opens a connection, by default in us-east-1. */
export async function open(asking: AskOptions = {}) {
  const { connection: named = { region: 'us-east-1' }, log = [], ...others } = asking;
  const { region, ...connection } = named;
  const opened = await openConnection({
    connection: { ...(region !== undefined && { regions: [region] }), ...connection },
    log: (entry) => log.push(entry),
    ...others,
  });
  return { ...opened, ...opened.regions[0] };
}

/** Opens a connection, requests one page and closes the connection. */
export async function ask(asking: AskOptions = {}): Promise<JobPage> {
  const { source } = await open(asking);
  try {
    return await source.listBackupJobs(asking.query ?? {}, { signal: new AbortController().signal });
  } finally {
    source.dispose();
  }
}

/** The failure of a promise, which must reject with a JobSourceError. */
export async function failureIn(work: Promise<unknown>): Promise<JobFailure> {
  const error: unknown = await work.then(
    () => assert.fail('It should have failed'),
    (reason: unknown) => reason,
  );
  if (isJobSourceError(error)) return error.failure;
  throw error;
}
