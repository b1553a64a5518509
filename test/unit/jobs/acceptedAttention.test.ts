import assert from 'node:assert/strict';
import { readSummaryRegion } from '../../../src/documents/summary/readSummary.js';
import { summaryText } from '../../../src/documents/summary/summaryText.js';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { attentionRow, itemsOf } from '../../../src/tree/attentionRows.js';
import { rootBranch } from '../../../src/tree/rootRows.js';
import { accountOf } from '../../service/givenAccount.js';
import { figuresOf } from '../overview/figuresOf.js';
import { ServiceSource } from './serviceSource.js';

const now = new Date();
const partly = { State: 'PARTIAL', StatusMessage: 'Some volumes of the instance were not backed up' };
const denied = { State: 'FAILED', StatusMessage: 'Access denied to the key' };
const issueOf = (statusMessage: string) => ({ statusMessage, reason: 'r', until: '2999-12-31' });

describe('What needs attention with known issues', () => {
  it('is the same in the tree, the overview and a copied summary, where no parent hides a nested job that is not accepted', async () => {
    const [parent, volume] = [job('instance', partly), job('volume', denied, 'instance')];
    const part = job('part', { ...denied, ResourceArn: parent.ResourceArn }, 'instance');
    const shown = async (jobs: readonly BackupJob[], ...messages: string[]) => {
      const known = new AcceptedIssues(messages.map(issueOf));
      const [tree, overview, summary] = [
        await inTree(jobs, known),
        await inOverview(jobs, known),
        await inSummary(jobs, known),
      ];
      assert.deepEqual([overview, summary], [tree, tree]);
      return tree;
    };
    assert.deepEqual(
      {
        none: await shown([parent, volume]),
        parent: await shown([parent, volume], partly.StatusMessage),
        nested: await shown([parent, volume], denied.StatusMessage),
        both: await shown([parent, volume], partly.StatusMessage, denied.StatusMessage),
        part: await shown([parent, part], partly.StatusMessage),
        other: await shown(
          [parent, volume, { ...job('volume-2', denied), ResourceArn: volume.ResourceArn }],
          partly.StatusMessage,
        ),
      },
      {
        none: { open: ['instance'], accepted: [] },
        parent: { open: ['volume'], accepted: ['instance'] },
        nested: { open: ['instance'], accepted: ['volume'] },
        both: { open: [], accepted: ['instance'] },
        part: { open: [], accepted: ['instance'] },
        other: { open: ['volume'], accepted: ['instance'] },
      },
    );
  });
});

function job(id: string, more: BackupJob, parent?: string): BackupJob {
  const ended = new Date(now.getTime() - 3_600_000);
  return {
    AccountId: '111122223333',
    BackupJobId: id,
    CreationDate: ended,
    CompletionDate: ended,
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:any/${id}`,
    ...(parent !== undefined && { ParentJobId: parent, IsParent: false }),
    ...more,
  };
}

interface Shown {
  readonly open: readonly string[];
  readonly accepted: readonly string[];
}

async function inTree(jobs: readonly BackupJob[], known: AcceptedIssues): Promise<Shown> {
  const root = rootBranch({ key: 'test', region: 'us-east-1', pool: poolOf(jobs) }, selectionOf({}), []);
  await root.list.loadMore();
  const row = attentionRow([root], now, undefined, () => known);
  assert.ok(row);
  const { accepted, open } = itemsOf(row, now);
  const name = ([{ ResourceArn = '' }]: readonly [BackupJob, ...BackupJob[]]) => nameIn(ResourceArn);
  return { open: open.map((item) => name(item.jobs)), accepted: accepted.map(({ item }) => name(item.jobs)) };
}

async function inOverview(jobs: readonly BackupJob[], accepted: AcceptedIssues): Promise<Shown> {
  const options = { now, asOf: now, periodMs: 86_400_000, staleMs: undefined, accepted };
  const { top } = (await figuresOf(jobs, options)).attention;
  const names = (isAccepted: boolean) =>
    top
      .filter(({ issue }) => (issue !== undefined) === isAccepted)
      .map(({ job: { ResourceArn = '' } }) => nameIn(ResourceArn));
  return { open: names(false), accepted: names(true) };
}

async function inSummary(jobs: readonly BackupJob[], known: AcceptedIssues): Promise<Shown> {
  const source = { key: 'test', region: 'us-east-1', pool: poolOf(jobs), selection: selectionOf({}) };
  const region = await readSummaryRegion(source, now, known);
  const period = { hours: 24, to: now };
  const text = summaryText({ connection: 'c', filter: '', period, regions: [region], known }, 'en');
  const [open = '', accepted = ''] = text.split('**Known issues: ');
  const names = (some: string) => Array.from(some.matchAll(/^- \*\*`([^`]+)`/gm), ([, name = '']) => name);
  assert.equal(/No job ended without/.test(open), names(open).length === 0, text);
  return { open: names(open), accepted: names(accepted) };
}

function poolOf(jobs: readonly BackupJob[]): JobPool {
  return new JobPool({
    source: new ServiceSource(createSampleService({ account: accountOf(jobs) })),
    pageSize: () => 1000,
  });
}

function nameIn(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}
