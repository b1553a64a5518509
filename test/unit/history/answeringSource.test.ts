import assert from 'node:assert/strict';
import { AnsweringSource } from '../../../src/history/answeringSource.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { readFile } from './readFile.js';

describe('A filter that a history may not answer', () => {
  it('is one by completion with issues, which reports do not name, also among many other values', async () => {
    const file = await readFile(
      'Job ID,Job Status,Creation Date,Resource Type\na,COMPLETED,2026-03-01T05:00:00Z,EBS\n',
    );
    const source = new AnsweringSource({} as never, [file]);
    const isUnanswered = (states: readonly string[], resourceType: readonly string[]) => {
      const state = ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL', ...states];
      const { parts } = selectionOfFilter({ state, resourceType }, new Date());
      return parts.some((part) => source.unanswered(part) !== undefined);
    };
    const types = ['EBS', 'EC2', 'RDS', 'S3'];
    assert.deepEqual(
      [
        isUnanswered(['COMPLETED_WITH_ISSUES'], types.slice(1)),
        isUnanswered(['COMPLETED_WITH_ISSUES'], types),
        // All completed jobs match, with issues or without.
        isUnanswered(['COMPLETED_WITH_ISSUES', 'COMPLETED'], types),
        isUnanswered(['COMPLETED'], types),
      ],
      [true, true, false, false],
    );
  });

  it('is one by what only some kinds of rows in a file name', async () => {
    const [job, row] = [
      { BackupJobId: 'a', State: 'COMPLETED', MessageCategory: 'SUCCESS' },
      { backupJobId: 'b', jobStatus: 'FAILED' },
    ].map((one) => JSON.stringify({ ...one, creationDate: '2026-03-01T05:00:00Z' }));
    const event = JSON.stringify({
      'detail-type': 'Backup Job State Change',
      detail: { backupJobId: 'c', state: 'COMPLETED', resourceType: 'EBS' },
    });
    const fieldsOf = async (...lines: readonly (string | undefined)[]) =>
      (await readFile(lines.join('\n'))).fields;
    assert.deepEqual(
      [await fieldsOf(job), await fieldsOf(job, row), await fieldsOf(row, event), await fieldsOf(job, event)],
      [
        undefined,
        ['BackupJobId', 'CreationDate', 'State'],
        ['BackupJobId', 'State'],
        ['BackupJobId', 'ResourceType', 'State'],
      ],
    );
  });
});
