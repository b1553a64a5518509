import { DigestBuilder, digestedJobs } from '../../../../src/documents/report/jobsDigest.js';
import { orderedJobs } from '../../../../src/documents/report/orderedJobs.js';
import type { ReadReport } from '../../../../src/documents/report/readReport.js';
import { type ReportFileType, reportText } from '../../../../src/documents/report/reportText.js';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { listedMs } from '../../../../src/jobs/listedPeriod.js';
import { Slices } from '../../../../src/jobs/slices.js';
import { scheduleReport } from '../../../../src/schedule/scheduleReport.js';
import { inZone } from '../../inZone.js';

/** A complete report on the jobs of some regions, which were read at `readAt`. */
export async function contentOf(
  byRegion: Readonly<Record<string, readonly BackupJob[]>>,
  readAt: Date,
  changes: Partial<ReadReport> = {},
): Promise<ReadReport> {
  const slices = new Slices();
  const regions = [];
  for (const [region, jobs] of Object.entries(byRegion))
    regions.push({
      region,
      jobs: await orderedJobs(jobs, slices),
      isComplete: true,
      knowsResources: true,
      readAt,
    });
  const to = readAt.getTime();
  return {
    connection: 'prod · 111122223333 (Production) · eu-west-1',
    account: '111122223333 (Production)',
    identity: { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Auditor/jane' },
    filter: '',
    jobs: 'filtered',
    regions,
    includesAllJobs: true,
    schedule: await scheduleReport(
      regions.map(({ jobs, region }) => ({
        region,
        jobs,
        known: [{ from: to - listedMs, to }],
        readAt: to,
      })),
    ),
    writtenAt: readAt,
    ...changes,
  };
}

/** The whole text of a report, with times in UTC, and the NDJSON of its jobs. */
export function reportOf(content: ReadReport, type: ReportFileType, file?: string) {
  return inZone('UTC', () => written(content, type, file));
}

async function written(
  content: ReadReport,
  type: ReportFileType,
  file: string | undefined,
): Promise<{ readonly text: string; readonly ndjson: string }> {
  const digest = new DigestBuilder();
  const slices = new Slices();
  let ndjson = '';
  for await (const piece of digestedJobs(content.regions, digest, slices)) ndjson += piece;
  const whole = { ...content, digest: { ...digest.result(), file } };
  let text = '';
  for await (const piece of reportText(whole, type, 'en-US', slices)) text += piece;
  return { text, ndjson };
}
