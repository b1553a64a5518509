import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { SliceOptions } from '../../../src/jobs/slices.js';
import {
  type CountingOptions,
  type OverviewFigures,
  overviewFigures,
} from '../../../src/overview/figures/overviewFigures.js';

/** The figures of the jobs of one region. */
export function figuresOf(
  jobs: Iterable<BackupJob>,
  options: CountingOptions,
  slices?: SliceOptions,
): Promise<OverviewFigures> {
  return overviewFigures(new Map([['us-east-1', jobs]]), options, slices);
}
