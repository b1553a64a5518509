import assert from 'node:assert/strict';
import { calendarContent, calendarTable } from '../../../src/calendar/calendarContent.js';
import { calendarRequestFrom } from '../../../src/calendar/calendarMessages.js';
import { matchingRows } from '../../../src/calendar/rowSearch.js';
import { csvLine } from '../../../src/documents/export/csvCell.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { readCsv } from '../../csvReader.js';
import { hostileJob, hostileTexts } from '../../hostile.js';
import { calendarOf } from './calendarOf.js';

const now = Date.UTC(2026, 10, 24, 20);
const about = { connection: 'Production', filter: '', regions: [] };

describe('What leaves the calendar', () => {
  it('is a Markdown table of the rows that match the search, with a head that says what it is about', async () => {
    const jobs = [named('orders-db', 'FAILED'), named('web-1', 'COMPLETED')];
    const built = await calendarOf(jobs, { now, filter: { createdAfter: '2026-11-24' } });
    const { html, text } = calendarContent(built, 'orders', about, 'en');
    const [head = '', table] = text.split('\n\n');
    assert.match(head, /^\*\*Backup calendar\*\* {2}\n`Production` {2}\n2 jobs of 2 resources, as of /);
    assert.equal(
      table,
      [
        '| Resource | today, Tuesday, November 24 |',
        '| --- | --- |',
        '| `orders-db` | `failed, AccessDenied` |',
        '',
      ].join('\n'),
    );
    assert.match(html, /<td align="left">orders-db<\/td><td align="left">failed, AccessDenied<\/td>/);
  });

  it('has the latest days of a history in Markdown, and all of them in the CSV', async () => {
    const listed = [{ from: now - 399 * 24 * 3_600_000, to: now }];
    const built = await calendarOf([named('orders-db', 'FAILED')], { now, listed });
    const { text } = calendarContent(built, '', about, 'en');
    assert.match(text, /\nThe last 31 of 400 days\n/);
    const lines = text.split('\n').filter((line) => line.startsWith('|'));
    assert.deepEqual(lines.map(cellsOfMarkdown), [32, 32, 32]);
    const [titles, row] = [...calendarTable(built, '')];
    assert.deepEqual([titles?.length, row?.length], [406, 406]);
  });

  it('has no markup, formula or further cell in any format, whatever the texts of the jobs are', async () => {
    const texts = Object.values(hostileTexts).filter((text) => text.length < 10_000);
    const jobs = [...texts, 'a|b', 'a\\|b', 'a\\\\|b'].map((text, place) => ({
      ...hostileJob(text),
      BackupJobId: `job-${place}`,
      MessageCategory: text,
      State: 'FAILED',
    }));
    const built = await calendarOf(jobs, { now, grouping: 'vault' });
    const { html, text } = calendarContent(built, '', about, 'en');
    assert.doesNotMatch(html, /<(?!\/?(p|br|strong|code|bdi|table|thead|tbody|tr|th|td)\b)/);
    const lines = text.split('\n').filter((line) => line.startsWith('|'));
    assert.deepEqual([...new Set(lines.map(cellsOfMarkdown))], [2 + built.days.starts.length]);
    const csv = readCsv([...calendarTable(built, '')].map(csvLine).join(''));
    assert.deepEqual([...new Set(csv.map((line) => line.length))], [6 + built.days.starts.length]);
    assert.equal(csv.length, built.rows.length + 1);
    for (const cell of csv.flat().filter((one) => one !== undefined))
      assert.doesNotMatch(cell, /^[=+\-@\t\r\n]/);
  });

  it('is found by every word of a search, in the name, the type or the ARN', async () => {
    const { viewModel } = await calendarOf([named('orders-db', 'FAILED'), named('web-1', 'COMPLETED')], {
      now,
    });
    const found = (search: string) => matchingRows(viewModel.rows, search);
    assert.deepEqual(['', 'ORDERS rds', 'web orders', 'volume/web', '.*'].map(found), [
      [0, 1],
      [0],
      [],
      [1],
      [],
    ]);
  });

  it('answers only valid requests of its page', () => {
    const requests: readonly unknown[] = [
      { kind: 'go', version: 1, row: 0, slot: 2, isHour: false },
      { kind: 'go', version: 1, row: -1, slot: 2, isHour: false },
      { kind: 'go', version: 1, row: 0, slot: 2 },
      { kind: 'group', grouping: 'vault' },
      { kind: 'group', grouping: 'state' },
      { kind: 'openLatest', version: 1, row: 0.5 },
      { kind: 'copy', version: 1, search: {} },
      { kind: 'openCalendar' },
      { kind: 'showAll' },
      'ready',
    ];
    assert.deepEqual(
      requests.map((request) => calendarRequestFrom(request)?.kind),
      ['go', undefined, undefined, 'group', undefined, undefined, undefined, undefined, 'showAll', undefined],
    );
  });
});

function named(name: string, State: string): BackupJob {
  return {
    AccountId: '111122223333',
    BackupJobId: name,
    CreationDate: new Date(2026, 10, 24, 5),
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${name}`,
    ResourceName: name,
    ResourceType: name === 'orders-db' ? 'RDS' : 'EBS',
    State,
    ...(State === 'FAILED' && { MessageCategory: 'AccessDenied', StatusMessage: 'No' }),
  };
}

/** The number of cells of a line by the rules of GitHub: a backslash escapes the next character. */
function cellsOfMarkdown(line: string): number {
  return line.replaceAll(/\\[\s\S]/g, '').split('|').length - 2;
}
