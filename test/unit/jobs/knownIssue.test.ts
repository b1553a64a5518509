import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withAdded } from '../../../src/jobs/addedIssues.js';
import { IssuePattern, patternOfMessage, readMessage } from '../../../src/jobs/issuePattern.js';
import {
  dayAfter,
  type KnownIssueEntry,
  knownIssueEntries,
  latestEnd,
  maxEntries,
} from '../../../src/jobs/knownIssue.js';
import { conditionsText, failedText, knownIssueText } from '../../../src/jobs/knownIssueText.js';
import { hostileTexts } from '../../hostile.js';

const now = new Date('2026-11-27T08:00:00Z');
const valid = { resourceArn: 'arn:aws:s3:::logs', reason: 'Deleted soon', until: '2026-12-31' };

describe('The setting of known issues', () => {
  it('accepts entries with a condition, a reason and a last day, and says what is wrong with others', () => {
    const entries: readonly unknown[] = [
      valid,
      { backupVaultName: 'scratch', reason: ' Scratch data ', until: '2027-11-27' },
      { ...valid, until: '2026-11-26' },
      { ...valid, until: '2027-11-28' },
      { ...valid, until: '2026-02-30' },
      { ...valid, until: 20261231 },
      { ...valid, statusMessage: 'no access*' },
      { ...valid, statusMessage: 'no access to *' },
      { ...valid, statusMessage: '  *  *  *  *  *' },
      { ...valid, statusMessage: '* * * * * * * * * * *' },
      { ...valid, statusMessage: '*e*e*e*e*e*e*a*o*t*r*' },
      { ...valid, resourceArn: 'arn:aws:s3:::*' },
      { ...valid, resourceArm: 'arn:aws:s3:::logs' },
      { ...valid, accountId: '1234' },
      { accountId: '111122223333', reason: 'r', until: '2026-12-31' },
      { resourceArn: '', reason: ' ' },
      'text',
      null,
      [],
    ];
    assert.deepEqual(outlined(knownIssueEntries(entries, 'user', now)), [
      'resource arn:aws:s3:::logs · Known issue until Dec 31, 2026: Deleted soon',
      'vault scratch · Known issue until Nov 27, 2027: Scratch data',
      'resource arn:aws:s3:::logs · Known issue until Nov 26, 2026: Deleted soon · past',
      'until: more than a year ahead',
      'until: not a date such as 2026-12-31',
      'until: not a text',
      'statusMessage: fewer than 10 characters in words, besides * and spaces',
      'message “no access to *”, resource arn:aws:s3:::logs · Known issue until Dec 31, 2026: Deleted soon',
      'statusMessage: fewer than 10 characters in words, besides * and spaces',
      'statusMessage: fewer than 10 characters in words, besides * and spaces',
      'statusMessage: fewer than 10 characters in words, besides * and spaces',
      'resourceArn: * is possible only in statusMessage',
      'resourceArm: unknown name',
      'accountId: not 12 digits',
      'one of statusMessage, resourceArn, backupRuleId, backupVaultName is missing',
      'resourceArn: empty; reason: empty; until is missing',
      'not an object',
      'not an object',
      'not an object',
    ]);
  });

  it('is not fatal, whatever it contains', () => {
    const hostile = fc.constantFrom(...Object.values(hostileTexts));
    const setting = fc.oneof(
      fc.anything(),
      fc.array(fc.anything()),
      fc.array(
        fc.record(
          { statusMessage: hostile, resourceArn: hostile, reason: hostile, until: hostile, x: hostile },
          { requiredKeys: [] },
        ),
      ),
    );
    fc.assert(
      fc.property(setting, (value) => {
        for (const { issue, problems } of knownIssueEntries(value, 'workspace', now))
          assert.equal(issue === undefined, problems.length > 0);
      }),
    );
    assert.deepEqual(knownIssueEntries(undefined, 'user', now), []);
    assert.deepEqual(outlined(knownIssueEntries({}, 'user', now)), ['not a list']);
    const many = knownIssueEntries(Array(maxEntries + 5).fill(valid), 'user', now);
    assert.equal(many.length, maxEntries + 1);
    assert.deepEqual(outlined(many.slice(-1)), ['more than 1000 entries']);
  });

  it('takes no entry beyond those that count, which would accept nothing', () => {
    const full = Array(maxEntries - 1).fill(valid);
    assert.deepEqual(withAdded(full, [valid]), [...full, valid]);
    assert.deepEqual([withAdded([], [valid]), withAdded(['broken'], [valid])], [[valid], ['broken', valid]]);
    for (const [stored, added] of [
      [full, [valid, valid]],
      [[...full, valid], [valid]],
      [Array(maxEntries + 7).fill(valid), [valid]],
    ] as const)
      assert.throws(() => withAdded(stored, added), /has room for 1000 entries: remove some first$/);
  });

  it('counts an entry until the end of its last day in UTC, and at most a year ahead', () => {
    const at = (time: string) => {
      const [entry] = knownIssueEntries([{ ...valid, until: '2026-11-27' }], 'user', new Date(time));
      return entry?.isPast;
    };
    assert.equal(at('2026-11-27T23:59:59.999Z'), false);
    assert.equal(at('2026-11-28T00:00:00.000Z'), true);
    assert.equal(latestEnd(new Date('2028-02-29T12:00:00Z')), '2029-03-01');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: -400, max: 400 }), (day, after) => {
        const time = new Date(day * 86_400_000 + 3_600_000);
        const until = dayAfter(time, after);
        const [entry] = knownIssueEntries([{ ...valid, until }], 'user', time);
        assert.equal(entry?.issue !== undefined, until <= latestEnd(time));
        assert.equal(entry?.isPast, after < 0);
      }),
    );
  });

  it('shows any text of an entry on one line, without hidden characters', () => {
    for (const text of Object.values(hostileTexts)) {
      const shown = `${knownIssueText({ reason: text, until: '2026-12-31' })} ${conditionsText({ statusMessage: text })}`;
      assert.doesNotMatch(shown, /[\p{Cc}\u202e\u2066\u2028]/u);
      assert.ok(shown.length < 5000);
    }
  });
});

