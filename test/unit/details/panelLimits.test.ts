import assert from 'node:assert/strict';
import { Session } from '../../../src/connection/session.js';
import { SessionJobReader } from '../../../src/connection/sessionJobReader.js';
import { familyViewModel } from '../../../src/details/familyViewModel.js';
import { fieldValue } from '../../../src/details/fieldValue.js';
import { LiveFamily } from '../../../src/details/liveFamily.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import { inEnglish } from '../../../src/jobs/translate.js';

const now = new Date(2026, 10, 24, 7);
const reading = { now, locale: 'en-US', t: inEnglish };
const resourceArn = 'arn:aws:s3:::logs';

describe('The relatives of a job', () => {
  it('are read three pages far, and further with a fresh answer only as far as that', async () => {
    let requests = 0;
    const source = {
      listBackupJobs: async () => ({
        jobs: [{ BackupJobId: `${++requests}`, ResourceArn: resourceArn }],
        nextToken: `${requests}`,
      }),
      dispose: () => {},
    } satisfies Partial<JobSource>;
    const session = new Session({
      key: 'sample',
      region: 'us-east-1',
      source: source as Partial<JobSource> as JobSource,
      pageSize: () => undefined,
    });
    const sessions = { current: [session], mayHold: async () => true, ready: async () => [session] };
    const reader = new SessionJobReader(sessions, inEnglish);
    const family = new LiveFamily({ reader, lister: reader }, () => {});
    await family.read({ BackupJobId: 'a', ResourceArn: resourceArn }, session.referenceTo('a'));
    assert.deepEqual([requests, family.value?.resource?.isComplete], [3, false]);
  });

  it('are drawn up to six a day, this job among them, and the rest is counted', () => {
    for (const [count, more] of [
      [6, undefined],
      [7, '+1'],
    ] as const) {
      const jobs = Array.from(
        { length: count },
        (_, place): BackupJob => ({
          BackupJobId: `${place}`,
          CreationDate: new Date(now.getTime() - place * 60_000),
          ResourceArn: resourceArn,
          State: place === 0 ? 'COMPLETED' : 'FAILED',
        }),
      );
      const sheet = familyViewModel({ ...jobs[0] }, { resource: { jobs, isComplete: true } }, reading);
      const day = JSON.stringify(sheet).includes('"more"');
      assert.equal(day, more !== undefined);
      const drawn = JSON.stringify(sheet).match(/"isThis":true/g) ?? [];
      assert.ok(drawn.length > 0);
    }
  });
});

describe('A part of an ARN in the panel', () => {
  it('is whole up to three hundred characters', () => {
    const lengthOf = (length: number) => {
      const value = fieldValue({ ResourceArn: `arn:aws:s3:::${'x'.repeat(length)}` }, 'ResourceArn', reading);
      return value?.pieces?.at(-1)?.text.at(-1);
    };
    assert.deepEqual([lengthOf(300), lengthOf(301)], ['x', '…']);
  });
});
