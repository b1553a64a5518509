import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as ConnectionSource from '../../../src/aws/connectionSource.js';
import { failureOf } from '../../../src/jobs/jobSource.js';
import { requireBundled } from '../../requireBundled.js';

describe('The bundles', () => {
  it('understand each other: a failure of the AWS bundle is a failure outside it', async () => {
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

  it('leave the SDK and the sample account to the first request', () => {
    const { inputs } = bundleOf('extension');
    assert.deepEqual(
      inputs.filter((file) => /node_modules|src\/sample\/|src\/aws\/connectionSource/.test(file)),
      [],
    );
    assert.ok(bundleOf('aws').inputs.some((file) => file.includes('@aws-sdk/client-backup')));
  });
});

/** The sources that went into a bundle, by its source map. */
function bundleOf(name: string): { inputs: string[] } {
  const map = JSON.parse(readFileSync(path.resolve(`dist/${name}.js.map`), 'utf8')) as { sources: string[] };
  return { inputs: map.sources };
}