describe('The pattern of a known issue', () => {
  it('law: it matches what a naive comparison matches', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'ab', ' ', '.', '$', '\\', '😀'), { maxLength: 10 });
    const patterns = fc.array(fc.constantFrom('a', 'b', ' ', '.', '$', '\\', '😀', '*', '**'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(texts, patterns, (some, parts) => {
        const [text, pattern] = [some.join(''), parts.join('')];
        assert.equal(
          new IssuePattern(pattern).matches(readMessage(text)),
          naiveMatch(plain(pattern), plain(text)),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('law: the one made of a message matches the message and those with other IDs', () => {
    const pieces = fc.constantFrom(
      'Access denied ',
      'Waited 10.5 minutes ',
      'vol-0a1b2c3d4e5f ',
      'arn:aws:s3:::logs. ',
      '2026-11-27',
      ' \n\t',
      '*',
      '<id>',
      'x'.repeat(700),
      '😀',
    );
    const texts = fc.array(pieces, { maxLength: 12 }).map((some) => some.join(''));
    const assertMatches = (message: string) => {
      const pattern = patternOfMessage(message);
      if (pattern !== undefined)
        assert.ok(
          new IssuePattern(pattern).matches(readMessage(message)),
          JSON.stringify([message, pattern]),
        );
    };
    fc.assert(fc.property(texts, assertMatches), { numRuns: 3000 });
    fc.assert(fc.property(fc.string({ maxLength: 60 }), assertMatches), { numRuns: 3000 });
    for (const text of Object.values(hostileTexts)) assertMatches(text);
    const pattern = patternOfMessage('Volume vol-0a1b2c3d was not found after 10 minutes.');
    assert.equal(pattern, 'Volume * was not found after * minutes.');
    assert.ok(new IssuePattern(pattern).matches(readMessage('Volume vol-99 was not found after 2 minutes.')));
    assert.equal(patternOfMessage('vol-0a1b2c3d failed'), undefined);
    assert.equal(patternOfMessage(Array(12).fill('2026-11-27').join(' ')), undefined);
  });

  it('matches only the start of a very long message, and only if it ends in *', () => {
    const long = readMessage(`Access denied: ${hostileTexts.long}`);
    assert.deepEqual(
      ['Access denied: *', 'Access denied: *x', `Access denied: ${'x'.repeat(900)}`].map((pattern) =>
        new IssuePattern(pattern).matches(long),
      ),
      [true, false, false],
    );
  });
});

describe('The text of failed and known jobs', () => {
  it('counts the known ones apart', () => {
    const text = (known: number, accepted: number, isExact = true) =>
      failedText({ known, isExact }, accepted, 'en');
    assert.deepEqual(
      [text(3, 2), text(3, 0), text(0, 2), text(0, 0), text(0, 2, false), text(1000, 1200, false)],
      [
        '3 failed · 2 known',
        '3 failed',
        '2 known',
        '0 failed',
        '0+ failed · 2 known',
        '1,000+ failed · 1,200 known',
      ],
    );
  });
});

function outlined(entries: readonly KnownIssueEntry[]): string[] {
  return entries.map(({ isPast, issue, problems }) =>
    issue === undefined
      ? problems.join('; ')
      : [conditionsText(issue), knownIssueText(issue, 'en'), isPast && 'past'].filter(Boolean).join(' · '),
  );
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Tries every length for each asterisk. */
function naiveMatch(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern[0] === '*')
    return Array.from({ length: text.length + 1 }, (_, length) => length).some((length) =>
      naiveMatch(rest, text.slice(length)),
    );
  return pattern[0] === text[0] && naiveMatch(rest, text.slice(1));
}
