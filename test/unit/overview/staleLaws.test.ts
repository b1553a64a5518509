import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { isGood, isInProgress } from '../../../src/jobs/jobStates.js';
import type { ResourceFigures } from '../../../src/overview/figures/resourceFigures.js';
import { Chance, noise } from '../../../src/sample/random.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { dayMs, type History, historyOf, hourMs, minuteMs, type TestRun } from '../schedule/histories.js';
import { figuresOf } from './figuresOf.js';

describe('The age of good backups, by schedules', function () {
  this.timeout(process.env['HISTORIES'] === undefined ? 120_000 : 0);

  it('law: none is too old where every run made a good backup, even if some have no creation date', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.boolean(), async (seed, hasUndated) => {
        const history = historyOf(seed);
        if (history.isBlurred) return;
        const chance = new Chance(noise(seed, 5));
        const good = jobsOf(history).map((job): BackupJob => {
          const CompletionDate = new Date((job.CreationDate?.getTime() ?? 0) + 20 * minuteMs);
          const isUndated = hasUndated && chance.draw() < 0.05;
          return {
            ...job,
            State: 'COMPLETED',
            CompletionDate,
            ...(isUndated && { CreationDate: undefined }),
          };
        });
        const { gaps, stale } = await resourceFigures(history, good);
        const lasting = lastingResources(history);
        assert.deepEqual(
          stale.top.map(({ arn }) => arn).filter((arn) => lasting.has(wholeOf(arn))),
          [],
        );
        if (!hasUndated)
          for (const { arn, gap, objectiveMs } of gaps.top)
            if (lasting.has(wholeOf(arn))) assert.ok(gap.ms > objectiveMs, arn);
      }),
      // Two rules back up a resource, and one of them also the resources that it contains.
      {
        numRuns: histories,
        examples: [
          [1260048792, false],
          [1259629843, false],
        ],
      },
    );
  });

  it('law: one is too old only if a run has made no good backup since, and is not called in time if one has not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const history = historyOf(seed);
        if (history.isBlurred) return;
        const { stale, staleNotJudged } = await resourceFigures(history, jobsOf(history));
        const shown = new Set(stale.top.map(({ arn }) => arn));
        const lasting = lastingResources(history);
        const isOver = ({ startWindow, time }: TestRun, usualMs = 0) =>
          time + startWindow + hourMs + usualMs <= history.readAt;
        const late = [...lasting].filter((arn) =>
          runsSinceGood(history, arn).some((run) => isOver(run) || hasEnded(run)),
        );
        // The start window is known from StartBy.
        const certainlyLate = [...lasting].filter((arn) =>
          runsSinceGood(history, arn).some((run) => run.hasStartBy && isOver(run, 2 * hourMs)),
        );
        assert.deepEqual(
          [...shown].filter((arn) => lasting.has(arn) && !late.includes(arn)),
          [],
        );
        const missing = certainlyLate.filter((arn) => !shown.has(arn));
        assert.ok(missing.length <= staleNotJudged, missing.join());
      }),
      // A run has ended without a good backup before its start window is over.
      { numRuns: histories, examples: [[1625384302]] },
    );
  });
});

function jobsOf({ others, runs }: History): readonly BackupJob[] {
  return [...runs.flatMap(({ jobs, nested }) => [...jobs, ...nested]), ...others];
}

async function resourceFigures(
  { knownSince, readAt }: History,
  jobs: readonly BackupJob[],
): Promise<ResourceFigures> {
  const known = [{ from: knownSince, to: readAt }];
  const schedule = await scheduleReport([{ region: 'us-east-1', jobs, known, readAt }]);
  const at = new Date(readAt);
  return (await figuresOf(jobs, { now: at, asOf: at, periodMs: dayMs, staleMs: undefined, schedule }))
    .resources;
}

/** The resources of which all rules last, see {@link History.lasting}. */
function lastingResources({ lasting, runs }: History): ReadonlySet<string> {
  const arns = new Set(runs.map(({ resourceArn }) => resourceArn));
  for (const { resourceArn, series } of runs) if (!lasting.has(series)) arns.delete(resourceArn);
  return arns;
}

/** The resource of a backup that contains another one. */
function wholeOf(arn: string): string {
  return arn.replace(/\/volume-\d$/, '');
}

/** Whether a run made jobs that have all ended. */
function hasEnded({ jobs }: TestRun): boolean {
  return jobs.length > 0 && !jobs.some(isInProgress);
}

/** The runs after the last good backup of a resource, by the last version of their rule. */
function runsSinceGood({ others, runs }: History, arn: string): readonly TestRun[] {
  const own = runs.filter(({ resourceArn }) => resourceArn === arn);
  const jobs = [
    ...own.flatMap((run) => run.jobs),
    ...others.filter(({ ResourceArn }) => ResourceArn === arn),
  ];
  const lastGood = Math.max(
    0,
    ...jobs.filter(isGood).map(({ CreationDate }) => CreationDate?.getTime() ?? 0),
  );
  if (jobs.every(isInProgress)) return [];
  return own.filter((run) => {
    const ofRule = own.filter(({ jobs: made, series }) => series === run.series && made.length > 0);
    const last = ofRule.at(-1);
    const first = ofRule.find(({ version }) => version === last?.version);
    return (
      run.isCertain &&
      run.version === last?.version &&
      run.time >= (first?.time ?? Number.POSITIVE_INFINITY) &&
      run.time > lastGood + 15 * minuteMs
    );
  });
}

/** The number of histories for each law. */
const histories = Number(process.env['HISTORIES'] ?? 60);
