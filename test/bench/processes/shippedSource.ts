import type * as ConnectionSource from '../../../src/aws/connectionSource.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import { requireBundled } from '../../requireBundled.js';

/** The source of AWS Backup at `url`, from the bundle that the extension in `folder` loads. */
export async function openShippedSource(url: string, folder = '.'): Promise<JobSource> {
  const aws = requireBundled('aws', 'src/aws/connectionSource.ts', folder) as typeof ConnectionSource;
  const { regions } = await aws.openConnection({
    connection: { regions: ['us-east-1'] },
    environment: { ...process.env, AWS_ENDPOINT_URL_BACKUP: url },
    log: () => {},
  });
  return regions[0].source;
}
