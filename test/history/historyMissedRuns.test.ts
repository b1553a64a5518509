import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { openHistoryFiles } from '../../src/history/historyFiles.js';
import { figuresBasis } from '../../src/jobs/figuresBasis.js';
import { JobPool } from '../../src/jobs/jobPool.js';
import type { JobQuery } from '../../src/jobs/jobQuery.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { failureOf } from '../../src/jobs/jobSource.js';
import { listsOf, readSubject } from '../../src/jobs/readSubject.js';
import { Chance, noise } from '../../src/sample/random.js';
import type { BackupSeries } from '../../src/schedule/backupSeries.js';
import type { Judgement } from '../../src/schedule/judgement.js';
import type { TimeRange } from '../../src/schedule/ruleSchedule.js';
import type { ScheduleReport } from '../../src/schedule/scheduleReport.js';
import { subjectSchedule } from '../../src/schedule/subjectSchedule.js';
import { historyOptions } from '../reportHistory.js';
import { dayMs, type History, historyOf, hourMs, type TestRun } from '../unit/schedule/histories.js';
import { grouped, nameOf, provenMissing } from '../unit/schedule/provenRuns.js';
import { historyFolder, historyWorker } from './historyFolder.js';
import { writeOrganizationReports, writeRunReports } from './runReports.js';

