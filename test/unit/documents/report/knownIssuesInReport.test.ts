import assert from 'node:assert/strict';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { isPast, type KnownIssue, type KnownIssueEntry } from '../../../../src/jobs/knownIssue.js';
import { hostileTexts, tripwireName } from '../../../hostile.js';
import { daily } from '../../schedule/dailyJobs.js';
import { withoutSpans } from '../withoutSpans.js';
import { contentOf, reportOf } from './reportOf.js';

const readAt = new Date('2026-11-26T20:00:00Z');
const until = '2026-12-03';
const denied = { State: 'FAILED', StatusMessage: 'Access denied to key 12' };
const skipped = { State: 'COMPLETED', MessageCategory: 'VSS_ERROR', StatusMessage: 'VSS backup failed' };
const keyIssue: KnownIssue = { statusMessage: 'Access denied to key *', reason: 'key is replaced', until };
const vssIssue: KnownIssue = { statusMessage: 'VSS backup failed', reason: 'no VSS', until };
const movedIssue: KnownIssue = { backupRuleId: 'moved', reason: 'moved to B', until };

describe('Known issues in a report', () => {
  it('are counted apart, with their reasons and end dates, in each part and in one of their own', async () => {
    const jobs = [
      ...days('a', { 25: denied, 26: { State: 'FAILED' } }),
      ...days('b', Object.fromEntries(Array.from({ length: 26 }, (_, at) => [at + 1, skipped]))),
      ...daily({ resource: 'c', rule: 'moved', until: 24 }),
    ];
    const over = { resourceArn: 'arn:aws:s3:::x', reason: 'over', until: '2026-11-20' };
    const none = { backupVaultName: 'elsewhere', reason: 'other team', until };
    const knownIssues = entriesOf([keyIssue, vssIssue, movedIssue, none, over]);
    const content = await contentOf({ 'eu-west-1': jobs }, readAt, {
      knownIssues: [...knownIssues, { ...invalid, place: 9 }],
    });
    const { text } = await reportOf(content, 'markdown');
    const lines = text.split('\n');
    assert.deepEqual(
      lines
        .filter((line) => /nown issue|Known|accepted in|It accepts/.test(line) && !/^\d+\. /.test(line))
        .map((line) => line.replace(/Nov \d.*\(job \d+\)/, '…')),
      [
        '- Some jobs completed with issues that somebody has accepted in the settings. They count as good backups: 26.',
        'Known issues among the jobs without a complete backup: 1, among those completed with issues: 26.',
        '| Day | Failed | Completed with issues | Completed | Jobs | Known issues |',
        lines.find((line) => line.startsWith('- Overdue')),
        '## Known issues',
        lines.find((line) => line.startsWith('Somebody has accepted')),
        '- Known issue until Dec 3, 2026: `key is replaced`. It accepts: `message “Access denied to key *”`. Jobs: 1, resources: 1.',
        '- Known issue until Dec 3, 2026: `no VSS`. It accepts: `message “VSS backup failed”`. Jobs: 26, resources: 1.',
        '- Known issue until Dec 3, 2026: `moved to B`. It accepts: `rule moved`. Runs that made no job: 2.',
        '- Known issue until Dec 3, 2026: `other team`. It accepts: `vault elsewhere`. It accepts nothing in this report.',
        '- Known issue until Nov 20, 2026: `over`. It accepts: `resource arn:aws:s3:::x`. It has ended, and accepts nothing.',
        '- **Known issues:** Failed, `Access denied to key 12`: …. Known issue until Dec 3, 2026: `key is replaced`',
        '- **Known issues:** Completed with issues, `VSS_ERROR`, `VSS backup failed`: …. Known issue until Dec 3, 2026: `no VSS`',
        lines.find((line) => line.startsWith('- **Schedule:** `prod` · `moved`')),
      ],
    );
    assert.match(text, /^- Overdue.+`c`.+2 runs.+ Known issue until Dec 3, 2026: `moved to B`\.$/m);
    assert.match(
      text,
      /^- \*\*Schedule:\*\* `prod` · `moved`.+\. Known issue until Dec 3, 2026: `moved to B`$/m,
    );
    assert.match(text, /^Entries of the setting that are not valid, and accept nothing: 1\.$/m);
    assert.match(text, /^- \*\*Jobs:\*\* 2 Failed, 24 Completed · 1 known$/m);
    assert.match(text, /^- \*\*Without a good backup:\*\* Failed: Nov 26/m);
    const [, b = ''] = text.split('### `b`');
    assert.match(b, /^- \*\*Last good backup:\*\* Nov 26/m);
    assert.match(b, /^- \*\*Longest gap:\*\* (?:24 h|1 d) between good backups/m);
    assert.deepEqual(
      lines.filter((line) => line.startsWith('### ')).map((line) => line.slice(4)),
      ['`a`', '`b`', '`c`'],
    );
    assert.equal(lines.filter((line) => /^\d+\. .*, known issue$/.test(line)).length, 27);
  });

  it('say nothing if there are none', async () => {
    const { text } = await reportOf(
      await contentOf({ 'eu-west-1': days('a', { 26: denied }) }, readAt, { knownIssues: [] }),
      'markdown',
    );
    assert.doesNotMatch(text, /known issue/i);
  });

  it('make no markup, link or line of any reason or condition', async () => {
    const values = Object.values(hostileTexts).filter((text) => text.trim() !== '');
    const issues = values.map((reason): KnownIssue => ({ backupVaultName: reason, reason, until }));
    const hostile = values.map((BackupVaultName, place) => ({
      ...days('a', { 26: denied })[25],
      BackupJobId: `hostile-${place}`,
      BackupVaultName,
    }));
    const content = await contentOf({ 'eu-west-1': hostile }, readAt, { knownIssues: entriesOf(issues) });
    const [html, markdown] = [await reportOf(content, 'html'), await reportOf(content, 'markdown')];
    const [, main = ''] = /<main>([\s\S]*)<\/main>/.exec(html.text) ?? [];
    assert.doesNotMatch(
      main,
      /<(?!\/?(?:h[123]|p|ul|ol|li|dl|dt|dd|code|bdi|section|div|table|caption|thead|tbody|tfoot|tr|th|td)\b)/,
    );
    assert.doesNotMatch(main, /<[^>]*(?:onerror|onload|href|src)=/i);
    assert.doesNotMatch(
      withoutSpans(markdown.text),
      new RegExp(`${tripwireName}|command:|127\\.0\\.0\\.1`, 'i'),
    );
    assert.ok((markdown.text.match(/Known issue until/g) ?? []).length >= 2 * values.length);
  });
});

const invalid: KnownIssueEntry = {
  scope: 'workspace',
  place: 0,
  stored: {},
  issue: undefined,
  isPast: false,
  problems: ['reason is missing'],
};

function entriesOf(issues: readonly KnownIssue[]): readonly KnownIssueEntry[] {
  return issues.map((issue, place) => ({
    scope: 'user',
    place,
    stored: issue,
    issue,
    isPast: isPast(issue.until, readAt),
    problems: [],
  }));
}

/** The jobs of a daily rule until 26 November. Some days have other fields. */
function days(resource: string, changes: Readonly<Record<number, BackupJob>>): readonly BackupJob[] {
  return daily({ resource, rule: 'daily', until: 26 }).map((job, at) => ({ ...job, ...changes[at + 1] }));
}
