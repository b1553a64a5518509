import assert from 'node:assert/strict';
import {
  type ExportPart,
  type ExportScope,
  exportedJobs,
} from '../../../src/documents/export/exportedJobs.js';
import { type BackupJob, jobKey } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import { isJobSourceError, type JobSource } from '../../../src/jobs/jobSource.js';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { ServiceSource } from '../jobs/serviceSource.js';

const account = generateAccount({ seed: 7, jobs: 3000, now: Date.now() });
const everyState: JobSelection = {
  parts: ['FAILED', 'COMPLETED', 'FAILED'].map((state) => ({ query: { state }, clientFilters: [] })),
};

describe('The jobs of an export', () => {
  it('contain every job once, latest first, and the pool keeps none of them', async () => {
    const { part, pool, source } = regionOf(selectionOf({}));
    const jobs = await read([part], 'everything');
    assert.equal(new Set(jobs.map(jobKey)).size, jobs.length);
    assert.equal(jobs.length, (await all(selectionOf({}))).length);
    const times = jobs.map(({ CreationDate }) => CreationDate?.getTime() ?? 0);
    assert.deepEqual(
      times,
      [...times].sort((one, other) => other - one),
    );
    assert.ok(source.requests >= jobs.length / 100);
    assert.deepEqual([...pool.knownJobs()], []);
  });

  it('contain a job once even if several parts of the selection match it', async () => {
    const jobs = await read([regionOf(everyState).part], 'everything');
    assert.equal(new Set(jobs.map(jobKey)).size, jobs.length);
    assert.equal(jobs.length, (await all(everyState)).length);
  });

  it('can be the loaded jobs at the time of the call, without a request', async () => {
    const { part, pool, source } = regionOf(selectionOf({}));
    const list = pool.list(selectionOf({}));
    await list.loadMore();
    const { requests } = source;
    const loaded = { ...part, jobs: list.jobs() };
    const batches = exportedJobs([loaded], 'loaded', { signal: new AbortController().signal });
    const { value } = await batches.next();
    await list.loadMore();
    assert.equal(value?.jobs.length, 100);
    assert.equal(source.requests, requests + 1, 'only the list has loaded another page');
  });

  it('are held back while jobs that precede them may still arrive, up to 8,000', async () => {
    for (const [count, batches] of [
      [8000, [8000]],
      [8001, [8001, 0]],
    ] as const) {
      const jobs = Array.from({ length: count }, (_, place) => ({ BackupJobId: `${place}` }));
      const pool: ExportPart['pool'] = {
        async *sweep() {
          yield jobs;
        },
      };
      const part = { region: 'us-east-1', pool, selection: selectionOf({}), jobs: [], isComplete: false };
      const sizes: number[] = [];
      for await (const batch of exportedJobs([part], 'everything', { signal: new AbortController().signal }))
        sizes.push(batch.jobs.length);
      assert.deepEqual(sizes, batches);
    }
  });

  it('come region by region', async () => {
    const regions = ['eu-west-1', 'us-east-1'].map((region) => ({
      ...regionOf(selectionOf({ state: 'FAILED' })).part,
      region,
    }));
    const seen: string[] = [];
    for await (const { region } of exportedJobs(regions, 'everything', {
      signal: new AbortController().signal,
    }))
      if (seen.at(-1) !== region) seen.push(region);
    assert.deepEqual(seen, ['eu-west-1', 'us-east-1']);
  });

  for (const [answer, isWhole] of [
    ['continue', true],
    ['end with an error', false],
  ] as const) {
    it(`pause once after a hundred pages without new jobs, and ${answer} on request`, async () => {
      const { part } = regionOf(selectionOf({}));
      let pauses = 0;
      const reading = read([{ ...part, pool: new JobPool({ source: withGap(150) }) }], 'everything', () => {
        pauses++;
        return Promise.resolve(isWhole);
      });
      if (isWhole)
        assert.deepEqual(
          (await reading).map(({ BackupJobId }) => BackupJobId),
          ['first', 'last'],
        );
      else await assert.rejects(reading, /held no new jobs/);
      assert.equal(pauses, 1);
    });
  }

  it('end with an error if the export is cancelled', async () => {
    const cancel = new AbortController();
    const batches = exportedJobs([regionOf(selectionOf({})).part], 'everything', { signal: cancel.signal });
    await batches.next();
    cancel.abort();
    await assert.rejects(
      async () => {
        while (!(await batches.next()).done);
      },
      (error: unknown) => isJobSourceError(error) && error.failure.kind === 'aborted',
    );
  });
});

function regionOf(selection: JobSelection) {
  const source = new ServiceSource(createSampleService({ account }));
  const pool = new JobPool({ source, pageSize: () => 100, sweepPageSize: 100 });
  const part: ExportPart = { region: 'us-east-1', pool, selection, jobs: [], isComplete: false };
  return { part, pool, source };
}

/** Two jobs, with empty pages between them. */
function withGap(emptyPages: number): JobSource {
  const source: Pick<JobSource, 'listBackupJobs'> = {
    listBackupJobs: async (_, { nextToken }) => {
      const page = Number(nextToken ?? 0);
      const BackupJobId = page === 0 ? 'first' : page > emptyPages ? 'last' : undefined;
      return {
        jobs: BackupJobId === undefined ? [] : [{ BackupJobId, CreationDate: new Date(1e12 - page) }],
        nextToken: page > emptyPages ? undefined : `${page + 1}`,
      };
    },
  };
  return source as Partial<JobSource> as JobSource;
}

async function read(
  parts: readonly ExportPart[],
  scope: ExportScope,
  keepsLooking?: () => Promise<boolean>,
): Promise<BackupJob[]> {
  const jobs: BackupJob[] = [];
  const { signal } = new AbortController();
  for await (const batch of exportedJobs(parts, scope, { signal, keepsLooking })) jobs.push(...batch.jobs);
  return jobs;
}

/** The jobs of a plain listing. */
async function all(selection: JobSelection): Promise<readonly BackupJob[]> {
  const list = new JobPool({ source: new ServiceSource(createSampleService({ account })) }).list(selection);
  while (!list.isComplete) await list.loadMore();
  return list.jobs();
}