describe('Missed runs in a history of job reports', function () {
  this.timeout(120_000);
  const folder = historyFolder();
  const reports = path.join(folder, 'reports');
  let opened = 0;

  it('law: none is false, whatever reports are missing, and those between known jobs are found', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const history = reported(historyOf(seed));
        const chance = new Chance(noise(seed, 7));
        const kept = new Set(history.runs.filter(() => chance.draw() >= 0.04));
        writeRunReports(reports, history, kept, () => chance.draw() < 0.06);
        const judged = await judgedReports();
        if (judged === undefined) return;
        const namesOf = (times: (judgement: Judgement) => readonly number[]) =>
          judged.report.series.flatMap(({ judgement, series }) =>
            times(judgement).map((time) => nameOf(seriesName(series), time)),
          );
        const missed = namesOf((judgement) => judgement.missed);
        const silent = namesOf((judgement) => judgement.silent);
        const claimed = new Set([...missed, ...silent]);
        const madeJob = new Set(
          history.runs.filter((run) => kept.has(run) && run.jobs.length > 0).map(nameOfRun),
        );
        const expected = new Set(history.runs.map(nameOfRun));
        const byHand = new Set(history.runs.filter(isByHandInReport).map(nameOfRun));
        const certain = history.isBlurred ? [] : certainlyMissed(history, judged);
        found += certain.length;
        assert.deepEqual(
          {
            notMissed: missed.filter((run) => !byHand.has(run) && (madeJob.has(run) || !expected.has(run))),
            // The resource may have left the plan.
            notSilent: silent.filter((run) => madeJob.has(run) && !byHand.has(run)),
            notFound: certain.filter((run) => !claimed.has(run)),
          },
          { notMissed: [], notSilent: [], notFound: [] },
        );
      }),
      { numRuns: 30, examples: [[-234737963]] },
    );
    assert.ok(found > 0);
  });

  it('law: no schedule is up to date after which runs made no job', async () => {
    let stopped = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 3, max: 10 }), async (seed, days) => {
        const history = reported(historyOf(seed));
        const chance = new Chance(noise(seed, 8));
        const kept = new Set(history.runs.filter(({ time }) => time < history.readAt - days * dayMs));
        writeRunReports(reports, history, kept, () => chance.draw() < 0.06);
        const judged = await judgedReports();
        if (judged === undefined || history.isBlurred) return;
        for (const { judgement, series } of judged.report.series) {
          const own = history.runs.filter((run) => run.series === seriesName(series));
          const last = own.findLast((run) => kept.has(run) && run.jobs.length > 0);
          // Without a start window, it takes longer to prove that a run made no job.
          const isDue = own.some(
            ({ isCertain, time, version }) =>
              version === last?.version &&
              last.hasStartBy &&
              time > last.time &&
              time <= judged.end - 38 * hourMs &&
              isCertain,
          );
          if (!isDue) continue;
          stopped++;
          assert.notEqual(judgement.verdict, 'onSchedule', series.key);
        }
      }),
      { numRuns: 15 },
    );
    assert.ok(stopped > 0);
  });

  it('are none of an account whose report is missing, if another report plan has one', async () => {
    rmSync(reports, { recursive: true, force: true });
    writeOrganizationReports(reports, { one: [ownAccount] }, 12, () => true);
    writeOrganizationReports(reports, { two: [otherAccount] }, 12, (day) => day !== 6);
    const judged = await judgedReports();
    assert.deepEqual(
      {
        missed: judged?.report.series.flatMap(({ judgement }) => judgement.missed),
        verdicts: judged?.report.series.map(({ judgement }) => judgement.verdict),
        facts: judged?.facts,
      },
      {
        missed: [],
        verdicts: ['onSchedule', 'onSchedule'],
        facts:
          'History: reports · no report for Mar 7, 2026, 444455556666 eu-west-1 · 23 jobs · Mar 1 – 12, 2026',
      },
    );
  });

  it('are not known of an account that the reports of its organization do not name any more', async () => {
    for (const days of [18, 12]) {
      rmSync(reports, { recursive: true, force: true });
      writeOrganizationReports(reports, { all: [ownAccount] }, 20, () => true);
      writeOrganizationReports(reports, { all: [ownAccount, otherAccount] }, days, () => true);
      const judged = await judgedReports();
      assert.deepEqual(
        {
          findings: judged?.report.findings.map(({ kind }) => kind),
          verdicts: judged?.report.series.map(({ judgement, series }) => [
            series.accountId,
            judgement.verdict,
            judgement.silent,
          ]),
        },
        {
          findings: [],
          verdicts: [
            [ownAccount, 'onSchedule', []],
            [otherAccount, 'missingJobs', []],
          ],
        },
      );
    }
  });

  it('are not known while the reports of an organization do not name an account, before it is back', async () => {
    const verdicts = async (away: (day: number) => boolean) => {
      rmSync(reports, { recursive: true, force: true });
      writeOrganizationReports(reports, { all: [ownAccount] }, 30, () => true);
      writeOrganizationReports(reports, { all: [ownAccount, otherAccount] }, 30, (day) => !away(day));
      const judged = await judgedReports();
      return [
        judged?.report.series.flatMap(({ judgement }) =>
          judgement.missed.map((time) => new Date(time).getDate()),
        ),
        judged?.facts.split(' · ').slice(1, -2),
      ];
    };
    // After a day, the backups of an account may have failed to run.
    assert.deepEqual(await verdicts((day) => day === 9), [[10], []]);
    assert.deepEqual(await verdicts((day) => day > 9 && day < 20), [
      [],
      ['not in the reports: Mar 11 – 20, 2026, 444455556666 eu-west-1'],
    ]);
  });

  it('are found within a filter by the date of creation, and none beside it', async () => {
    rmSync(reports, { recursive: true, force: true });
    writeOrganizationReports(reports, { one: [ownAccount] }, 30, () => true);
    writeOrganizationReports(
      reports,
      { one: [ownAccount, otherAccount] },
      30,
      (day) => ![9, 20].includes(day),
    );
    const missed = async (from: number | undefined, to?: number) => {
      const at = (date: number | undefined) =>
        date === undefined ? undefined : new Date(Date.UTC(2026, 2, 0) + date * dayMs);
      const [createdAfter, createdBefore] = [from, to].map(at);
      const query = { ...(createdAfter && { createdAfter }), ...(createdBefore && { createdBefore }) };
      const judged = await judgedReports(query);
      return judged?.report.series.flatMap(({ judgement }) =>
        judgement.missed.map((time) => new Date(time).getUTCDate()),
      );
    };
    assert.deepEqual(
      [
        await missed(undefined),
        await missed(5),
        await missed(5, 15),
        await missed(15),
        await missed(10.5, 20.5),
      ],
      [[10, 21], [10, 21], [10], [21], []],
    );
    assert.equal((await judgedReports({ state: 'COMPLETED' }))?.report, undefined);
  });

  /** What the reports prove; undefined if they name no job. */
  async function judgedReports(query: JobQuery = {}): Promise<Judged | undefined> {
    const signal = new AbortController().signal;
    const indexFile = path.join(folder, `index-${opened++}.db`);
    const connection = await openHistoryFiles(
      historyOptions({ paths: [reports], indexFile, workerFile: historyWorker }),
    ).catch((error: unknown) => {
      assert.equal(failureOf(error).summary, 'No backup jobs were found');
    });
    if (connection === undefined) return undefined;
    try {
      const sessions = connection.regions.map((region) => ({
        ...region,
        key: 'history',
        pool: new JobPool({ source: region.source, pageSize: () => 1000 }),
      }));
      const subject = { sessions, selection: selectionOf(query), filter: {}, filterText: '' };
      const readResult = await readSubject(subject, signal, () => {});
      const { asOf, coverage } = figuresBasis(subject, readResult, new Date());
      const lists = listsOf(subject);
      const report = await subjectSchedule(subject, lists, coverage, signal);
      if (report === undefined) return undefined;
      const ids = new Set(lists.flatMap((list) => list.jobs().map(({ BackupJobId = '' }) => BackupJobId)));
      const facts = String(connection.facts).replaceAll('\u2009', ' ');
      return { report, ids, facts, known: sessions[0]?.listed ?? [], end: asOf.getTime() };
    } finally {
      connection.dispose();
    }
  }
});

