import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  attentionItems,
  attentionSelection,
  recordOf,
  resourceRecords,
} from '../../../src/jobs/attention.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { selectionOf, selects } from '../../../src/jobs/jobSelection.js';

const hour = 3_600_000;
/** A Thursday. */
const now = new Date(2026, 10, 26, 7, 10);
const ago = (hours: number) => new Date(now.getTime() - hours * hour);
const every = selectionOf({});

describe('What needs attention', () => {
  it('is each resource whose jobs ended badly in the last 24 hours, the latest first', () => {
    const job = (id: string, State: string, resource: string, hours: number): BackupJob => ({
      BackupJobId: id,
      State,
      ResourceArn: `arn:aws:s3:::${resource}`,
      CreationDate: ago(hours + 1),
      CompletionDate: ago(hours),
    });
    const jobs = [
      job('1', 'FAILED', 'logs', 8),
      job('2', 'PARTIAL', 'logs', 2),
      job('3', 'ABORTED', 'web', 5),
      job('4', 'COMPLETED', 'db', 1),
      job('5', 'FAILED', 'old', 25),
      job('6', 'RUNNING', 'new', 1),
    ];
    assert.deepEqual(
      attentionItems(jobs, every, now).open.map(({ jobs: own }) => own.map(({ BackupJobId }) => BackupJobId)),
      [['2', '1'], ['3']],
    );
  });

  it('counts a job by its end: an expired job by the end of its start window, any other without an end by its creation', () => {
    const expired = { BackupJobId: 'a', State: 'EXPIRED', CreationDate: ago(26), StartBy: ago(18) };
    const failed = { BackupJobId: 'b', State: 'FAILED', CreationDate: ago(26), StartBy: ago(18) };
    const recent = { BackupJobId: 'c', State: 'FAILED', CreationDate: ago(23) };
    const items = attentionItems([expired, failed, recent, { State: 'FAILED' }], every, now).open;
    assert.deepEqual(
      items.map(({ jobs: [job] }) => job.BackupJobId),
      ['a', 'c'],
    );
  });

  it('takes no good part of a backup for a good backup of the resource', () => {
    const job = (id: string, State: string, hours: number, ParentJobId?: string): BackupJob => ({
      BackupJobId: id,
      State,
      ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
      CreationDate: ago(hours),
      ParentJobId,
    });
    const last = [job('last-part', 'COMPLETED', 71, 'last'), job('last', 'COMPLETED', 72)];
    const recordIn = (...jobs: readonly BackupJob[]) => {
      const { lastGood, streak } = recordOf([...jobs, ...last]);
      return [lastGood?.BackupJobId, streak?.isGood, streak?.length, streak?.since];
    };
    assert.deepEqual(
      [
        recordIn(job('part', 'COMPLETED', 1, 'whole'), job('whole', 'PARTIAL', 2)),
        recordIn(job('part', 'COMPLETED', 1, 'whole'), job('whole', 'RUNNING', 2)),
        recordIn(job('part', 'FAILED', 1, 'whole'), job('whole', 'RUNNING', 2)),
        recordIn(job('part', 'FAILED', 1, 'whole'), job('whole', 'COMPLETED', 2)),
        recordIn(job('part', 'COMPLETED', 1, 'unlisted')),
        recordIn(job('one', 'COMPLETED', 1, 'two'), job('two', 'COMPLETED', 2, 'one')),
      ],
      [
        ['last', false, 1, ago(2)],
        ['last', true, 1, ago(72)],
        ['last', false, 1, ago(1)],
        ['whole', true, 2, ago(72)],
        ['part', true, 2, ago(72)],
        ['one', true, 3, ago(72)],
      ],
    );
  });

  it('covers the weekend on a Monday', () => {
    const monday = new Date(2026, 10, 30, 7);
    const friday = new Date(monday.getTime() - 71 * hour);
    assert.equal(attentionItems([{ State: 'FAILED', CompletionDate: friday }], every, monday).open.length, 1);
  });

  it('is requested with one query for each bad state, from a full hour on', () => {
    const createdAfter = new Date(2026, 10, 19, 7);
    assert.deepEqual(attentionSelection(selectionOf({ backupVaultName: 'prod' }), now), {
      parts: ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED'].map((state) => ({
        query: { backupVaultName: 'prod', createdAfter, state },
        clientFilters: [],
      })),
    });
    assert.equal(attentionSelection(selectionOf({ state: 'COMPLETED' }), now), undefined);
  });

  it('is requested completely, whatever the filter of the tree', () => {
    const state = fc.constantFrom('FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED', 'COMPLETED');
    const vault = fc.constantFrom('prod', 'dev');
    const hours = fc.integer({ min: 0, max: 7 * 24 });
    const jobs = fc.array(
      fc.record({ State: state, BackupVaultName: vault, created: hours, lasts: hours }).map(
        ({ created, lasts, ...job }): BackupJob => ({
          ...job,
          CreationDate: ago(created),
          CompletionDate: ago(Math.max(0, created - lasts)),
        }),
      ),
    );
    const query = fc.record(
      { state, backupVaultName: vault, createdAfter: hours.map(ago), createdBefore: hours.map(ago) },
      { requiredKeys: [] },
    );
    const wholes = fc.array(query, { minLength: 1, maxLength: 3 }).map((queries) => ({
      parts: queries.map((one) => ({ query: one, clientFilters: [] })),
    }));
    fc.assert(
      fc.property(jobs, wholes, (all, whole) => {
        const items = attentionItems(all, whole, now).open;
        const selection = attentionSelection(whole, now) ?? { parts: [] };
        const requested = all.filter((job) => selects(selection, job));
        assert.deepEqual(attentionItems(requested, whole, now).open, items);
      }),
    );
  });

  it('says for how many nights a resource has had no good backup, and which one was the last', () => {
    const job = (State: string, hours: number): BackupJob => ({
      BackupJobId: String(hours),
      State,
      ResourceArn: 'arn:aws:s3:::logs',
      CreationDate: ago(hours),
      CompletionDate: ago(hours - 0.5),
    });
    const jobs = [job('COMPLETED', 73), job('FAILED', 49), job('EXPIRED', 25), job('FAILED', 2)];
    const [item] = attentionItems(jobs, every, now).open;
    assert.ok(item !== undefined);
    const record = resourceRecords([item], jobs).get(item.key);
    assert.deepEqual(
      [record?.streak, record?.lastGood?.BackupJobId],
      [{ isGood: false, length: 3, nights: 3, since: ago(49) }, '73'],
    );
  });
});
