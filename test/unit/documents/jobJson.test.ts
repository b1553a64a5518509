import assert from 'node:assert/strict';
import { jobJson, jobsJson } from '../../../src/documents/jobJson.js';
import { backupJobFields, describedJobFields } from '../../../src/jobs/backupJob.js';
import { fieldDescription } from '../../../src/jobs/fieldDescriptions.js';
import { hostileJob, hostileTexts } from '../../hostile.js';

describe('The JSON of a job', () => {
  it('holds hostile texts whole and hides nothing in them', () => {
    for (const [name, text] of Object.entries(hostileTexts)) {
      const job = hostileJob(text);
      const json = jobJson(job);
      assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(job)), name);
      assert.doesNotMatch(json.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, name);
    }
  });

  it('lists jobs as ListBackupJobs does', () => {
    assert.equal(
      jobsJson([{ State: 'FAILED', BackupJobId: 'a' }], 'more'),
      '{\n  "message": "more",\n  "BackupJobs": [\n    {\n      "BackupJobId": "a",\n      "State": "FAILED"\n    }\n  ]\n}\n',
    );
  });

  it('has a word of AWS’s on every field', () => {
    for (const name of [...backupJobFields, ...describedJobFields]) assert.ok(fieldDescription(name), name);
    assert.equal(fieldDescription('constructor'), undefined);
  });
});