interface Judged {
  readonly report: ScheduleReport;
  /** The IDs of the jobs that the reports name. */
  readonly ids: ReadonlySet<string>;
  readonly facts: string;
  readonly known: readonly TimeRange[];
  readonly end: number;
}

const [ownAccount, otherAccount] = ['111122223333', '444455556666'];

/** The same history without the versions of the plan, which reports do not name: a new cron shows an edit. */
function reported(history: History): History {
  const crons = new Map<string, string>();
  for (const { jobs, rule, version } of history.runs) {
    const cron = jobs.find(({ CreatedBy }) => CreatedBy?.BackupRuleCron)?.CreatedBy?.BackupRuleCron;
    if (cron !== undefined) crons.set(`${rule} ${version}`, cron);
  }
  const runs = history.runs.map((run) => ({
    ...run,
    version: crons.get(`${run.rule} ${run.version}`) ?? run.version,
  }));
  return { ...history, runs };
}

/** The runs without a job of which the reports around leave no doubt. */
function certainlyMissed(history: History, { end, ids, known }: Judged): readonly string[] {
  const isNamed = ({ jobs }: TestRun) => jobs.some(({ BackupJobId = '' }) => ids.has(BackupJobId));
  const named = new Set(history.runs.filter(isNamed));
  const { certain } = provenMissing({ readAt: end, runs: history.runs }, named);
  return grouped(history.runs, ({ series, version }) => `${series} ${version}`).flatMap((ofVersion) => {
    const times = ofVersion.map(({ time }) => time);
    const interval = Math.min(...times.slice(1).map((time, place) => time - (times[place] ?? time)));
    return ofVersion.flatMap((run, place) => {
      const name = nameOf(run.series, run.time);
      const created = [
        ...(ofVersion.slice(0, place).findLast((one) => named.has(one))?.jobs ?? []),
        ...(ofVersion.slice(place).find((one) => named.has(one))?.jobs ?? []),
      ].map(({ CreationDate }) => CreationDate?.getTime() ?? Number.NaN);
      const until = Math.max(...created, Math.min(run.time + interval, end));
      const isKnown = known.some(({ from, to }) => from <= Math.min(...created) && until <= to);
      return certain.has(name) && isKnown ? [name] : [];
    });
  });
}

/** Whether a report says of no job of a run that a rule made it. It looks like one started by hand. */
function isByHandInReport({ jobs }: TestRun): boolean {
  return jobs.every(({ CreatedBy }) => CreatedBy === undefined || Object.keys(CreatedBy).length === 0);
}

function nameOfRun({ series, time }: TestRun): string {
  return nameOf(series, time);
}

/** The {@link TestRun.series} of a series. */
function seriesName({ jobs: [first], resourceArn }: BackupSeries): string {
  const { BackupRuleId, BackupRuleName } = first?.CreatedBy ?? {};
  return `${BackupRuleId ?? BackupRuleName} ${resourceArn}`;
}
