import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const dayMs = 24 * 60 * 60 * 1000;

/** What {@link writeReports} writes. */
export interface ReportOptions {
  /** The first day, in epoch milliseconds, and the number of days. */
  readonly from: number;
  readonly days: number;
  readonly regions?: readonly string[];
  /** The days without a report, such as `2026-03-04`, by region. */
  readonly missing?: Readonly<Record<string, readonly string[]>>;
  /** The days on which the rule made no job for `vol-2`, by region. */
  readonly skipped?: Readonly<Record<string, readonly string[]>>;
  /** The days on which the backup of `vol-1` failed. */
  readonly failed?: readonly string[];
}

/**
 * Writes daily job reports of one account into a folder, as AWS Backup Audit Manager lays them out: those of
 * odd days are gzipped. Each names a backup of `vol-1` and of `vol-2`, and one of `vol-long` that takes two
 * days and is therefore in two reports.
 */
export function writeReports(folder: string, options: ReportOptions): void {
  const { days, failed = [], from, missing = {}, regions = ['eu-west-1'], skipped = {} } = options;
  for (let day = 0; day < days; day++) {
    const [start, end] = [from + day * dayMs, from + (day + 1) * dayMs];
    for (const region of regions) {
      if (missing[region]?.includes(dayOf(start))) continue;
      const rows = [
        row('vol-1', region, start, end, failed.includes(dayOf(start)) ? 'FAILED' : 'COMPLETED'),
        ...(skipped[region]?.includes(dayOf(start)) ? [] : [row('vol-2', region, start, end, 'COMPLETED')]),
        row('vol-long', region, start, end, 'RUNNING'),
        ...(day === 0 ? [] : [row('vol-long', region, start - dayMs, end, 'COMPLETED')]),
      ];
      const text = `\ufeff${[Object.keys(rows[0] ?? {}), ...rows.map(Object.values)].map(csvLine).join('')}`;
      const place = path.join(folder, 'Backup', '111122223333', region, ...dayOf(end).split('-'));
      mkdirSync(place, { recursive: true });
      if (day % 2 === 0) writeFileSync(path.join(place, 'daily.csv'), text);
      else writeFileSync(path.join(place, 'daily.csv.gz'), gzipSync(text));
    }
  }
}

function row(volume: string, region: string, created: number, reported: number, state: string) {
  const isRunning = state === 'RUNNING';
  return {
    'Report Time Period Start': new Date(reported - dayMs).toISOString(),
    'Report Time Period End': new Date(reported).toISOString(),
    'Account ID': '111122223333',
    'Backup Job ID': `${volume}-${region}-${dayOf(created)}`,
    'Job Status': state,
    'Status Message': state === 'FAILED' ? 'Backup job failed:\r\n"quota", exceeded' : '',
    'Resource Type': 'EBS',
    'Resource ARN': `arn:aws:ec2:${region}:111122223333:volume/${volume}`,
    'Backup Plan ARN': `arn:aws:backup:${region}:111122223333:backup-plan:plan-1`,
    'Backup Plan Name': 'nightly',
    'Backup Rule ID': 'rule-1',
    'Backup Rule Name': 'at-five',
    'Backup Rule Schedule': 'cron(0 5 ? * * *)',
    'Creation Date': new Date(created + 5 * 60 * 60 * 1000).toISOString(),
    'Completion Date': isRunning ? '' : new Date(reported - 60 * 60 * 1000).toISOString(),
    'Job Run Time': '00:22:20',
    'Backup Size (Bytes)': String(5 * 2 ** 31),
    'Backup Vault Name': 'prod',
    'Backup Vault ARN': `arn:aws:backup:${region}:111122223333:backup-vault:prod`,
    'Delete After (Days)': '35',
  };
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
