import type { SampleService, ServiceRequest } from '../../../src/sample/http.js';
import type { SampleAccount } from '../../../src/sample/sampleAccount.js';

/**
 * ListBackupJobs for creation times and pages only, from texts that are made beforehand: an answer costs next to nothing, so that on one
 * machine those who ask are measured and not the service. The order, the bounds and the pages are those of the sample service.
 */
export function quickService(account: SampleAccount, now: number): SampleService {
  const times = account.jobs.map(({ created }) => created ?? 0);
  const texts = account.jobs.map((job) => JSON.stringify(job.wire(now)));
  /** The place of the first job that was created at `time` or before; the latest are first. */
  const placeOf = (time: number) => {
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] ?? 0) > time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return ({ query }: ServiceRequest) => {
    const after = query.get('createdAfter');
    const before = query.get('createdBefore');
    const first = Number(query.get('nextToken') ?? (before === undefined ? 0 : placeOf(Date.parse(before))));
    const end = after === undefined ? texts.length : placeOf(Date.parse(after) - 1);
    const next = first + Number(query.get('maxResults'));
    const token = next < end ? `,"NextToken":"${next}"` : '';
    const body = `{"BackupJobs":[${texts.slice(first, Math.min(next, end)).join(',')}]${token}}`;
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
  };
}
