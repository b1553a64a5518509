import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { SampleAccount } from '../../../src/sample/sampleAccount.js';

/** The jobs of an account in their wire format, latest first. */
export interface WireJobs {
  /** The creation time of each job, in epoch milliseconds. */
  readonly times: readonly number[];
  /** All jobs, each followed by a comma. */
  readonly bytes: Buffer;
  /** The start of each job in `bytes`, and the end of the last. */
  readonly starts: readonly number[];
}

/** Encodes jobs in advance. */
export function wireJobs(account: SampleAccount, now: number): WireJobs {
  const texts = account.jobs.map((job) => Buffer.from(`${awsText(job.wire(now))},`));
  const starts = [0];
  for (const { length } of texts) starts.push((starts.at(-1) ?? 0) + length);
  return { times: account.jobs.map(({ created }) => created ?? 0), bytes: Buffer.concat(texts), starts };
}

/** JSON with times as AWS writes them: `1.578560834253E9`. */
function awsText(job: object): string {
  const time =
    /("(?:CompletionDate|CreationDate|ExpectedCompletionDate|InitiationDate|StartBy)":)(\d)(\d{9})(?:\.(\d+))?/g;
  return JSON.stringify(job).replaceAll(
    time,
    (_, name, first, rest, decimals = '') => `${name}${first}.${rest}${decimals}E9`,
  );
}

/**
 * Serves ListBackupJobs with the creation filters and pages only, and with a latency for each response. Its
 * jobs are encoded in advance, so that benches measure the clients and not this server, even on a machine
 * with few cores. Order, bounds and pages are those of the sample service. Resolves to its URL.
 */
export async function startQuickServer(jobs: WireJobs, latencyMs: number): Promise<string> {
  // A busy client may be slow to use a connection again.
  const server = createServer({ keepAliveTimeout: 60_000 }, async (incoming, outgoing) => {
    const page = pageOf(jobs, new URL(incoming.url ?? '/', 'http://127.0.0.1').searchParams);
    if (latencyMs > 0) await wait(latencyMs);
    const length = page.reduce((sum, part) => sum + part.length, 0);
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
    outgoing.cork();
    for (const part of page) outgoing.write(part);
    outgoing.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function pageOf({ bytes, starts, times }: WireJobs, query: URLSearchParams): readonly Buffer[] {
  const [after, before] = [query.get('createdAfter'), query.get('createdBefore')];
  const first = Number(query.get('nextToken') ?? (before === null ? 0 : placeOf(times, Date.parse(before))));
  const end = after === null ? times.length : placeOf(times, Date.parse(after) - 1);
  const next = Math.min(end, first + Number(query.get('maxResults')));
  const token = next < end ? `,"NextToken":"${next}"` : '';
  // Without the comma after the last job.
  const body = first < next ? bytes.subarray(starts[first], (starts[next] ?? 0) - 1) : Buffer.alloc(0);
  return [Buffer.from('{"BackupJobs":['), body, Buffer.from(`]${token}}`)];
}

/** The index of the first job created at `time` or before; the latest come first. */
function placeOf(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) > time) low = middle + 1;
    else high = middle;
  }
  return low;
}
