import assert from 'node:assert/strict';
import { calendarContent, calendarTable } from '../../../src/calendar/calendarContent.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { KnownIssue } from '../../../src/jobs/knownIssue.js';
import { hostileTexts } from '../../hostile.js';
import { daily } from '../schedule/dailyJobs.js';
import { calendarOf, cellsOf, lastWords } from './calendarOf.js';

const now = Date.UTC(2026, 10, 26, 20);
const until = '2026-12-03';
const denied = { State: 'FAILED', StatusMessage: 'Access denied to key 12', MessageCategory: 'AccessDenied' };
const skipped = { State: 'COMPLETED', MessageCategory: 'VSS_ERROR', StatusMessage: 'VSS backup failed' };
const keyIssue: KnownIssue = { statusMessage: 'Access denied to key *', reason: 'key is replaced', until };
const vssIssue: KnownIssue = { statusMessage: 'VSS backup failed', reason: 'no VSS', until };

describe('Known issues in the calendar', () => {
  it('have a mark of their own and their reason; a job that completed with one is good', async () => {
    const jobs = [
      ...days('a', { 24: denied, 25: skipped, 26: { State: 'FAILED' } }),
      ...daily({ resource: 'b', rule: 'other', without: (day) => day === 25, until: 26 }),
    ];
    const known = [keyIssue, vssIssue, { backupRuleId: 'other', reason: 'moved', until }];
    const wordsOf = async (issues: readonly KnownIssue[]) => {
      const built = await calendarOf(jobs, { now, known: issues });
      return ['a', 'b'].map((title) => [
        lastWords(built, title, 3),
        cellsOf(built, built.viewModel.rows.titles.indexOf(title))
          .slice(-3)
          .map(({ result }) => result),
      ]);
    };
    assert.deepEqual(
      [await wordsOf(known), await wordsOf([])],
      [
        [
          [
            ['failed, known issue: key is replaced', 'completed, known issue: no VSS', 'failed'],
            ['accepted', 'COMPLETED', 'FAILED'],
          ],
          [
            ['completed', 'missed run, known issue: moved', 'completed'],
            ['COMPLETED', 'accepted', 'COMPLETED'],
          ],
        ],
        [
          [
            ['failed, AccessDenied', 'completed with issues, VSS_ERROR', 'failed'],
            ['FAILED', 'COMPLETED_WITH_ISSUES', 'FAILED'],
          ],
          [
            ['completed', 'missed run', 'completed'],
            ['COMPLETED', 'missed', 'COMPLETED'],
          ],
        ],
      ],
    );
  });

  it('make a part that completed with one a good part, which shows the result of the whole', async () => {
    const whole = days('a', { 26: { State: 'RUNNING' } });
    const part = (more: BackupJob) => ({
      ...whole[25],
      BackupJobId: 'part',
      ParentJobId: whole[25]?.BackupJobId,
      ...more,
    });
    const wordsOf = async (more: BackupJob, known: readonly KnownIssue[]) =>
      lastWords(await calendarOf([...whole, part(more)], { now, known }), 'a', 1);
    assert.deepEqual(
      [await wordsOf(skipped, []), await wordsOf(skipped, [vssIssue]), await wordsOf(denied, [keyIssue])],
      [
        ['completed with issues, VSS_ERROR, 2 jobs'],
        ['running, 2 jobs'],
        ['failed, known issue: key is replaced, 2 jobs'],
      ],
    );
  });

  it('never hide a worse result of the day, which says how many there are beside it', async () => {
    const again = (more: BackupJob) => ({ ...days('a', {})[25], BackupJobId: 'again', ...more });
    const wordsOf = async (first: BackupJob, second: BackupJob) => {
      const jobs = [...days('a', { 26: first }), again(second)];
      const words = [];
      for (const some of [jobs, jobs.toReversed()])
        words.push(...lastWords(await calendarOf(some, { now, known: [keyIssue, vssIssue] }), 'a', 1));
      return [...new Set(words)];
    };
    const completed = { State: 'COMPLETED' };
    assert.deepEqual(
      [
        await wordsOf(denied, { State: 'EXPIRED' }),
        await wordsOf(denied, { ...skipped, StatusMessage: 'Another' }),
        await wordsOf(denied, completed),
        await wordsOf(denied, { ...denied, StatusMessage: 'Access denied to key 13' }),
        await wordsOf(skipped, { State: 'RUNNING' }),
      ],
      [
        ['expired, 2 jobs, 1 known'],
        ['completed with issues, VSS_ERROR, 2 jobs, 1 known'],
        ['failed, known issue: key is replaced, 2 jobs'],
        ['failed, known issue: key is replaced, 2 jobs, 2 known'],
        ['running, 2 jobs, 1 known'],
      ],
    );
  });

  it('put a resource behind those that need attention, before the good ones', async () => {
    const jobs = [
      ...days('good', {}),
      ...days('known', { 25: denied, 26: denied }),
      ...days('failed', { 26: { State: 'FAILED' } }),
      ...days('issues', { 26: skipped }),
    ];
    const orderOf = async (known: readonly KnownIssue[], grouping: 'none' | 'vault' = 'none') =>
      (await calendarOf(jobs, { now, known, grouping })).viewModel.rows.titles;
    assert.deepEqual(
      [await orderOf([]), await orderOf([keyIssue]), await orderOf([keyIssue], 'vault')],
      [
        ['known', 'failed', 'issues', 'good'],
        ['failed', 'issues', 'known', 'good'],
        ['failed', 'issues', 'known', 'good'],
      ],
    );
  });

  it('are in the CSV and the Markdown, where no reason becomes markup, a formula or a line', async () => {
    for (const text of Object.values(hostileTexts)) {
      const known = [{ ...keyIssue, reason: text.trim() || 'r' }];
      const built = await calendarOf(days('a', { 26: denied }), { now, known });
      const [cell = ''] = lastWords(built, 'a', 1);
      assert.match(cell, /^failed, known issue: .{0,200}$/u);
      const [, row] = calendarTable(built, '');
      assert.equal(row?.at(-1), cell);
      const about = { connection: 'account', filter: '', regions: [] };
      const { html, text: markdown } = calendarContent(built, '', about, 'en');
      assert.match(markdown, /`+ ?failed, known issue: /);
      assert.equal(
        markdown
          .trim()
          .split('\n')
          .filter((line) => line.startsWith('| ')).length,
        3,
      );
      assert.doesNotMatch(html, /<(?!\/?(?:p|br|table|thead|tbody|tr|th|td|strong|code)\b)/);
    }
  });
});

/** The jobs of a daily rule until 26 November. Some days have other fields. */
function days(resource: string, changes: Readonly<Record<number, BackupJob>>): readonly BackupJob[] {
  return daily({ resource, rule: 'daily', until: 26 }).map((job, at) => ({ ...job, ...changes[at + 1] }));
}
