import assert from 'node:assert/strict';
import { daily } from '../../schedule/dailyJobs.js';
import { contentOf, reportOf } from './reportOf.js';

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
