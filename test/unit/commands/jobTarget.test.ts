import assert from 'node:assert/strict';
import { type JobTarget, type JobTargets, jobTarget } from '../../../src/commands/jobTarget.js';

const reference = { connection: 'sample', region: 'us-east-1', backupJobId: 'a' };

describe('The job that a command is about', () => {
  it('is that of the panel in use with all that the panel knows of it, though no list holds it', () => {
    const described: JobTarget = { reference, job: { BackupJobId: 'a', ResourceArn: 'arn' } };
    const unnamed: JobTarget = { reference: undefined, job: { ResourceArn: 'arn' } };
    for (const inPanel of [described, unnamed])
      assert.deepEqual(jobTarget(undefined, targets({ inPanel: () => inPanel })), inPanel);
  });

  it('is that of a reference, as the lists know it, and none where nothing is selected', () => {
    const listed = { BackupJobId: 'a' };
    assert.deepEqual(jobTarget(reference, targets({ listed: () => listed })), { reference, job: listed });
    assert.equal(jobTarget(undefined, targets({})), undefined);
  });
});

function targets(some: Partial<JobTargets>): JobTargets {
  return {
    selected: () => undefined,
    inPanel: () => undefined,
    referenceTo: () => undefined,
    listed: () => undefined,
    ...some,
  };
}
