import { createRequire } from 'node:module';
import path from 'node:path';
import type * as ConnectionSource from '../../../src/aws/connectionSource.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import { inEnglish } from '../../../src/jobs/translate.js';

/** The source of AWS Backup at `url`, by the bundle that the extension in `folder` loads. */
export async function openShippedSource(url: string, folder = '.'): Promise<JobSource> {
  const bundle = createRequire(path.resolve(folder, 'dist/extension.js'))('./aws.js');
  const aws = bundle['src/aws/connectionSource.ts']() as typeof ConnectionSource;
  const { regions } = await aws.openConnection({
    connection: { regions: ['us-east-1'] },
    environment: { ...process.env, AWS_ENDPOINT_URL_BACKUP: url },
    log: () => {},
    t: inEnglish,
  });
  return regions[0].source;
}
