import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AppParts } from '../../src/app/appParts.js';
import { partScope } from '../../src/app/calendarScopes.js';
import { copySummary } from '../../src/commands/copySummary.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { selectionOf, selects } from '../../src/jobs/jobSelection.js';
import { findingPlace } from '../../src/schedule/findingPlace.js';
import { listsSchedule } from '../../src/schedule/listsSchedule.js';
import { accountOf } from '../service/givenAccount.js';
import { recentJobs } from '../unit/schedule/recentJobs.js';
import { regionOf } from './treeOf.js';

/** The plan `dev` has stopped; `orders` has missed a run. */
const night = [
  ...recentJobs({ resource: 'orders', without: [1] }),
  ...['a', 'b', 'c'].flatMap((resource) => recentJobs({ resource, plan: 'dev', to: 1 })),
];
const selection = selectionOf({});

describe('What a rule, plan, vault or account has in common', () => {
  it('leads from the overview to a calendar of its jobs, in their region', async () => {
    const [session, other] = [await loaded('us-east-1', night), await loaded('eu-west-1', [])];
    const sessions = [session, other];
    const subject = { sessions, filter: {}, filterText: '', selection };
    const app = { sessions: { current: sessions } } as unknown as AppParts;
    const schedule = await listsSchedule([{ ...session, list: session.pool.list(selection) }], true);
    const wide = schedule?.findings.find(({ scope }) => scope.kind !== 'resource');
    const place = wide && findingPlace(wide);
    assert.ok(place !== undefined);
    const { filter, filterText, place: region, selection: own } = partScope(app, subject, place);
    assert.deepEqual(
      [filter, filterText, region?.region, night.filter((job) => selects(own, job)).map(planOf)],
      [{ backupPlanId: 'dev' }, 'Region: us-east-1 · Backup plan: dev', 'us-east-1', Array(27).fill('dev')],
    );
    const ofRegion = partScope(app, subject, { ...place, dimension: undefined });
    assert.deepEqual(
      [ofRegion.filter, ofRegion.place?.region, ofRegion.selection],
      [{}, 'us-east-1', selection],
    );
  });

  it('is counted in the message of Copy Summary', async () => {
    const messages: unknown[] = [];
    const texts: string[] = [];
    const { setStatusBarMessage } = vscode.window;
    Object.assign(vscode.window, { setStatusBarMessage: (text: unknown) => messages.push(text) });
    try {
      for (const jobs of [night, recentJobs({ resource: 'orders' })]) {
        const session = await loaded('us-east-1', jobs);
        await copySummary(
          { sources: [{ ...session, selection }], connection: 'prod', filter: '' },
          async ({ text }) => void texts.push(text),
        );
      }
    } finally {
      Object.assign(vscode.window, { setStatusBarMessage });
    }
    assert.deepEqual(messages, ['Copied a summary of 1 missed run, 3 overdue resources', 'Copied a summary']);
    assert.match(texts[0] ?? '', /^ {2}- Resources: `a`, `b`, `c`$/m);
  });
});

async function loaded(region: string, jobs: readonly BackupJob[]) {
  const { session } = regionOf(region, accountOf(jobs), { pageSize: 1000 });
  await session.pool.list(selection).loadMore();
  return session;
}

function planOf({ CreatedBy }: BackupJob): string | undefined {
  return CreatedBy?.BackupPlanId;
}
