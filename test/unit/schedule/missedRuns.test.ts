import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Chance, noise } from '../../../src/sample/random.js';
import { type ScheduleReport, scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { type History, historyOf, hourMs, type TestRun } from './histories.js';

describe('Runs that made no job', function () {
  if (process.env['HISTORIES'] !== undefined) this.timeout(0);

  it('law: there are none in a history of which nothing is missing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const history = historyOf(seed);
        const report = await reportOf(history, history.runs);
        assert.deepEqual(missedIn(report), []);
        for (const { judgement, series } of report.series)
          if (history.lasting.has(series.resourceArn))
            assert.deepEqual(judgement.silent, [], series.resourceArn);
      }),
      { numRuns: histories },
    );
  });

  it('law: they are those that a history lacks, where the jobs around prove it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.double({ min: 0.02, max: 0.4, noNaN: true }), async (seed, share) => {
        const history = historyOf(seed);
        const chance = new Chance(noise(seed, 2));
        const kept = history.runs.filter(() => chance.draw() >= share);
        const reported = new Set(missedIn(await reportOf(history, kept)));
        const { certain, possible } = provenMissing(history, kept);
        assert.deepEqual(
          {
            notFound: [...certain].filter((run) => !reported.has(run)),
            notTrue: [...reported].filter((run) => !possible.has(run)),
          },
          { notFound: [], notTrue: [] },
        );
      }),
      { numRuns: histories },
    );
  });
});

function reportOf(history: History, runs: readonly TestRun[]): Promise<ScheduleReport> {
  const jobs = [...runs.flatMap((run) => run.jobs), ...history.others];
  return scheduleReport([
    {
      region: 'eu-west-1',
      jobs,
      known: [{ from: history.knownSince, to: history.readAt }],
      readAt: history.readAt,
    },
  ]);
}

function missedIn({ series }: ScheduleReport): readonly string[] {
  return series.flatMap(({ judgement, series: { resourceArn } }) =>
    judgement.missed.map((time) => nameOf(resourceArn, time)),
  );
}

/**
 * The runs that the kept ones prove to be missing. `possible` has those as well for which it depends on the
 * start window, which can only be learned from some jobs.
 */
function provenMissing(
  { readAt, runs }: History,
  kept: readonly TestRun[],
): { certain: ReadonlySet<string>; possible: ReadonlySet<string> } {
  const certain = new Set<string>();
  const possible = new Set<string>();
  for (const ofSeries of grouped(runs, ({ series }) => series))
    for (const ofVersion of grouped(ofSeries, ({ version }) => version)) {
      const made = ofVersion.filter((run) => kept.includes(run) && run.jobs.length > 0);
      const [first, last] = [made[0], made.at(-1)];
      if (first === undefined || last === undefined) continue;
      const missing = ofVersion.filter(
        (run) => run.isCertain && run.time > first.time && run.time < last.time && !made.includes(run),
      );
      const count = made.filter(({ isCertain }) => isCertain).length;
      const isProven = (dropped: readonly TestRun[]) => count >= 3 && count / (count + dropped.length) >= 0.8;
      const longAgo = missing.filter(({ time }) => time <= readAt - 37 * hourMs);
      const old = missing.filter(({ time }) => time <= readAt - 2 * hourMs);
      if (isProven(old)) for (const { series, time } of longAgo) certain.add(nameOf(series, time));
      if (isProven(longAgo)) for (const { series, time } of old) possible.add(nameOf(series, time));
    }
  return { certain, possible };
}

function grouped(runs: readonly TestRun[], by: (run: TestRun) => string): readonly (readonly TestRun[])[] {
  const groups = new Map<string, TestRun[]>();
  for (const run of runs) groups.set(by(run), [...(groups.get(by(run)) ?? []), run]);
  return [...groups.values()];
}

function nameOf(arn: string, time: number): string {
  return `${arn} ${new Date(time).toISOString()}`;
}

/** The number of histories for each law. `HISTORIES=1000000` judges more of them, and takes hours. */
const histories = Number(process.env['HISTORIES'] ?? 500);
