import assert from 'node:assert/strict';
import { daily } from '../../schedule/dailyJobs.js';
import { contentOf, reportOf } from './reportOf.js';

const hourMs = 3_600_000;
const readAt = new Date('2026-11-29T20:00:00Z');

describe('The schedules in a report', () => {
  it('say nothing of the objective of a rule that has ended', async () => {
    const jobs = [
      ...daily({ resource: 'a', rule: 'daily', until: 15 }),
      ...daily({ resource: 'b', rule: 'daily', until: 29 }),
    ];
    const { text } = await reportOf(await contentOf({ 'eu-west-1': jobs }, readAt), 'markdown');
    const [first] = text.split('\n').filter((line) => line.includes('Longest gap'));
    assert.doesNotMatch(first ?? '', /At most 1 d by its schedule/);
  });

  it('name the runs of the whole period that started late, and those that started during an earlier one', async () => {
    const jobs = daily({ resource: 'a', rule: 'daily' }).map((job, at) => {
      const created = job.CreationDate?.getTime() ?? 0;
      return {
        ...job,
        CompletionDate: new Date(created + (at === 20 ? 50 : 7) * hourMs),
        InitiationDate: new Date(created - 20_000 + (at === 2 ? 6 : at === 3 ? 7 : 0) * hourMs),
      };
    });
    const { text } = await reportOf(await contentOf({ 'eu-west-1': jobs }, readAt), 'markdown');
    const [line = ''] = text.split('\n').filter((one) => one.includes('Schedule'));
    assert.match(
      line.replaceAll('\u202f', ' '),
      /No run is known to be missed\. Started after more than half of the start window \(2 of 29 runs, up to 87 %\): Nov 3, 2026, 5:00 AM; Nov 4, 2026, 5:00 AM\. Started while an earlier run was still running: Nov 22, 2026, 5:00 AM; Nov 23, 2026, 5:00 AM$/,
    );
  });

  it('call the resources of a plan that has stopped overdue, as the plan, and have them first', async () => {
    const jobs = [
      ...daily({ resource: 'a', rule: 'daily', until: 21 }),
      ...daily({ resource: 'b', rule: 'daily', until: 21 }),
      ...daily({ resource: 'z', rule: 'other', plan: 'dev' }),
    ];
    const { text } = await reportOf(await contentOf({ 'eu-west-1': jobs }, readAt), 'markdown');
    const lines = text.split('\n').filter((line) => /Overdue|Ended|^### /.test(line));
    assert.deepEqual(
      lines.map((line) => /Overdue|Ended|### .*/.exec(line)?.[0]),
      ['Overdue', '### `a`', 'Overdue', '### `b`', 'Overdue', '### `z`'],
      lines.join('\n'),
    );
  });
});
