import assert from 'node:assert/strict';
import { figuresBasis } from '../../../src/jobs/figuresBasis.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { SubjectSession } from '../../../src/jobs/jobsSubject.js';
import { byServiceClock } from '../../../src/jobs/oldRead.js';

describe('The basis of the figures of a history', () => {
  const now = new Date('2026-11-29T12:00:00Z');
  const day = (month: number, date: number) => Date.UTC(2026, month - 1, date);
  const poolOf = (unanswered?: object) =>
    ({ list: () => ({ unanswered }) }) as unknown as SubjectSession['pool'];
  const pool = poolOf();

  function basisOf(
    ...sessions: readonly (Pick<SubjectSession, 'history' | 'listed'> &
      Partial<Pick<SubjectSession, 'pool'>>)[]
  ) {
    const subject = {
      sessions: sessions.map((session, place) => ({ key: 'history', region: `${place}`, pool, ...session })),
      ...{ selection: selectionOf({}), filter: {}, filterText: '' },
    };
    const readResult = {
      ...{ isComplete: true, readSince: undefined, failures: [], completeRegions: new Set<string>() },
      isHeldBy: () => true,
    };
    const { asOf, coverage, isOldestRead, until } = figuresBasis(subject, readResult, now);
    const since = [day(1, 1), day(2, 1), day(2, 10), day(4, 1)].find((from) =>
      coverage.hasRead(new Date(from)),
    );
    const { isComplete, isReadToEnd, isRecent, knowsResources, namesIssues } = coverage;
    const hasDay = (month: number, date: number) =>
      coverage.hasReadBetween(new Date(day(month, date)), new Date(day(month, date + 1) - 1));
    return {
      days: [hasDay(1, 1), hasDay(1, 20), hasDay(2, 1), hasDay(3, 31)],
      counts: [isReadToEnd, namesIssues],
      ...{ asOf: asOf.getTime(), until: until.getTime(), isOldestRead, since },
      claims: [isComplete, isRecent, knowsResources],
    };
  }

  it('ends where it ends, and is complete only since its last gap', () => {
    const first = {
      history: { last: day(4, 1) },
      listed: [
        { from: day(1, 1), to: day(1, 20) },
        { from: day(2, 1), to: day(4, 1) },
      ],
    };
    const second = { history: { last: day(4, 1) }, listed: [{ from: day(2, 10), to: day(4, 1) }] };
    const claims = [false, false, false];
    assert.deepEqual(basisOf(first), {
      days: [true, false, true, true],
      counts: [true, true],
      ...{ asOf: day(4, 1), until: day(4, 1), isOldestRead: false, since: day(2, 1) },
      claims,
    });
    assert.deepEqual(basisOf(first, second), {
      days: [false, false, false, true],
      counts: [true, true],
      ...{ asOf: day(4, 1), until: day(4, 1), isOldestRead: false, since: day(2, 10) },
      claims,
    });
  });

  it('ends with its last region, and is complete for no time if another one ends earlier', () => {
    const early = { history: { last: day(4, 1) }, listed: [{ from: day(1, 1), to: day(4, 1) }] };
    const late = { history: { last: day(5, 1) }, listed: [{ from: day(1, 1), to: day(5, 1) }] };
    const { claims, ...basis } = basisOf(early, late);
    assert.deepEqual(basis, {
      days: [true, true, true, true],
      counts: [true, true],
      ...{ asOf: day(5, 1), until: day(5, 1), isOldestRead: false, since: undefined },
    });
    assert.deepEqual(claims, [false, false, false]);
  });

  it('is complete for no time if its files do not say which jobs match', () => {
    const session = { history: { last: day(4, 1) }, listed: [{ from: day(1, 1), to: day(4, 1) }] };
    const { counts, days, since } = basisOf({ ...session, pool: poolOf({}) });
    assert.deepEqual([since, counts, days], [undefined, [false, false], [false, false, false, false]]);
  });

  it('is complete for no time if its last jobs are of no complete report', () => {
    const report = { from: day(1, 1), to: day(4, 1) };
    for (const session of [
      { history: { last: day(4, 2) }, listed: [report] },
      { history: { last: day(4, 1) }, listed: [] },
      { history: {}, listed: [report] },
    ])
      assert.equal(basisOf(session).since, undefined);
  });

  it('does not end later than now, and not at an unknown time', () => {
    assert.equal(basisOf({ history: { last: now.getTime() + 1 }, listed: [] }).until, now.getTime());
    assert.equal(basisOf({ history: {}, listed: [] }, { history: { last: day(4, 1) } }).until, day(4, 1));
    assert.equal(basisOf({ history: {}, listed: [] }).until, now.getTime());
  });
});

describe('The basis of the figures of the jobs that AWS Backup lists', () => {
  it('ends now by the clock of the service, which the times of jobs are compared with', () => {
    const now = new Date('2026-11-29T12:00:00Z');
    const clockOffsetMs = -3 * 3_600_000;
    const readAt = byServiceClock({ date: new Date('2026-11-29T11:59:00Z'), elapsed: 0 }, clockOffsetMs);
    const pool = { readAt } as unknown as SubjectSession['pool'];
    const subject = {
      sessions: [{ key: 'profile:prod', region: 'eu-west-1', pool }],
      ...{ selection: selectionOf({}), filter: {}, filterText: '' },
    };
    const readResult = {
      ...{ isComplete: true, readSince: undefined, failures: [], completeRegions: new Set<string>() },
      isHeldBy: () => true,
    };
    const { asOf, until } = figuresBasis(subject, readResult, now);
    assert.deepEqual(
      [asOf.toISOString(), until.toISOString()],
      ['2026-11-29T08:59:00.000Z', '2026-11-29T09:00:00.000Z'],
    );
  });
});
