import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Summary, summaryContent, summaryText } from '../../../src/documents/summary/summaryText.js';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import { recordOf } from '../../../src/jobs/attention.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { codeSpan } from '../../../src/jobs/codeSpan.js';
import { withTimeOfHistory } from '../../../src/jobs/lastKnown.js';
import { hostileTexts } from '../../hostile.js';
import { withoutSpans } from './withoutSpans.js';

const at = (day: number, hour: number) => new Date(Date.UTC(2026, 10, day, hour));
const failed: BackupJob = {
  AccountId: '111122223333',
  BackupJobId: '4A1B',
  BackupVaultName: 'prod',
  CompletionDate: at(28, 5),
  CreatedBy: { BackupPlanName: 'daily' },
  CreationDate: at(28, 5),
  IamRoleArn: 'arn:aws:iam::111122223333:role/BackupRole',
  MessageCategory: 'AccessDenied',
  ResourceArn: 'arn:aws:s3:::logs',
  ResourceName: 'logs',
  ResourceType: 'S3',
  State: 'FAILED',
  StatusMessage: 'Access denied for role.',
};
const good: BackupJob = {
  ...failed,
  BackupJobId: 'good',
  State: 'COMPLETED',
  MessageCategory: 'SUCCESS',
  CreationDate: at(26, 5),
};
const night = [
  failed,
  { ...failed, BackupJobId: 'before', CreationDate: at(27, 5) },
  { ...good, CompletionDate: at(26, 6) },
];
const period = { hours: 24, to: at(28, 7) };

function summaryOf(parts: Partial<Summary['regions'][number]> = {}, more: Partial<Summary> = {}): Summary {
  return {
    connection: 'prod · 111122223333 (Production) · us-east-1',
    filter: '',
    period,
    regions: [
      {
        region: 'us-east-1',
        isSample: false,
        isComplete: true,
        readAt: at(28, 7),
        items: [{ key: 'logs', jobs: [failed], record: recordOf(night) }],
        ...parts,
      },
    ],
    ...more,
  };
}

