import assert from 'node:assert/strict';
import { daily } from '../../schedule/dailyJobs.js';
import { contentOf, reportOf } from './reportOf.js';

const hourMs = 3_600_000;
const readAt = new Date('2026-11-29T20:00:00Z');

describe('The schedules in a report', () => {
  it('say nothing of the objective of a rule that has ended', async () => {
    const jobs = [
      ...daily({ resource: 'a', rule: 'daily', until: 15 }),
      ...daily({ resource: 'b', rule: 'daily', until: 29 }),
    ];
    const { text } = await reportOf(await contentOf({ 'eu-west-1': jobs }, readAt), 'markdown');
    const [first] = text.split('\n').filter((line) => line.includes('Longest gap'));
    assert.doesNotMatch(first ?? '', /At most 1 d by its schedule/);
  });

  it('name the runs of the whole period that started late, and those that started during an earlier one', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily' }).map((job, at) => {
      const created = job.CreationDate?.getTime() ?? 0;
      return {
        ...job,
        CompletionDate: new Date(created + (at === 20 ? 50 : 7) * hourMs),
        InitiationDate: new Date(created - 20_000 + (at === 2 ? 6 : at === 3 ? 7 : 0) * hourMs),
      };
    });
    const { text } = await reportOf(await contentOf({ 'eu-west-1': jobs }, readAt), 'markdown');
    const [line = ''] = text.split('\n').filter((one) => one.includes('Schedule'));
    assert.match(
      line.replaceAll('\u202f', ' '),
      /No run is known to be missed\. Late starts, after more than half of the start window: 2 of 29, up to 87 %: Nov 3, 2026, 5:00 AM; Nov 4, 2026, 5:00 AM\. Started while an earlier run was still running: Nov 22, 2026, 5:00 AM; Nov 23, 2026, 5:00 AM$/,
    );
  });

  it('list every resource of a rule, plan or vault, with its runs, folded in HTML if there are many', async () => {
    const stopped = (plan: string, count: number) =>
      Array.from({ length: count }, (_, place) =>
        daily({ resource: `${plan}-${String(place).padStart(3, '0')}`, rule: 'daily', plan, until: 27 }),
      ).flat();
    const jobs = [
      ...stopped('few', 2),
      ...stopped('many', 201),
      ...daily({ resource: 'live', rule: 'other', plan: 'dev' }),
    ].map((job) => ({ ...job, BackupVaultName: job.CreatedBy?.BackupPlanId ?? '' }));
    const content = await contentOf({ 'eu-west-1': jobs }, readAt);
    const markdown = (await reportOf(content, 'markdown')).text.replaceAll('\u202f', ' ');
    const [, section = ''] = markdown.split('## Missed and overdue runs');
    const lines = (section.split('## Resources')[0] ?? '').split('\n').filter((line) => line.includes('- '));
    const arn = 'arn:aws:dynamodb:eu-west-1:111122223333:table';
    const runs = 'Nov 28, 2026, 5:00 AM; Nov 29, 2026, 5:00 AM';
    assert.equal(lines.length, 1 + 201 + 1 + 2);
    assert.deepEqual(lines.slice(-2), [
      `  - \`few-000\`, \`${arn}/few-000\`: ${runs}`,
      `  - \`few-001\`, \`${arn}/few-001\`: ${runs}`,
    ]);
    const { text } = await reportOf(content, 'html');
    assert.deepEqual(
      [...text.matchAll(/<details.*>\n<summary>.*<\/summary>/g)].map(([tag]) => tag.replace('\n', '')),
      [
        '<details open><summary>Its resources, 1 to 200 of 201</summary>',
        '<details open><summary>Its resources, 201 to 201 of 201</summary>',
        '<details open><summary>Its resources</summary>',
      ],
    );
    assert.equal(text.match(/<li>/g)?.length, text.match(/<\/li>/g)?.length);
  });

  it('name the regions that were not read, and judge the others', async () => {
    const content = await contentOf({ 'eu-west-1': daily({ resource: 'a', rule: 'daily' }) }, readAt);
    const schedule = content.schedule && { ...content.schedule, unknownRegions: ['us-east-1'] };
    const [region] = content.regions;
    const regions = region
      ? [region, { ...region, region: 'us-east-1', jobs: [], isComplete: false, knowsResources: false }]
      : [];
    const { text } = await reportOf({ ...content, regions, schedule }, 'markdown');
    assert.deepEqual(
      text.split('\n').filter((line) => /known/i.test(line) && !line.includes('monthly')),
      [
        '- `eu-west-1`: all jobs of each resource are known that AWS Backup listed at the time of the read.',
        '- `us-east-1`: not all jobs of each resource are known. So the last good backup may be a later one, and missed runs are not known there.',
        'Not known in `us-east-1`: not all jobs were read.',
        '- **Schedule:** `prod` · `daily`: At 05:00 (`UTC`). No run is known to be missed',
        '- **Longest gap:** 1 d between good backups, from Nov 28, 2026, 5:00 AM to Nov 29, 2026, 5:00 AM. At most 1 d by its schedule',
      ].slice(0, 4),
    );
  });

  it('call the resources of a plan that has stopped overdue, as the plan, and have them first', async () => {
    const jobs = [
      ...daily({ resource: 'a', rule: 'daily', until: 21 }),
      ...daily({ resource: 'b', rule: 'daily', until: 21 }),
      ...daily({ resource: 'z', rule: 'other', plan: 'dev' }),
    ];
    const { text } = await reportOf(await contentOf({ 'eu-west-1': jobs }, readAt), 'markdown');
    const lines = text.split('\n').filter((line) => /Overdue|Ended|^### /.test(line));
    assert.deepEqual(
      lines.map((line) => /Overdue|Ended|### .*/.exec(line)?.[0]),
      ['Overdue', '### `a`', 'Overdue', '### `b`', 'Overdue', '### `z`'],
      lines.join('\n'),
    );
  });
});
