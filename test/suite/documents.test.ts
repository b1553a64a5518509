import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { JobDocuments } from '../../src/documents/jobDocuments.js';
import { referenceOf, uriOf } from '../../src/documents/jobUri.js';
import type { DescribedBackupJob } from '../../src/jobs/backupJob.js';
import { type JobReader, readOrListed } from '../../src/jobs/jobReader.js';
import { JobSourceError } from '../../src/jobs/jobSource.js';

const reference = { connection: 'profile:prod/eu', region: 'us-east-1', backupJobId: 'A1-b2?#%/c' };

describe('The JSON documents', () => {
  it('have a URI that names the job, whatever its id holds', () => {
    assert.deepEqual(referenceOf(vscode.Uri.parse(uriOf(reference).toString())), reference);
    for (const path of [
      '/',
      '/sample',
      '/sample/us-east-1/.json',
      '/sample/us-east-1/a.txt',
      '/a/b/c/d.json',
      '/%/b/c.json',
    ]) {
      assert.equal(referenceOf(vscode.Uri.from({ scheme: 'backup-job', path })), undefined, path);
    }
  });

  it('show a job under its API names, with times in ISO 8601 and every digit of a number', async () => {
    const job: DescribedBackupJob = {
      State: 'COMPLETED',
      BackupJobId: reference.backupJobId,
      BackupSizeInBytes: 9_007_199_254_740_993_123n,
      CreationDate: new Date(Date.UTC(2026, 10, 24, 1, 2, 3, 450)),
      ResourceName: '</script>\u202e"\n',
      CreatedBy: { BackupPlanId: 'plan', BackupRuleId: undefined },
      IsParent: false,
    };
    const text = await textOf(job);
    assert.equal(
      text,
      `{
  "BackupJobId": "A1-b2?#%/c",
  "BackupSizeInBytes": 9007199254740993123,
  "CreatedBy": {
    "BackupPlanId": "plan"
  },
  "CreationDate": "2026-11-24T01:02:03.450Z",
  "IsParent": false,
  "ResourceName": "</script>\\u202e\\"\\n",
  "State": "COMPLETED"
}
`,
    );
  });

  it('say in their place that a job is gone', async () => {
    const gone = new JobSourceError({
      kind: 'notFound',
      summary: 'No such job',
      detail: 'It aged out.',
      remedy: 'retry',
    });
    assert.deepEqual(JSON.parse(await textOf(gone)), {
      message: 'No such job',
      detail: 'It aged out.',
      jobId: reference.backupJobId,
    });
  });
});

/** The text of the document of a job that DescribeBackupJob answers, or refuses, so. */
async function textOf(answer: DescribedBackupJob | JobSourceError): Promise<string> {
  const reader: JobReader = {
    listed: () => undefined,
    read: () =>
      readOrListed(
        () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
        undefined,
      ),
  };
  const documents = new JobDocuments(reader);
  const { token } = new vscode.CancellationTokenSource();
  try {
    return await documents.provideTextDocumentContent(uriOf(reference), token);
  } finally {
    documents.dispose();
  }
}