describe('A summary', () => {
  it('says what failed, why, since when, what to do, and where to look', () => {
    const lines = summaryText(summaryOf(), 'en-GB').split('\n');
    const withoutZone = lines.map((line) => line.replaceAll(/ (UTC|GMT)[^\s,]*/g, ''));
    const [, ...items] = withoutZone.slice(withoutZone.indexOf(''));
    assert.match(
      lines[0] ?? '',
      /^\*\*1 resource without a complete backup in the 24 hours before 28 Nov .+\*\* {2}$/,
    );
    assert.equal(
      items[0],
      '- **`logs`** (`S3`, vault `prod`, plan `daily`, `111122223333`, us-east-1): Failed, `AccessDenied`, `Access denied for role.`',
    );
    assert.match(items[1] ?? '', /^ {2}- ended .+, 2 times in a row since .+, last good backup: .+$/);
    assert.ok(
      items.some((line) => /^ {2}- Suggested fix: .* the role `BackupRole`, the vault `prod`,/.test(line)),
    );
    assert.ok(
      items.includes(
        '  - [Open in AWS Console](https://us-east-1.console.aws.amazon.com/backup/home?region=us-east-1#/jobs/backup/4A1B)',
      ),
    );
  });

  it('is a list in HTML, too', () => {
    const { html } = summaryContent(summaryOf(), 'en-GB');
    assert.match(
      html,
      /^<p><strong>1 resource without a complete backup in the 24 hours before 28 Nov [^<]+<\/strong><br>/,
    );
    assert.match(
      html,
      /<ul><li><strong><code>logs<\/code><\/strong> \(<code>S3<\/code>, vault <code>prod<\/code>, plan <code>daily<\/code>, <code>111122223333<\/code>, us-east-1\): Failed, <code>AccessDenied<\/code>, <code>Access denied for role.<\/code><ul><li>ended /,
    );
    assert.match(
      html,
      /<li><a href="https:\/\/us-east-1\.console\.aws\.amazon\.com\/[^"<>]+">Open in AWS Console<\/a><\/li><\/ul><\/li><\/ul>$/,
    );
  });

  it('claims no more than was read', () => {
    const headline = (summary: Summary) => summaryText(summary, 'en').split(' in the ')[0];
    assert.deepEqual(
      [
        headline(summaryOf({ isComplete: false, failure: 'Access denied' })),
        headline(summaryOf({ isComplete: false, items: [] })),
        headline(summaryOf({ items: [] })),
      ],
      [
        '**1 or more resources without a complete backup',
        '**Not known which jobs made no complete backup',
        '**No job ended without a complete backup',
      ],
    );
    const unknown = summaryText(summaryOf({ items: [{ key: 'logs', jobs: [failed] }] }), 'en');
    assert.match(unknown, /last good backup: not known/);
  });

  it('lists known issues apart, with their reasons as plain text and their end dates', () => {
    const known = (reason: string) =>
      new AcceptedIssues([{ statusMessage: 'Access denied for *', reason, until: '2026-12-31' }]);
    const other = { ...failed, BackupJobId: 'other', ResourceName: 'web', StatusMessage: 'Out of space.' };
    const items = [
      { key: 'logs', jobs: [failed] as const },
      { key: 'web', jobs: [other] as const },
    ];
    const outline = (summary: Summary) =>
      summaryText(summary, 'en')
        .split('\n')
        .filter((line) => /^(\*\*|- )|Known issue until/.test(line))
        .map((line) => line.split(/ in the | \(/)[0]);
    const split = { items: items.slice(1), accepted: items.slice(0, 1) };
    assert.deepEqual(outline(summaryOf(split, { known: known('Rotating the key') })), [
      '**1 resource without a complete backup',
      '- **`web`**',
      '**Known issues: 1**',
      '- **`logs`**',
      '  - Known issue until Dec 31, 2026: `Rotating the key`',
    ]);
    const onlyKnown = summaryOf({ ...split, items: [] }, { known: known('Rotating the key') });
    assert.match(summaryText(onlyKnown, 'en'), /^\*\*No job ended .+, except known issues\*\*/);
    const { period: _, ...selected } = summaryOf(
      { items: items.slice(0, 1) },
      { known: known('Rotating the key') },
    );
    assert.deepEqual(outline(selected), [
      '**Backup jobs of 1 resource**  ',
      '- **`logs`**',
      '  - Known issue until Dec 31, 2026: `Rotating the key`',
    ]);
    for (const text of Object.values(hostileTexts).filter((one) => one.trim() !== '')) {
      const { html, text: markdown } = summaryContent(
        summaryOf(split, { known: known(text.slice(0, 9000)) }),
        'en',
      );
      assert.doesNotMatch(html, /<(?!\/?(?:p|br|strong|ul|li|code|bdi|a)\b)/);
      assert.doesNotMatch(withoutSpans(markdown), /tripwire|command:|127\.0\.0\.1/i);
    }
  });

  it('says that the time of the last good backup is not known if the job has none', () => {
    const undated = { ...good, CompletionDate: undefined, CreationDate: undefined };
    const items = [{ key: 'logs', jobs: [failed] as const, record: recordOf([failed, undated]) }];
    assert.match(summaryText(summaryOf({ items }), 'en'), /, last good backup: time not known$/m);
  });

  it('shows an unknown state as plain text', () => {
    const text = '[x](https://example.com)';
    const items = [{ key: 'logs', jobs: [{ ...failed, State: text }] as const }];
    assert.doesNotMatch(withoutSpans(summaryText(summaryOf({ items }), 'en')), /example/);
  });

  it('gives no link to a job of a history, which the AWS console may no longer have', () => {
    const items = [{ key: 'logs', jobs: [withTimeOfHistory({ ...failed }, new Date())] as const }];
    assert.match(summaryText(summaryOf({}), 'en'), /\]\(/);
    assert.doesNotMatch(summaryText(summaryOf({ items }), 'en'), /\]\(/);
  });

  it('gives no link to a job of the sample account', () => {
    assert.doesNotMatch(summaryText(summaryOf({ isSample: true }), 'en'), /\]\(/);
  });

  it('shows a hostile text of any field as plain text, without markup, links, images or line breaks', () => {
    for (const text of Object.values(hostileTexts)) {
      const job = Object.fromEntries(
        Object.entries(failed).map(([name, value]) => [name, typeof value === 'string' ? text : value]),
      );
      const summary = summaryOf(
        { items: [{ key: 'x', jobs: [{ ...job, State: 'FAILED' }] }], failure: text, isComplete: false },
        { filter: text, connection: text },
      );
      const tags = summaryContent(summary, 'en').html.match(/<[^>]*>?/g) ?? [];
      assert.deepEqual(
        tags.filter((tag) => !ownTag.test(tag)),
        [],
        'the HTML has no other tags',
      );
      const rest = withoutSpans(summaryText(summary, 'en'));
      const denied = { ...job, State: 'FAILED', StatusMessage: 'Access Denied' };
      const withAdvice = summaryText(summaryOf({ items: [{ key: 'x', jobs: [denied] }] }), 'en');
      assert.match(withAdvice, /check the policies of (the role \u2068?`|the job’s IAM role)/);
      for (const shown of [rest, withoutSpans(withAdvice)])
        assert.doesNotMatch(
          shown.replaceAll(/\[Open in AWS Console\]\(https:\/\/\S+\)/g, ''),
          /[<>[\]!`]|\w:\/\//,
          text,
        );
    }
  });
});

describe('A code span', () => {
  it('contains any text on one line, and ends at its end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\n', '<') }), (text) => {
        const span = codeSpan(text);
        if (span === '') return;
        const fence = /^`+/.exec(span)?.[0] ?? '';
        const inner = span.slice(fence.length, -fence.length);
        assert.ok(
          span.endsWith(fence) && !inner.match(/`+/g)?.some((run) => run.length === fence.length),
          span,
        );
        assert.ok(!span.includes('\n'));
      }),
    );
  });
});

const ownTag =
  /^<(\/?(p|strong|code|bdi|ul|li)|br|\/a|a href="https:\/\/us-east-1\.console\.aws\.amazon\.com\/[^"<>]+")>$/;
