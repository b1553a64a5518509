import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { ReadReport } from '../../../../src/documents/report/readReport.js';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { hostileTexts, mixedHostileJobs, tripwireName } from '../../../hostile.js';
import { jobArbitrary } from '../../jobs/arbitraries.js';
import { daily } from '../../schedule/dailyJobs.js';
import { withoutSpans } from '../withoutSpans.js';
import { contentOf, reportOf } from './reportOf.js';
import { smallAccount } from './smallAccount.js';
import { wholeHtml, wholeMarkdown } from './wholeReport.js';

const readAt = new Date('2026-11-29T20:00:00Z');

describe('A report', () => {
  it('has the scope, what was read, the results, the schedules, the resources and the jobs, in Markdown', async () => {
    const content = await contentOf({ 'eu-west-1': smallAccount() }, readAt);
    const { ndjson, text } = await reportOf(content, 'markdown', 'report.ndjson');
    const hash = createHash('sha256').update(ndjson, 'utf8').digest('hex');
    assert.equal(text, wholeMarkdown(hash));
  });

  it('is a page of its own in HTML, which allows nothing but its own style', async () => {
    const [job = {}] = smallAccount().filter(({ BackupJobId }) => BackupJobId === 'orders-db-29');
    const content = await contentOf({ 'eu-west-1': [job] }, readAt);
    const { text } = await reportOf(content, 'html');
    const [, head = '', style = '', main = ''] =
      /^(<!DOCTYPE html>[\s\S]*)<style>([\s\S]*)<\/style>\n<\/head>\n<body>\n<main>\n([\s\S]*)<\/main>\n<\/body>\n<\/html>\n$/.exec(
        text,
      ) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    assert.ok(
      head.includes(
        `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
      ),
    );
    assert.doesNotMatch(style, /url|import|:\/\//);
    assert.equal(main, wholeHtml);
  });

  it('claims neither completeness nor a last good backup nor missed runs if not all jobs were read', async () => {
    const content = await contentOf({ 'eu-west-1': smallAccount() }, readAt);
    const partial: ReadReport = {
      ...content,
      regions: content.regions.map((region) => ({
        ...region,
        isComplete: false,
        knowsResources: false,
        failure: 'Access denied',
      })),
      schedule: undefined,
    };
    const { text } = await reportOf(partial, 'markdown');
    assert.deepEqual(
      text
        .split('\n')
        .filter((line) =>
          /partial|not all|Not all|not known|Not known|or later|read to the end|none|covered|jobs:/.test(
            line,
          ),
        ),
      [
        '> **This report is partial: not all jobs were read. Each count is a minimum.**',
        '- `eu-west-1`: not all jobs were read, because of an error: `Access denied`',
        '- Not all jobs of each resource are known. So the last good backup may be a later one, and missed runs are not known.',
        '- 1 job had not ended when it was read. Its result is not known.',
        '- A rule with fewer than three runs in 30 days, such as a monthly one, is not judged: its missed runs are not known.',
        '11+ jobs: 2 Failed, 1 Running, 8 Completed',
        'Not known: this needs all jobs of each resource, at any time and with any result.',
        '- **Schedule:** none: no rule made a job of the report',
        '- **Last good backup:** not known: there is none among the jobs of the report',
        '- **Longest gap:** not known',
        '- **Schedule:** `prod` · `daily`: At 05:00 (`UTC`). Missed runs: not known',
        '- **Last good backup:** Nov 27, 2026, 5:00 AM (job 6), or later: not all jobs are known',
        '- **Longest gap:** not known',
        '- **Schedule:** `prod` · `daily`: At 05:00 (`UTC`). Missed runs: not known',
        '- **Last good backup:** Nov 29, 2026, 5:00 AM (job 3), or later: not all jobs are known',
        '- **Longest gap:** not known',
      ],
    );
  });

  it('says that it leaves out the older jobs that this machine keeps', async () => {
    const content = await contentOf({ 'eu-west-1': smallAccount() }, readAt, { keepsHistory: true });
    const { text } = await reportOf(content, 'markdown');
    assert.match(text, /^- This machine keeps older jobs of this connection. They are not in the report/m);
  });

  it('of selected jobs says nothing about others', async () => {
    const content = await contentOf({ 'eu-west-1': smallAccount().slice(0, 1) }, readAt);
    const { text } = await reportOf(
      {
        ...content,
        regions: content.regions.map((region) => ({ ...region, knowsResources: false })),
        jobs: 'selected',
        includesAllJobs: false,
        schedule: undefined,
        identity: { unknown: 'notAnswered' },
        account: undefined,
      },
      'markdown',
    );
    assert.deepEqual(
      text.split('\n').filter((line) => /select|not known|or later|Missed|missed/.test(line)),
      [
        '- **Account:** not known',
        '- **Signed in as:** not known: AWS STS has not named the identity',
        '- **Jobs:** those that were selected by hand',
        '- The report has only the jobs that were selected by hand. It says nothing about others.',
        '- **Schedule:** `prod` · `daily`: At 05:00 (`UTC`). Missed runs: not known',
        '- **Last good backup:** Nov 22, 2026, 5:00 AM (job 1), or later: not all jobs are known. Its deletion date has passed: about Nov 25, 2026',
        '- **Longest gap:** not known',
      ],
    );
  });

  it('of the sample account says that it proves nothing', async () => {
    const content = await contentOf({ 'us-east-1': [] }, readAt, { identity: { unknown: 'sample' } });
    const { text } = await reportOf(content, 'markdown');
    assert.match(
      text,
      /^> \*\*These are generated jobs of the built-in sample account\. They prove nothing\.\*\*$/m,
    );
    assert.match(text, /^0 jobs$/m);
    assert.match(text, /^No job is in the report\.$/m);
  });

  it('takes no good backup of a part for one of the whole', async () => {
    const arn = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1';
    const times = { CreationDate: new Date('2026-11-29T05:00:00Z'), ResourceArn: arn };
    const jobs: BackupJob[] = [
      { ...times, BackupJobId: 'part', ParentJobId: 'whole', State: 'COMPLETED' },
      { ...times, BackupJobId: 'whole', State: 'PARTIAL' },
      {
        ...times,
        ResourceArn: `${arn}-2`,
        BackupJobId: 'other-part',
        ParentJobId: 'whole',
        State: 'COMPLETED',
      },
    ];
    const { text } = await reportOf(await contentOf({ 'eu-west-1': jobs }, readAt), 'markdown');
    assert.deepEqual(
      text
        .split('\n')
        .filter((line) => /^(### |- \*\*Last good)/.test(line))
        .map((line) => line),
      [
        '### `i-1`',
        '- **Last good backup:** none among the jobs of the last 30 days',
        '### `i-1-2`',
        '- **Last good backup:** Nov 29, 2026, 5:00 AM (job 1)',
      ],
    );
  });

  it('shows hostile texts as plain text in HTML: there is no tag, link or attribute of theirs', async () => {
    for (const content of await hostileContents()) {
      const { text } = await reportOf(content, 'html', '<b>"x".ndjson');
      const main = text.slice(text.indexOf('</style>'));
      assert.deepEqual(
        (main.match(/<[^>]*>?/g) ?? []).filter((tag) => !ownTag.test(tag)),
        [],
      );
      assert.doesNotMatch(main.replaceAll(/<[^>]*>/g, ''), /["']/);
    }
  });

  it('shows hostile texts as code in Markdown: nothing becomes markup, a link, a mention or a line', async () => {
    for (const content of await hostileContents()) {
      const { text } = await reportOf(content, 'markdown', '[x](y)`.ndjson');
      const rest = withoutSpans(text);
      const own = rest.replaceAll(/^> \*\*|\*\*$|\*\*[\p{L}\d -]+:\*\*|^\|.*\|$/gmu, '');
      assert.doesNotMatch(own, /[<>[\]!`$@*_]|\w:\/\//);
      assert.ok(!rest.includes(tripwireName));
      assert.doesNotMatch(text, /[\u2028\u2029\r\u202e]/);
    }
  });

  it('names what was missed, even if its name is blank', async () => {
    const jobs = daily({ resource: 'users', rule: ' ', plan: ' ', without: (day) => day === 25 });
    const content = await contentOf(
      { 'eu-west-1': jobs.map((job) => ({ ...job, ResourceName: ' \u3000' })) },
      readAt,
    );
    const { text } = await reportOf(content, 'markdown');
    const [missed = ''] = text.split('\n').filter((line) => line.startsWith('- Missed: '));
    assert.match(
      missed,
      /^- Missed: Resource `arn:aws:dynamodb:[^`]+`, 1 run, .* Rule: \(blank\) · \(blank\)\./,
    );
  });

  it('lists each job once, in the order of the NDJSON, and its counts by day are those of the jobs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(jobArbitrary(), { maxLength: 30 }), fc.nat(30), async (drawn, cut) => {
        const all = drawn.map((job, place) => ({ ...job, BackupJobId: `id-${place}` }));
        const content = await contentOf({ one: all.slice(0, cut), other: all.slice(cut) }, readAt);
        const markdown = await reportOf(content, 'markdown');
        const html = await reportOf(content, 'html');
        const ids = markdown.ndjson
          .split('\n')
          .filter(Boolean)
          .map((line) => String(JSON.parse(line).BackupJobId));
        assert.deepEqual([...ids].sort(), all.map(({ BackupJobId }) => BackupJobId).sort());
        const listed = [...markdown.text.matchAll(/^(\d+)\. `([^`]+)`/gm)];
        assert.deepEqual(
          listed.map(([, number, id]) => [number, id]),
          ids.map((id, place) => [String(place + 1), id]),
        );
        assert.deepEqual(
          [...html.text.matchAll(/<code>(id-\d+)<\/code>/g)].map(([, id]) => id),
          ids,
        );
        const rows = [...markdown.text.matchAll(/^\| (.*) \|$/gm)].map(([, cells = '']) =>
          cells.split(' | '),
        );
        const [, , ...days] = rows;
        const total = days.pop();
        const sums = days.reduce(
          (sum, cells) => cells.map((cell, place) => (sum[place] ?? 0) + Number(cell)),
          [] as number[],
        );
        if (all.length === 0) return assert.equal(total, undefined);
        assert.deepEqual(total?.slice(1), sums.slice(1).map(String));
        assert.equal(Number(total?.at(-1)), all.length);
      }),
    );
  });

  it('is the same for the same jobs in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(jobArbitrary(), { maxLength: 20 }),
        fc.infiniteStream(fc.nat()),
        async (drawn, random) => {
          const all = drawn.map((job, place) => ({ ...job, BackupJobId: `id-${place}` }));
          const keyed = all.map((job) => ({ job, key: Number(random.next().value) }));
          const shuffled = keyed.sort((one, other) => one.key - other.key).map(({ job }) => job);
          const [one, other] = [
            await contentOf({ one: all }, readAt),
            await contentOf({ one: shuffled }, readAt),
          ];
          assert.equal((await reportOf(one, 'html')).ndjson, (await reportOf(other, 'html')).ndjson);
        },
      ),
    );
  });
});

const ownTag =
  /^<(\/?(style|head|body|main|html|p|strong|code|bdi|ul|li|dl|dt|dd|h1|h3|section|table|caption|thead|tbody|tfoot|tr|td)|\/(h2|ol|th|div)|p class="warning"|h2 id="[a-z]+"|ol start="\d+"|th scope="(row|col)"|div class="wide" role="region" tabindex="0" aria-label="[^"<>]+")>$/;

/** Reports whose every text is hostile: many jobs, each text alone, and the texts around the jobs. */
async function hostileContents(): Promise<ReadReport[]> {
  const texts = Object.values(hostileTexts);
  const around = (text: string): Partial<ReadReport> => ({
    connection: text,
    account: text,
    identity: { account: text, arn: text },
    filter: text,
  });
  const mixed = [
    ...mixedHostileJobs(30),
    ...mixedHostileJobs(30).map((job) => ({ ...job, State: 'FAILED' })),
  ];
  const contents = [await contentOf({ 'eu-west-1': mixed }, readAt, around(hostileTexts.markup))];
  for (const text of texts) {
    const content = await contentOf({ [text]: mixed.slice(0, 3) }, readAt, around(text));
    const regions = content.regions.map((region) => ({ ...region, isComplete: false, failure: text }));
    contents.push(content, { ...content, regions });
  }
  return contents;
}
