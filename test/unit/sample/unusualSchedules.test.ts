import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { resourceIdOf } from '../../../src/jobs/jobFacts.js';
import { scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import type { WireJob } from '../../../src/sample/wireJob.js';
import { missedCounts } from '../../../src/schedule/findingCounts.js';
import { resourceOutcomeNames } from '../../../src/schedule/resourceOutcome.js';
import { resourceOutcomes } from '../../../src/schedule/resourceOutcomes.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';

const dayMs = 86_400_000;

describe('The schedules of the sample account', () => {
  for (const now of ['2026-11-24T09:20:00Z', '2026-11-28T00:30:00Z', '2028-02-29T19:59:59Z'].map(Date.parse))
    it(`have missed runs, a stopped rule and a lost resource, and nothing else, ${new Date(now).toISOString()}`, async () => {
      const { jobs } = generateAccount({ seed: 20_181_115, jobs: 3000, now });
      const report = await scheduleReport([
        {
          region: 'us-east-1',
          jobs: jobs.map((job) => jobOf(job.wire(now))),
          known: [{ from: now - 31 * dayMs, to: now }],
          readAt: now,
        },
      ]);
      const { findings, series } = report;
      const texts = findings.map(({ kind, scope, series }) => {
        const names = series.map(({ of }) => resourceIdOf(of.series.resourceArn));
        return `${kind} ${scope.kind}: ${names.join(', ')}`;
      });
      assert.deepEqual(texts, [
        'missed resource: carts-3',
        'missed resource: devices-2',
        'overdue rule: sessions-3, customers-db-2, media-originals-2',
        'overdue resource: inventory-db-2',
      ]);
      const versions = series.map(
        ({ series: { shared } }) => new Set(shared.map(({ version }) => version.key)).size,
      );
      assert.ok(versions.includes(2), 'one plan was edited');
      const { outcomes, pressed } = await scheduleFigures(report, new Date(now));
      for (const name of resourceOutcomeNames) assert.ok((outcomes.get(name) ?? []).length > 0, name);
      assert.deepEqual(
        pressed.map(({ judgement: { starts }, series: own }) => [
          resourceIdOf(own.resourceArn),
          starts.rising.map((share) => Math.round(share * 100)).filter((share) => share > 1 && share < 85),
          starts.overlapping.length,
        ]),
        [['content-docdb', [42, 71, 78], 0]],
      );
    });

  it('have resources of each outcome in the morning, from 2,000 jobs on, and a run that was missed lately', async () => {
    const now = Date.parse('2026-11-24T09:20:00Z');
    const { jobs } = generateAccount({ seed: 20_181_115, jobs: 2000, now });
    const report = await scheduleReport([
      {
        region: 'us-east-1',
        jobs: jobs.map((job) => jobOf(job.wire(now))),
        known: [{ from: now - 31 * dayMs, to: now }],
        readAt: now,
      },
    ]);
    const outcomes = await resourceOutcomes(report, new Date(now));
    assert.deepEqual(
      resourceOutcomeNames.filter((name) => !outcomes.some(({ outcome }) => outcome === name)),
      [],
    );
    assert.deepEqual(missedCounts(report, now - dayMs), { missed: 1, overdue: 4 });
  });
});

function jobOf(job: WireJob): BackupJob {
  const { CompletionDate, CreationDate, ExpectedCompletionDate, InitiationDate, StartBy, ...others } = job;
  return {
    ...others,
    CompletionDate: dateOf(CompletionDate),
    CreationDate: dateOf(CreationDate),
    ExpectedCompletionDate: dateOf(ExpectedCompletionDate),
    InitiationDate: dateOf(InitiationDate),
    StartBy: dateOf(StartBy),
  };
}

function dateOf(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}
