import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { Chance, noise } from '../../../src/sample/random.js';
import type { BackupSeries } from '../../../src/schedule/backupSeries.js';
import type { TimeRange } from '../../../src/schedule/ruleSchedule.js';
import { type ScheduleReport, scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { dayMs, type History, hourMs, type TestRun } from './histories.js';
import { grouped, nameOf, provenMissing } from './provenRuns.js';

/** A history, and what the laws change of it. */
export interface JudgedCase {
  /** Of the history, and of which of its jobs are lost. */
  readonly seed: number;
  readonly lostShare: number;
  /** How many days before the read two unknown days end. */
  readonly gapEnd: number;
  /** How many runs at the end of each series have no jobs. */
  readonly lostRuns: number;
}

export const anyCase: fc.Arbitrary<JudgedCase> = fc.record({
  seed: fc.integer(),
  lostShare: fc.double({ min: 0.02, max: 0.4, noNaN: true }),
  gapEnd: fc.integer({ min: 0, max: 20 }),
  lostRuns: fc.integer({ min: 1, max: 60 }),
});

/** What must be true of the missed runs of any history. */
export interface MissedRunLaw {
  readonly title: string;
  /** Rejects if it is not true. */
  judge(history: History, changes: JudgedCase): Promise<void>;
}

export const missedRunLaws: readonly MissedRunLaw[] = [
  {
    title: 'there are none in a history of which nothing is missing',
    judge: async (history) => {
      const report = await reportOf(history, history.runs);
      assert.deepEqual(missedIn(report), []);
      for (const { judgement, series } of report.series)
        if (history.lasting.has(seriesName(series))) assert.deepEqual(judgement.silent, [], series.key);
    },
  },
  {
    title: 'they are those that a history lacks, where the jobs around prove it',
    judge: async (history, { lostShare, seed }) => {
      const chance = new Chance(noise(seed, 2));
      const kept = new Set(history.runs.filter(() => chance.draw() >= lostShare));
      const reported = new Set(missedIn(await reportOf(history, [...kept])));
      const { certain, possible } = provenMissing(history, kept);
      assert.deepEqual(
        {
          notFound: history.isBlurred ? [] : [...certain].filter((run) => !reported.has(run)),
          notTrue: [...reported].filter((run) => !possible.has(run)),
        },
        { notFound: [], notTrue: [] },
      );
    },
  },
  {
    title: 'a read of parts of the time claims nothing false, and nothing outside of them',
    judge: async (history, { gapEnd, seed }) => {
      // Of a tenth of the histories, which take a quarter of the time of all laws otherwise.
      if (seed % 10 !== 0) return;
      const chance = new Chance(noise(seed, 6));
      const kept = history.runs.filter(() => chance.draw() >= 0.1);
      const gap = history.readAt - gapEnd * dayMs;
      const known = [
        { from: history.knownSince, to: gap - 2 * dayMs },
        { from: gap, to: history.readAt },
      ];
      const isKnown = (time: number) => known.some(({ from, to }) => time >= from && time <= to);
      const part = await reportOf(history, kept, known);
      const possible = provenMissing(history, new Set(kept)).possible;
      const { lasting } = history;
      for (const { judgement, series } of part.series) {
        const { missed, silent } = judgement;
        assert.deepEqual(
          [...missed, ...silent].filter((time) => !isKnown(time)),
          [],
        );
        const name = seriesName(series);
        assert.deepEqual(
          missed.filter((time) => !possible.has(nameOf(name, time))),
          [],
        );
        const made = new Set(
          kept.filter((run) => run.series === name && run.jobs.length > 0).map(({ time }) => time),
        );
        if (lasting.has(name))
          assert.deepEqual(
            silent.filter((time) => made.has(time)),
            [],
          );
      }
    },
  },
  {
    title:
      'after the last job of a series they are silent, overdue up to three of them, and then ended unless others stopped, too',
    judge: async (history, { lostRuns }) => {
      const kept = grouped(history.runs, ({ series }) => series).flatMap((ofSeries) =>
        ofSeries.slice(0, -lostRuns),
      );
      const { findings, series } = await reportOf(history, kept);
      const overdue = findings.filter(({ kind }) => kind === 'overdue');
      const stopped = new Set(overdue.flatMap((finding) => finding.series.map(({ of }) => of)));
      for (const one of series) {
        const { series: own } = one;
        const { silent, verdict } = one.judgement;
        const name = seriesName(own);
        const last = kept.findLast((run) => run.series === name && run.jobs.length > 0);
        const isFollowed = verdict === 'onSchedule' || verdict === 'overdue' || verdict === 'ended';
        if (last === undefined || !isFollowed) assert.deepEqual(silent, []);
        else {
          assert.equal(
            verdict,
            silent.length === 0 ? 'onSchedule' : stopped.has(one) || silent.length <= 3 ? 'overdue' : 'ended',
          );
          // Runs of a later version are not expected: no job names that version.
          const after = history.runs.filter(
            (run) =>
              run.series === name && run.version === last.version && run.time > last.time && run.isCertain,
          );
          const times = new Set(silent);
          const due = after.filter(({ time }) => time <= history.readAt - 38 * hourMs);
          const isDue = !history.isBlurred && last.hasStartBy;
          assert.deepEqual(
            {
              notFound: due.filter(({ time }) => isDue && !times.has(time)),
              notTrue: kept.filter(
                ({ jobs, series, time }) => series === name && times.has(time) && jobs.length > 0,
              ),
            },
            { notFound: [], notTrue: [] },
          );
        }
      }
    },
  },
];

function reportOf(
  history: History,
  runs: readonly TestRun[],
  known: readonly TimeRange[] = [{ from: history.knownSince, to: history.readAt }],
): Promise<ScheduleReport> {
  const jobs: BackupJob[] = [];
  const add = (job: BackupJob) => {
    const created = job.CreationDate?.getTime() || history.readAt;
    if (known.some(({ from, to }) => created >= from && created <= to)) jobs.push(job);
  };
  for (const run of runs) {
    for (const job of run.jobs) add(job);
    for (const job of run.nested) add(job);
  }
  for (const job of history.others) add(job);
  return scheduleReport([{ region: 'eu-west-1', jobs, known, readAt: history.readAt }]);
}

function missedIn({ series }: ScheduleReport): readonly string[] {
  return series.flatMap(({ judgement, series: own }) =>
    judgement.missed.map((time) => nameOf(seriesName(own), time)),
  );
}

/** The {@link TestRun.series} of a series. */
function seriesName({ jobs: [first], resourceArn }: BackupSeries): string {
  const { BackupRuleId, BackupRuleName } = first?.CreatedBy ?? {};
  return `${BackupRuleId ?? BackupRuleName} ${resourceArn}`;
}
