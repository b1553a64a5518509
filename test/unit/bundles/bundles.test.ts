import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as ConnectionSource from '../../../src/aws/connectionSource.js';
import { fillFields } from '../../../src/jobs/countedFields.js';
import { failureOf } from '../../../src/jobs/jobSource.js';
import { readTime } from '../../../src/jobs/timeOf.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { sdkRequestHandler } from '../../../src/sample/sdkRequestHandler.js';
import { requireBundled } from '../../requireBundled.js';
import { accountOf } from '../../service/givenAccount.js';

describe('The bundles', () => {
  it('recognize each other’s errors, such as a JobSourceError of the AWS bundle', async () => {
    const aws = requireBundled('aws', 'src/aws/connectionSource.ts') as typeof ConnectionSource;
    const opening = aws.openConnection({
      connection: { profile: 'nobody', regions: ['us-east-1'] },
      environment: { HOME: '/nowhere' },
      log: () => {},
    });
    const failure = await opening.then(() => undefined, failureOf);
    assert.deepEqual(
      [failure?.kind, failure?.summary],
      ['configuration', 'The AWS profile “nobody” does not exist'],
    );
  });

  it('read the times of each other’s jobs without creating dates', async () => {
    const aws = requireBundled('aws', 'src/aws/connectionSource.ts') as typeof ConnectionSource;
    const service = createSampleService({ account: accountOf([{ BackupJobId: 'job' }]) });
    const { dispose, regions } = aws.openSampleConnection({
      region: 'us-east-1',
      requestHandler: sdkRequestHandler(service),
      log: () => {},
    });
    try {
      const { signal } = new AbortController();
      const { jobs } = await regions[0].source.listBackupJobs({}, { signal });
      assert.deepEqual(
        jobs.map((job) => [readTime in job, fillFields in job]),
        [[true, true]],
      );
    } finally {
      dispose();
    }
  });

  it('load the SDK and the sample account only for the first request', () => {
    const { inputs } = bundleOf('extension');
    assert.deepEqual(
      inputs.filter((file) => /node_modules|src\/sample\/|src\/aws\/connectionSource/.test(file)),
      [],
    );
    assert.ok(bundleOf('aws').inputs.some((file) => file.includes('@aws-sdk/client-backup')));
  });
});

/** The sources of a bundle, from its source map. */
function bundleOf(name: string): { inputs: string[] } {
  const map = JSON.parse(readFileSync(path.resolve(`dist/${name}.js.map`), 'utf8')) as { sources: string[] };
  return { inputs: map.sources };
}
