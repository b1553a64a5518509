import assert from 'node:assert/strict';
import { readSchedule } from '../../../src/documents/summary/readSchedule.js';
import { summaryContent } from '../../../src/documents/summary/summaryText.js';
import { AcceptedIssues, noKnownIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { hostileTexts } from '../../hostile.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { recentJobs } from '../schedule/recentJobs.js';

const night = [
  ...recentJobs({ resource: 'orders', without: [1] }),
  ...recentJobs({ resource: 'carts', to: 2 }),
  ...['a', 'b', 'c'].flatMap((resource) => recentJobs({ resource, plan: 'dev', to: 1 })),
];

describe('The missed runs of a summary', () => {
  it('have their rule, their time and what to check; a rule that stopped is one entry', async () => {
    const { lines } = await summaryOf([await sourceOf(night)]);
    assert.deepEqual(lines, [
      '**1 missed run, 4 overdue resources**  ',
      'Judged: all 5 pairs of a resource and a rule.',
      '',
      '- **`orders`** (`EBS`, plan `prod`, rule `daily`, `111122223333`, us-east-1): missed run of #',
      '  - What to check: Whether the resource matched the selection of the plan at the time, the opt-in of its type, and the role',
      '- **Rule `daily`** (plan `dev`, `111122223333`, us-east-1): overdue, no job for the runs since #, 3 resources',
      '  - Resources: `a`, `b`, `c`',
      '  - What to check: Changes of the plan, its selection and its role, and the opt-in of the resource types',
      '- **`carts`** (`EBS`, plan `prod`, rule `daily`, `111122223333`, us-east-1): overdue, no job for the runs since #',
      '  - What to check: Whether the resource was deleted, untagged or taken out of the plan, and the opt-in of its type',
    ]);
  });

  it('are listed apart if they are accepted as known issues', async () => {
    const end = { until: '2026-12-31' };
    const known = new AcceptedIssues([
      { backupRuleId: 'dev-daily', reason: 'Paused', ...end },
      { resourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/carts', reason: 'Deleted', ...end },
      { resourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/orders', reason: 'Was off', ...end },
    ]);
    const { lines } = await summaryOf([await sourceOf(night)], known);
    assert.deepEqual(lines, [
      '**No missed or overdue runs except known issues, among the schedules that can be judged**  ',
      'Judged: all 5 pairs of a resource and a rule.',
      '',
      '**Known issues: 3**',
      '',
      '- **`orders`** (`EBS`, plan `prod`, rule `daily`, `111122223333`, us-east-1): missed run of #',
      '  - Known issue until Dec 31, 2026: `Was off`',
      '- **Rule `daily`** (plan `dev`, `111122223333`, us-east-1): overdue, no job for the runs since #, 3 resources',
      '  - Known issue until Dec 31, 2026: `Paused`',
      '- **`carts`** (`EBS`, plan `prod`, rule `daily`, `111122223333`, us-east-1): overdue, no job for the runs since #',
      '  - Known issue until Dec 31, 2026: `Deleted`',
    ]);
  });

  it('are said to be unknown if not all jobs are loaded, or the filter excludes some', async () => {
    const [partly, filtered, none, wholly] = [
      await sourceOf(night, { pageSize: 5 }),
      await sourceOf(night, { selection: selectionOf({ state: 'COMPLETED' }) }),
      await sourceOf([]),
      await sourceOf(recentJobs({ resource: 'orders' }), { region: 'eu-west-1' }),
    ];
    const texts = [];
    for (const sources of [[partly], [filtered], [none], [wholly], [wholly, partly]])
      texts.push((await summaryOf(sources)).lines);
    assert.deepEqual(texts, [
      ['**Missed runs: not known**  ', 'Missed runs are not known: not all jobs are loaded.'],
      [
        '**Missed runs: not known**  ',
        'Missed runs are not known: the filter excludes some jobs of the resources.',
      ],
      ['**Missed runs: not known**  ', 'The jobs name no schedule that can be judged.'],
      [
        '**No missed or overdue runs among the schedules that can be judged**  ',
        'Judged: the only pair of a resource and a rule.',
      ],
      [
        '**No missed or overdue runs among the schedules that can be judged**  ',
        'Judged: the only pair of a resource and a rule. Missed runs are not known in us-east-1: not all jobs are loaded.',
      ],
    ]);
  });

  it('are said to be unknown if the connection changes while they are judged', async () => {
    const sources = [await sourceOf(night), await sourceOf(night, { region: 'eu-west-1' })];
    const reading = readSchedule(sources, new Date());
    for (const { pool } of sources) pool.dispose();
    const { findings, judged, unknownRegions } = await reading;
    assert.deepEqual([findings, judged, unknownRegions], [[], 0, ['us-east-1', 'eu-west-1']]);
  });

  it('show a hostile text of any field as plain text, without markup, links or line breaks', async () => {
    for (const text of Object.values(hostileTexts).filter((one) => one.length < 10_000)) {
      const jobs = recentJobs({
        resource: text,
        plan: text,
        rule: text,
        without: [1],
        more: () => ({ ResourceName: text, ResourceType: text, BackupVaultName: text }),
      });
      const { html, lines } = await summaryOf([await sourceOf(jobs)]);
      const tags = html.match(/<[^>]*>?/g) ?? [];
      assert.deepEqual(
        tags.filter((tag) => !/^<(\/?(p|strong|code|bdi|ul|li)|br)>$/.test(tag)),
        [],
      );
      const item = lines.filter((line) => line.startsWith('- '));
      assert.equal(item.length, 1, text);
      assert.match(lines.at(-1) ?? '', /^ {2}- What to check: /);
      const withoutSpans = lines.join('\n').replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
      assert.doesNotMatch(withoutSpans, /[<>[\]!`]|\w:\/\//, text);
    }
  });
});

async function sourceOf(
  jobs: readonly BackupJob[],
  options: {
    readonly pageSize?: number;
    readonly region?: string;
    readonly selection?: JobSelection;
  } = {},
) {
  const { pageSize = 1000, region = 'us-east-1', selection = selectionOf({}) } = options;
  const account = accountOf(jobs);
  const pool = new JobPool({
    source: new ServiceSource(createSampleService({ account })),
    pageSize: () => pageSize,
  });
  await pool.list(selection).loadMore();
  return { key: 'test', region, pool, selection };
}

/** The summary's part about missed runs: as HTML, and the lines of its Markdown, with # for each time. */
async function summaryOf(sources: readonly Awaited<ReturnType<typeof sourceOf>>[], known = noKnownIssues) {
  const to = new Date();
  const regions = sources.map(({ region }) => ({
    region,
    isSample: false,
    items: [],
    isComplete: true,
    readAt: to,
  }));
  const schedule = await readSchedule(sources, to);
  const { html, text } = summaryContent(
    { connection: 'prod', filter: '', period: { hours: 24, to }, regions, schedule, known },
    'en',
  );
  const lines = text.trimEnd().split('\n');
  const shown = lines.slice(lines.indexOf('') + 1);
  return {
    html,
    lines: shown.map((line) => line.replace(/(of|since) \w+ \d+, \d{4}, [\d:]+.[AP]M [^\s,]+/, '$1 #')),
  };
}
