import assert from 'node:assert/strict';
import { jobJson, jobsJson } from '../../../src/documents/jobJson.js';
import { backupJobFields, describedJobFields } from '../../../src/jobs/backupJob.js';
import { fieldDescription } from '../../../src/jobs/fieldDescriptions.js';
import { hostileJob, hostileTexts } from '../../hostile.js';

describe('The JSON of a job', () => {
  it('contains hostile texts completely, with nothing hidden in them', () => {
    for (const [name, text] of Object.entries(hostileTexts)) {
      const job = hostileJob(text);
      const json = jobJson(job);
      assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(job)), name);
      assert.doesNotMatch(json.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, name);
    }
  });

  it('lists jobs as ListBackupJobs does', () => {
    assert.equal(
      jobsJson([{ State: 'FAILED', BackupJobId: 'a' }], { isComplete: false }),
      '{\n  "message": "These are the loaded jobs. There are more.",\n  "BackupJobs": [\n    {\n      "BackupJobId": "a",\n      "State": "FAILED"\n    }\n  ]\n}\n',
    );
    assert.equal(jobsJson([], { isComplete: true }), '{\n  "BackupJobs": []\n}\n');
  });

  it('lists only as many jobs as VS Code can open, and says how many', () => {
    const jobs = ['a', 'b', 'c', 'd'].map((BackupJobId) => ({ BackupJobId }));
    const json = jobsJson(jobs, { isComplete: true, maxCharacters: 100 });
    assert.deepEqual(JSON.parse(json), {
      message: 'These are the first 3 of 4 loaded jobs. “Export…” writes all of them to a file.',
      BackupJobs: jobs.slice(0, 3),
    });
  });

  it('has AWS’s description of every field', () => {
    for (const name of [...backupJobFields, ...describedJobFields]) assert.ok(fieldDescription(name), name);
    assert.equal(fieldDescription('constructor'), undefined);
  });
});
