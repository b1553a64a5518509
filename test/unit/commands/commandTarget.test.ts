import assert from 'node:assert/strict';
import { type CommandPlaces, commandTarget, type Scope } from '../../../src/commands/commandTarget.js';
import type { JobTarget } from '../../../src/jobs/jobTarget.js';
import type { GroupRow, JobRow, Row } from '../../../src/tree/rows.js';

const session = { key: 'sample', region: 'us-east-1' } as JobRow['session'];
const a = jobRow('a');
const b = jobRow('b');
const group = { kind: 'group', id: 'vault' } as GroupRow;
const more = { kind: 'loadMore', id: 'more' } as Row;
/** The panel's version of a job, which may be in no list. */
const described: JobTarget = { reference: referenceTo('p'), job: { BackupJobId: 'p', ResourceArn: 'arn' } };
const unnamed: JobTarget = { reference: undefined, job: { ResourceArn: 'arn' } };
const jobsAlone: readonly Scope[] = ['jobs'];
const panelContext = { webview: 'backupJobs.jobPanel' };

interface Case {
  readonly when: string;
  readonly args?: readonly unknown[];
  readonly scopes?: readonly Scope[];
  readonly selection?: readonly Row[];
  readonly inPanel?: JobTarget;
  readonly lastUsed?: 'panel' | 'tree';
  /** The IDs of the jobs, or the other result. */
  readonly is: readonly (string | undefined)[] | string;
}

const cases: readonly Case[] = [
  { when: 'a row is the argument, whatever is selected', args: [a], selection: [b], is: ['a'] },
  { when: 'a row of several selected ones is the argument', args: [a, [a, b]], is: ['a', 'b'] },
  {
    when: 'a job is selected in two places, by the argument and by a row below the resources',
    args: [a, [a, b, { ...a, id: 'resource/a' }]],
    is: ['a', 'b'],
  },
  {
    when: 'a command of one job is called for two rows of the same job',
    selection: [a, { ...a, id: 'resource/a' }],
    scopes: ['job'],
    is: ['a'],
  },
  {
    when: 'jobs of two regions with the same ID are selected',
    selection: [a, { ...a, id: 'other/a', session: { ...session, region: 'eu-west-1' } }],
    is: ['a', 'a'],
  },
  { when: 'a row that is not selected is the argument', args: [a, [b]], is: ['a'] },
  { when: 'a row is the argument while a panel is active', args: [a], inPanel: described, is: ['a'] },
  { when: 'a reference is the argument', args: [referenceTo('r')], selection: [a], is: ['r'] },
  {
    when: 'the panel’s menu was used, though the tree was used last',
    args: [panelContext],
    selection: [a],
    inPanel: described,
    lastUsed: 'tree',
    is: ['p'],
  },
  {
    when: 'the panel’s menu was used, and the panel is closed',
    args: [panelContext],
    selection: [a],
    is: 'nothingSelected',
  },
  { when: 'jobs are selected and no panel is active', selection: [a, b], lastUsed: 'panel', is: ['a', 'b'] },
  { when: 'a panel is active and nothing is selected', inPanel: described, lastUsed: 'tree', is: ['p'] },
  { when: 'the panel’s job has no id', inPanel: unnamed, is: [undefined] },
  {
    when: 'the tree was used after the active panel',
    selection: [a],
    inPanel: described,
    lastUsed: 'tree',
    is: ['a'],
  },
  {
    when: 'the active panel was used after the tree',
    selection: [a],
    inPanel: described,
    lastUsed: 'panel',
    is: ['p'],
  },
  {
    when: 'the tree was used last, and no job is selected in it',
    selection: [more],
    inPanel: described,
    lastUsed: 'tree',
    is: ['p'],
  },
  { when: 'nothing is selected anywhere', is: 'nothingSelected' },
  { when: 'the argument is of an unknown kind', args: [{ kind: 'other' }], is: 'nothingSelected' },
  { when: 'a group is selected with a job', selection: [a, group], is: 'onlyJobs' },
  { when: 'a command of one job is called for it', args: [a], scopes: ['job'], is: ['a'] },
  {
    when: 'a command of one job is called for several',
    args: [a, [a, b]],
    scopes: ['job'],
    is: 'onlyOneJob',
  },
  { when: 'a command takes a group', args: [group], scopes: ['jobs', 'group'], is: 'group' },
  { when: 'a group is selected', selection: [group], scopes: ['jobs', 'group'], is: 'group' },
  { when: 'several groups are selected', args: [group, [group, group]], scopes: ['group'], is: 'onlyJobs' },
  { when: 'a command takes no group', args: [group], is: 'nothingSelected' },
  { when: 'a command takes any row', args: [more], scopes: ['row', 'view'], is: 'row' },
  { when: 'a command of rows has no row', selection: [more], scopes: ['row', 'view'], is: 'view' },
  { when: 'a command of the view is passed a row', args: [a, [a, b]], scopes: ['view'], is: 'view' },
  {
    when: 'one job is selected, which a click on it already does',
    selection: [a],
    scopes: ['jobs', 'view'],
    is: 'view',
  },
  { when: 'several jobs are selected', selection: [a, b], scopes: ['jobs', 'view'], is: ['a', 'b'] },
  {
    when: 'several jobs are selected, and the active panel was used last',
    selection: [a, b],
    scopes: ['jobs', 'view'],
    inPanel: described,
    is: 'view',
  },
];

describe('The target of a command', () => {
  for (const { args = [], is, scopes = jobsAlone, when, ...places } of cases)
    it(`is ${Array.isArray(is) ? `the jobs ${is.map(String).join(' and ')}` : is} if ${when}`, () => {
      const target = commandTarget(args, scopes, placesWith(places));
      const jobs = target.scope === 'job' ? [target.job] : target.scope === 'jobs' ? target.jobs : undefined;
      const found = target.scope === 'none' ? target.reason : target.scope;
      assert.deepEqual(jobs?.map(({ reference }) => reference?.backupJobId) ?? found, is);
    });

  it('has the panel’s version of its job, and the lists’ version for a reference', () => {
    const listed = { BackupJobId: 'r' };
    const places = placesWith({ inPanel: described, listed: () => listed });
    assert.deepEqual(commandTarget([], ['jobs'], places), { scope: 'jobs', jobs: [described] });
    assert.deepEqual(commandTarget([referenceTo('r')], ['job'], places), {
      scope: 'job',
      job: { reference: referenceTo('r'), job: listed },
    });
  });
});

function placesWith(some: Partial<CommandPlaces>): CommandPlaces {
  return { selection: [], inPanel: undefined, lastUsed: 'panel', listed: () => undefined, ...some };
}

function jobRow(id: string): JobRow {
  return { kind: 'job', id, session, job: { BackupJobId: id }, parent: undefined };
}

function referenceTo(backupJobId: string) {
  return { connection: 'sample', region: 'us-east-1', backupJobId };
}
