import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runFilterCommand } from '../../src/commands/filterCommands.js';
import type { FilterCommandName } from '../../src/filters/filterCommandNames.js';
import { RootFilter } from '../../src/filters/rootFilter.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { filterRow, type filterTable, type ServiceFilter } from '../../src/jobs/filterTable.js';
import { planNameIn } from '../../src/jobs/filterText.js';
import type { Dimension } from '../../src/jobs/grouping.js';
import { type Grouping, groupingOf, groupings } from '../../src/jobs/groupings.js';
import { filterKey, type JobFilter, maxValues } from '../../src/jobs/jobFilter.js';
import { JobPool } from '../../src/jobs/jobPool.js';
import { groupItem } from '../../src/tree/groupItem.js';
import { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { type GroupRow, groupsOfRow, isRow, type Row } from '../../src/tree/rows.js';
import { open } from '../unit/aws/asking.js';
import { type AwsHome, enterAwsHome, markedKeys } from '../unit/aws/awsHome.js';
import { json, type StubService, startStub } from '../unit/aws/stubService.js';
import { extensionId } from './extensionId.js';
import { memory } from './memory.js';
import { type Answer, scriptedPickers } from './scriptedPickers.js';

const now = new Date();
const arn = 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1';

/** The end of the name of the command `filterByThis…` for a dimension; undefined if there is none. */
function fieldOf(dimension: Dimension | undefined): string | undefined {
  return dimension?.filter && filterRow(dimension.filter).thisCommand?.replace('filterByThis', '');
}

describe('A filter command', () => {
  let home: AwsHome;
  let stub: StubService;

  before(async () => {
    home = await enterAwsHome();
    stub = await startStub();
    home.set({ ...markedKeys, AWS_ENDPOINT_URL_BACKUP: stub.url });
  });
  after(async () => {
    await stub.close();
    await home.leave();
  });

  it('sends each filter to AWS, character for character', async () => {
    const expected: Readonly<
      Record<(typeof filterTable)[ServiceFilter]['command'], readonly [answers: Answer[], queries: string[]]>
    > = {
      filterByAccount: [['*'], ['accountId=*']],
      filterByBackupVaultName: [
        [['aws/efs/automatic-backup-vault', 'prod_vault-1', 'von mir & dir?=ü']],
        [
          'backupVaultName=aws/efs/automatic-backup-vault',
          'backupVaultName=prod_vault-1',
          'backupVaultName=von mir & dir?=ü',
        ],
      ],
      // One second more on either side of a time: see TimeBounds.
      filterByCompleteDate: [
        ['After…', '2026-11-24T18:00:05.25+02:00'],
        ['completeAfter=2026-11-24T16:00:04Z'],
      ],
      filterByCreatedDate: [['Before…', '2026-11-24T18:00Z'], ['createdBefore=2026-11-24T18:00:01Z']],
      filterByMessageCategory: [
        [['AGGREGATE_ALL', 'AccessDenied', 'Ünknown+more']],
        ['messageCategory=AGGREGATE_ALL', 'messageCategory=AccessDenied', 'messageCategory=Ünknown+more'],
      ],
      filterByParentJobId: [['1AB2-C%3D'], ['parentJobId=1AB2-C%3D']],
      filterByResourceArn: [[arn], [`resourceArn=${arn}`]],
      filterByResourceType: [
        [['EBS', 'SAP HANA on Amazon EC2']],
        ['resourceType=EBS', 'resourceType=SAP HANA on Amazon EC2'],
      ],
      filterByState: [
        [['Failed', 'Completed with issues', 'FROZEN']],
        ['state=COMPLETED', 'state=FAILED', 'state=FROZEN'],
      ],
    };
    for (const [command, [answers, queries]] of Object.entries(expected)) {
      const person = await personAt(stub);
      await person.runs(command as FilterCommandName, answers);
      assert.deepEqual(await person.requestedQueries(), queries, command);
    }
  });

  it('keeps both ends of a range relative, and evaluates them at each refresh', async () => {
    const clock = { now: new Date('2026-11-24T07:30:00Z') };
    const person = await personAt(stub, { now: () => clock.now });
    await person.runs('filterByCreatedDate', ['last 7 days']);
    await person.runs('filterByCreatedDate', ['Before…', '24 hours ago']);
    assert.deepEqual(person.root.value, { createdAfter: 'last 7 days', createdBefore: '24 hours ago' });
    const range = ['createdAfter=2026-11-17T07:29:59Z&createdBefore=2026-11-23T07:30:01Z'];
    assert.deepEqual(await person.requestedQueries(), range);
    clock.now = new Date('2026-11-24T08:30:00Z');
    assert.deepEqual(await person.requestedQueries(), [], 'nothing is requested again until a refresh');
    person.root.renew();
    assert.deepEqual(await person.requestedQueries(), [
      'createdAfter=2026-11-17T08:29:59Z&createdBefore=2026-11-23T08:30:01Z',
    ]);
  });

  it('requests all jobs for a backup plan, and filters them by the plan', async () => {
    const person = await personAt(stub, {
      jobs: [
        {
          BackupJobId: 'a',
          ResourceName: 'of the plan',
          CreatedBy: { BackupPlanId: 'p-1', BackupPlanName: 'Nightly' },
        },
        { BackupJobId: 'b', ResourceName: 'on demand' },
      ],
    });
    await person.requestedQueries();
    const [pick] = await person.runs('filterByBackupPlanId', ['p-1']);
    assert.deepEqual(pick?.rows, ['p-1 | Nightly · 1 loaded']);
    assert.deepEqual(await person.requestedQueries(), [], 'the loaded jobs are enough');
    assert.deepEqual(await person.jobs(), ['of the plan']);
  });

  it('keeps the jobs with a status message, whatever IDs are in it, and requests all', async () => {
    const failed = (id: string, message: string) => ({
      BackupJobId: id,
      ResourceName: id,
      State: 'FAILED',
      StatusMessage: message,
    });
    const person = await personAt(stub, {
      jobs: [
        failed('a', 'vol-0a1b2c3d is busy'),
        failed('b', 'vol-1b2c3d4e is busy'),
        failed('c', 'Access denied'),
      ],
    });
    await person.requestedQueries();
    const [pick] = await person.runs('filterByStatusMessage', ['<id> is busy']);
    assert.deepEqual(pick?.rows, ['<id> is busy | 2 loaded', 'Access denied | 1 loaded']);
    assert.deepEqual(await person.requestedQueries(), [], 'the loaded jobs are enough');
    assert.deepEqual(await person.jobs(), ['a', 'b']);
    await person.runs('filterByStatusMessage', ['vol-9f9f9f9f is busy']);
    assert.deepEqual(await person.jobs(), ['a', 'b'], 'a typed message counts as its pattern');
  });

  it('makes one request for 40 values in each of four filters, and filters its jobs', async () => {
    const names = (name: string) => Array.from({ length: 40 }, (_, place) => `${name}-${place}`);
    const wanted = { ...job('wanted', 'state-7'), BackupVaultName: 'vault-1' };
    const person = await personAt(stub, {
      jobs: [
        { ...wanted, MessageCategory: 'CATEGORY-39', ResourceType: 'type-0' },
        { ...wanted, BackupJobId: 'b', ResourceName: 'of another type', MessageCategory: 'category-0' },
        job('of another state', 'FAILED'),
      ],
    });
    await person.root.set({
      backupVaultName: names('vault'),
      messageCategory: names('category'),
      resourceType: names('type'),
      state: names('state'),
    });
    assert.deepEqual(await person.requestedQueries(), ['']);
    assert.deepEqual(await person.jobs(), ['wanted']);
    const [row, ...others] = await person.rows('vault');
    assert.ok(row && isRow(row, 'group'));
    assert.deepEqual(
      [groupsOfRow(row).map(({ value }) => value), row.group.count, others],
      [['vault-1', 'state-7'], { known: 1, isExact: true }, []],
    );
    assert.ok(row.id.length < 200, 'the ID of each row below contains it');
  });

  it('refuses too many values, and a stored filter with too many does not break the start', async () => {
    const state = Array.from({ length: maxValues + 1 }, (_, place) => `state-${place}`);
    const person = await personAt(stub);
    await person.runs('filterByState', [state.slice(1)]);
    assert.equal(person.root.value.state?.length, maxValues);
    await person.runs('filterByState', [state]);
    assert.equal(person.root.value.state?.length, maxValues, 'the filter has not changed');
    const restored = new RootFilter(memory({ filters: { state, resourceType: ['EBS'] } }));
    assert.deepEqual(
      [restored.value, restored.problems],
      [{ resourceType: ['EBS'] }, ['state: more than 500 values']],
    );
  });

  it('makes no request for three narrower filters if the list is complete', async () => {
    const person = await personAt(stub, { jobs: [job('a', 'FAILED'), job('b', 'COMPLETED')] });
    assert.deepEqual(await person.requestedQueries(), ['']);
    await person.runs('filterByState', [['Failed', 'Completed']]);
    assert.deepEqual(await person.requestedQueries(), []);
    await person.runs('filterByBackupVaultName', [['prod']]);
    assert.deepEqual(await person.requestedQueries(), []);
    await person.runs('filterByCreatedDate', ['last 24 hours']);
    assert.deepEqual(await person.requestedQueries(), []);
    assert.deepEqual(await person.jobs(), ['a', 'b']);
  });

  it('offers documented and loaded values, with counts, and the account’s vaults, and gives hints', async () => {
    const person = await personAt(stub, {
      jobs: [job('a', 'FAILED'), job('b', 'FROZEN'), { ...job('c', 'COMPLETED'), MessageCategory: 'VSS' }],
      vaults: ['prod', 'empty-vault'],
    });
    await person.requestedQueries();
    const [states] = await person.runs('filterByState', ['ESCAPE']);
    assert.deepEqual(states?.rows, [
      'Failed | FAILED · 1 loaded',
      'Partial | PARTIAL',
      'Expired | EXPIRED',
      'Aborted | ABORTED',
      'Completed with issues | COMPLETED · 1 loaded',
      'Aborting | ABORTING',
      'Running | RUNNING',
      'Pending | PENDING',
      'Created | CREATED',
      'Completed | COMPLETED · 1 loaded',
      'FROZEN | FROZEN · 1 loaded | $(info) AWS Backup documents no such state. States are written in capitals',
    ]);
    const [vaults] = await person.runs('filterByBackupVaultName', ['ESCAPE']);
    assert.deepEqual(vaults?.rows, ['prod | 3 loaded', 'empty-vault | ']);
    const [types] = await person.runs('filterByResourceType', ['ESCAPE']);
    assert.ok(types?.rows.includes('EBS | Amazon Elastic Block Store · 3 loaded'));
    assert.deepEqual(person.root.value, {}, 'cancelling changes nothing');
  });

  it('returns to the list of all filters after each change, which applies at once', async () => {
    const person = await personAt(stub);
    const picks = await person.runs('filter', [
      'State',
      ['Failed'],
      'Backup vault',
      ['prod'],
      'Resource type',
      'BACK',
      'Created',
      'BACK',
      'Account',
      '12',
      'ESCAPE',
    ]);
    assert.deepEqual(person.root.value, { state: ['FAILED'], backupVaultName: ['prod'], accountId: '12' });
    assert.deepEqual(picks.at(-1)?.rows, [
      'Save Filter… | State: Failed · Backup vault: prod · Account: 12',
      'Clear Filters | ',
      'No complete backup, last 24 hours | State: Failed, Partial, Expired, Aborted · Backup vault: prod · Account: 12 · Created after: last 24 hours',
      'Completed with issues | State: Completed with issues · Backup vault: prod · Account: 12',
      'Running now | State: Running · Backup vault: prod · Account: 12',
      'No complete backup, last 7 days | State: Failed, Partial, Expired, Aborted · Backup vault: prod · Account: 12 · Created after: last 7 days',
      'State | Failed',
      'Backup vault | prod',
      'Resource type | any',
      'Created | any',
      'Completed | any',
      'Message category | any',
      'Resource ARN | any',
      'Backup plan | any',
      'Status message | any',
      'Parent job | any',
      'Account | 12',
      'Done | ',
      'Presets and Saved Filters… | ',
    ]);
    await person.runs('filter', ['Account', 'Any', 'Clear Filters', 'Done']);
    assert.deepEqual(person.root.value, {});
  });

  it('applies the presets', async () => {
    const expected: Record<string, JobFilter> = {
      'No complete backup, last 24 hours': {
        state: ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED'],
        createdAfter: 'last 24 hours',
      },
      'Completed with issues': { state: ['COMPLETED_WITH_ISSUES'] },
      'Running now': { state: ['RUNNING'] },
      'No complete backup, last 7 days': {
        state: ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED'],
        createdAfter: 'last 7 days',
      },
      'All jobs': {},
    };
    const person = await personAt(stub);
    for (const [preset, filter] of Object.entries(expected)) {
      for (const [command, answers] of [
        ['applyPreset', [preset]],
        ['filter', [preset === 'All jobs' ? 'Clear Filters' : preset, 'ESCAPE']],
      ] as const) {
        await person.root.set({ resourceType: ['EBS'], createdBefore: '2026-11-24' });
        await person.runs(command, answers);
        const kept: JobFilter = preset === 'All jobs' ? {} : { resourceType: ['EBS'] };
        const keptRange: JobFilter =
          preset === 'All jobs' || filter.createdAfter ? {} : { createdBefore: '2026-11-24' };
        assert.deepEqual(person.root.value, { ...kept, ...keptRange, ...filter }, `${preset} by ${command}`);
      }
    }
  });

  it('offers no preset that no job can match because of the completion date', async () => {
    const person = await personAt(stub);
    await person.root.set({ completeAfter: 'last 7 days', backupVaultName: ['prod'] });
    await person.runs('applyPreset', ['Running now']);
    assert.deepEqual(person.root.value, { state: ['RUNNING'], backupVaultName: ['prod'] });
  });

  it('sets a known value that is typed in the list of filters, in one step', async () => {
    const person = await personAt(stub, {
      jobs: [
        {
          ...job('web', 'FAILED'),
          AccountId: '111122223333',
          CreatedBy: { BackupPlanId: 'p-1', BackupPlanName: 'Nightly' },
          ResourceArn: arn,
        },
        { ...job('$(x) db', 'COMPLETED'), BackupVaultName: 'prod-archive' },
      ],
    });
    await person.requestedQueries();
    const typed = async (text: string) => {
      await person.root.set({ backupVaultName: ['dev'], createdAfter: 'last 7 days' });
      const picks = await person.runs('filter', [text, 'ESCAPE']);
      return [picks[0]?.typed?.split('\n'), person.root.value];
    };
    const kept: JobFilter = { backupVaultName: ['dev'], createdAfter: 'last 7 days' };
    assert.deepEqual(await typed('PROD'), [
      ['Backup vault: prod | 1 loaded', 'Backup vault: prod-archive | 1 loaded'],
      { ...kept, backupVaultName: ['prod'] },
    ]);
    assert.deepEqual(await typed('night'), [
      ['Backup plan: Nightly | p-1 · 1 loaded'],
      { ...kept, backupPlanId: 'p-1' },
    ]);
    assert.deepEqual(await typed('volume/vol-1'), [
      [`Resource ARN: web | ${arn} · 1 loaded`],
      { ...kept, resourceArn: arn },
    ]);
    assert.deepEqual(await typed('3333'), [
      ['Account: 111122223333 | 1 loaded', `Resource ARN: web | ${arn} · 1 loaded`],
      { ...kept, accountId: '111122223333' },
    ]);
    assert.deepEqual(await typed('failed'), [
      ['State: Failed | FAILED · 1 loaded'],
      { ...kept, state: ['FAILED'] },
    ]);
    assert.deepEqual(await typed('S3'), [
      ['Resource type: S3 | Amazon Simple Storage Service'],
      { ...kept, resourceType: ['S3'] },
    ]);
    await assert.rejects(typed('x'), /did not ask for/, 'one letter is in too many values');
    await assert.rejects(typed('nothing'), /did not ask for/);
  });

  it('filters by a row: by the value of a group or by any field of a job', async () => {
    const created = new Date(2026, 10, 24, 13);
    const full: BackupJob = {
      ...job('a', 'COMPLETED'),
      AccountId: '111122223333',
      CreationDate: created,
      CreatedBy: { BackupPlanId: 'p-1' },
      MessageCategory: 'VSS',
      ParentJobId: 'parent-1',
      ResourceArn: arn,
      StatusMessage: 'vol-0a1b2c3d is busy',
    };
    const byField: Record<string, JobFilter> = {
      Account: { accountId: '111122223333' },
      Category: { messageCategory: ['VSS'] },
      Day: {
        createdAfter: '2026-11-24',
        createdBefore: new Date(2026, 10, 24, 23, 59, 59, 999).toISOString(),
      },
      Message: { statusMessage: '<id> is busy' },
      Parent: { parentJobId: 'parent-1' },
      Plan: { backupPlanId: 'p-1' },
      Resource: { resourceArn: arn },
      ResourceType: { resourceType: ['EBS'] },
      State: { state: ['COMPLETED_WITH_ISSUES'] },
      Vault: { backupVaultName: ['prod'] },
    };
    const person = await personAt(stub, { jobs: [full] });
    const row = await person.row('job');
    for (const [field, filter] of Object.entries(byField)) {
      await person.root.set({});
      await person.filtersByThis(field, row);
      assert.deepEqual(person.root.value, filter, field);
      assert.deepEqual(await person.jobs(), ['a'], `the filter by ${field} keeps the job itself`);
    }
    for (const { id, dimensions } of groupings) {
      const field = fieldOf(dimensions[0]);
      if (field === undefined) continue;
      await person.root.set({});
      await person.filtersByThis(field, await person.row('group', id));
      assert.deepEqual(person.root.value, byField[field], field);
    }
    await person.root.set({ accountId: '111122223333', state: ['FAILED'] });
    await person.filtersByThis('State', row);
    await person.filtersByThis('Vault', undefined);
    assert.deepEqual(person.root.value, { accountId: '111122223333', state: ['COMPLETED_WITH_ISSUES'] });
  });

  it('includes both last hours of a day on which that hour occurs twice', async function () {
    const { TZ } = process.env;
    process.env['TZ'] = 'America/Santiago';
    try {
      // Not every system lets a running process change its time zone.
      if (new Date('2026-04-05T03:30:00Z').getHours() !== 23) return this.skip();
      const last = { ...job('last', 'COMPLETED'), CreationDate: new Date('2026-04-05T03:30:00Z') };
      const next = { ...job('next', 'COMPLETED'), CreationDate: new Date('2026-04-05T04:30:00Z') };
      const person = await personAt(stub, { jobs: [last, next] });
      const day = (await person.rows('day')).find(
        (row) => isRow(row, 'group') && groupsOfRow(row)[0]?.value === '2026-04-04',
      );
      await person.filtersByThis('Day', day);
      assert.deepEqual(person.root.value, {
        createdAfter: '2026-04-04',
        createdBefore: '2026-04-05T03:59:59.999Z',
      });
    } finally {
      if (TZ === undefined) delete process.env['TZ'];
      else process.env['TZ'] = TZ;
    }
  });

  it('is not offered for missing values, because ListBackupJobs has no such filter', async () => {
    const person = await personAt(stub, { jobs: [{ BackupJobId: 'bare' }] });
    const menu: { command?: string; when: string }[] =
      vscode.extensions.getExtension(extensionId)?.packageJSON.contributes.menus['view/item/context'];
    const patterns = menu
      .filter(({ command }) => command?.startsWith('backupJobs.filterByThis'))
      .map(({ when }) => new RegExp(/viewItem =~ \/(.*)\/ && !listMultiSelection$/.exec(when)?.[1] ?? ''));
    const offers = (group: GroupRow) => {
      const { contextValue = '' } = groupItem(group, now);
      return patterns.filter((pattern) => pattern.test(contextValue)).length;
    };
    const ofQueries: readonly Grouping[] = groupings;
    for (const { dimensions, id } of ofQueries) {
      if (dimensions[0] === undefined || dimensions[0].isOfResources) continue;
      const row = await person.row('group', id);
      assert.ok(row.kind === 'group');
      assert.deepEqual([row.group.value, offers(row)], [undefined, 0], id);
      const field = fieldOf(dimensions[0]);
      const [outermost = row] = row.merged ?? [];
      const named = { ...outermost, group: { ...outermost.group, value: '2026-11-24' } };
      assert.equal(offers(named), field === undefined ? 0 : 1, id);
      await person.filtersByThis(field ?? 'Vault', row);
      assert.deepEqual(person.root.value, {}, id);
    }
  });
});

describe('The current filter', () => {
  it('is restored with the window, as it was written, also from an older format', async () => {
    const stored = memory();
    const filter: JobFilter = { state: ['FAILED', 'PARTIAL'], createdAfter: 'last 7 days' };
    const root = new RootFilter(stored);
    await root.set(filter);
    assert.deepEqual(new RootFilter(stored).value, filter);
    const older = memory({ filters: { state: 'FAILED', createdAfter: '2026-11-24T18:00:00.000Z', page: 2 } });
    assert.deepEqual(new RootFilter(older).value, {
      state: ['FAILED'],
      createdAfter: '2026-11-24T18:00:00.000Z',
    });
    for (const odd of ['x', 5, null, [], { createdAfter: 'whenever' }])
      assert.equal(filterKey(new RootFilter(memory({ filters: odd })).value), filterKey({}));
  });

  it('stays the same query until it is set or renewed', () => {
    const clock = { now: new Date(2026, 10, 24, 7) };
    const stored = memory({ filters: { createdAfter: 'last 24 hours' } });
    const root = new RootFilter(stored, () => clock.now);
    const { selection } = root;
    clock.now = new Date(2026, 10, 24, 8);
    assert.equal(root.selection, selection);
    root.renew();
    assert.deepEqual(root.selection.parts[0]?.query.createdAfter, new Date(2026, 10, 23, 8));
  });
});

describe('Saved filters', () => {
  const setting = () => vscode.workspace.getConfiguration('backupJobs');
  const user = () => setting().inspect('savedFilters')?.globalValue;
  const workspace = () => setting().inspect('savedFilters')?.workspaceValue;
  const setSaved = async (global: unknown, ofWorkspace?: unknown) => {
    await setting().update('savedFilters', global, vscode.ConfigurationTarget.Global);
    await setting().update('savedFilters', ofWorkspace, vscode.ConfigurationTarget.Workspace);
  };
  let stub: StubService;
  before(async () => {
    stub = await startStub();
  });
  afterEach(() => setSaved(undefined));
  after(() => stub.close());

  it('are saved in the settings of the user or of the workspace, applied, renamed and deleted', async () => {
    const person = await personAt(stub);
    const failed: JobFilter = { state: ['FAILED'], createdAfter: 'last 7 days' };
    await person.root.set(failed);
    const places = await person.runs('saveFilter', ['Failed · last 7 days']);
    assert.deepEqual(places[0]?.rows, [
      'Failed · last 7 days | only for you: in your user settings · suggested',
      'Failed · last 7 days | for your team: in the settings of this workspace · suggested',
    ]);
    await person.root.set({ accountId: '*' });
    const team = 'for your team: in the settings of this workspace';
    await person.runs('saveFilter', [{ typed: 'Everybody’s', row: `As typed | Everybody’s · ${team}` }]);
    assert.deepEqual(user(), { 'Failed · last 7 days': failed });
    assert.deepEqual(workspace(), { 'Everybody’s': { accountId: '*' } });
    await person.runs('applyPreset', ['Failed · last 7 days']);
    assert.deepEqual(person.root.value, failed);
    const picks = await person.runs('applyPreset', [
      { press: 'Rename', on: 'Failed · last 7 days' },
      'Last week',
      { press: 'Delete', on: 'Everybody’s' },
      'Keep',
      { press: 'Delete', on: 'Everybody’s' },
      'Delete',
      'ESCAPE',
    ]);
    assert.deepEqual(picks.at(-1)?.rows.slice(5), ['Last week | State: Failed · Created after: last 7 days']);
    assert.deepEqual([user(), workspace()], [{ 'Last week': failed }, undefined]);
  });

  it('are offered for replacement, each where it is saved', async () => {
    const failed: JobFilter = { state: ['FAILED'] };
    const [me, team] = [
      'only for you: in your user settings',
      'for your team: in the settings of this workspace',
    ];
    await setSaved({ Failed: {}, mine: {} }, { mine: {}, ours: {} });
    const person = await personAt(stub);
    await person.root.set(failed);
    const [pick] = await person.runs('saveFilter', [{ row: `mine | ${team} · replaces the saved filter` }]);
    assert.deepEqual(pick?.rows, [
      `Failed | ${me} · replaces the saved filter`,
      `Failed | ${team} · suggested`,
      `mine | ${me} · replaces the saved filter`,
      `mine | ${team} · replaces the saved filter`,
      `ours | ${team} · replaces the saved filter`,
    ]);
    assert.deepEqual(
      [user(), workspace()],
      [
        { Failed: {}, mine: {} },
        { mine: failed, ours: {} },
      ],
    );
    const typed = await person.runs('saveFilter', [{ typed: 'ours', row: `As typed | ours · ${me}` }]);
    assert.equal(typed[0]?.typed, `As typed | ours · ${me}`, 'the other place is in the list');
  });

  it('show whether a new name replaces another filter in the same settings', async () => {
    const [failed, running]: JobFilter[] = [{ state: ['FAILED'] }, { state: ['RUNNING'] }];
    await setSaved({ one: failed, two: running }, { three: running });
    const person = await personAt(stub);
    const typedFor = async (answers: readonly Answer[]) =>
      (await person.runs('applyPreset', [{ press: 'Rename', on: 'one' }, ...answers, 'ESCAPE'])).find(
        ({ typed }) => typed !== undefined,
      )?.typed;
    assert.equal(await typedFor(['one']), 'one | the new name');
    assert.equal(await typedFor(['two']), 'two | replaces the saved filter');
    assert.deepEqual(user(), { two: failed });
    await setSaved({ one: failed }, { three: running });
    assert.equal(await typedFor(['three']), 'three | the new name');
    assert.deepEqual([user(), workspace()], [{ three: failed }, { three: running }]);
  });

  it('are reported in the list and the log if they are not valid, and never applied', async () => {
    await setSaved(
      {
        good: { state: 'FAILED' },
        bad: { state: ['FAILED'], createdAfter: 'whenever', colour: 5 },
        worse: 7,
        'two\nlines': { 'http://me:pass@x.example\r\n[info] forged': 'x' },
      },
      ['no names'],
    );
    const person = await personAt(stub);
    const [pick] = await person.runs('applyPreset', ['good']);
    assert.deepEqual(person.root.value, { state: ['FAILED'] });
    assert.deepEqual(pick?.rows.slice(5), [
      'good | State: Failed',
      'bad | cannot be used: createdAfter, colour. Select it to open the settings',
      'worse | cannot be used: {}. Select it to open the settings',
      'two lines | cannot be used: http://me:pass@x.example [info] forged. Select it to open the settings',
      'Without a name | cannot be used: […]. Select it to open the settings',
    ]);
    assert.deepEqual(person.warnings, [
      'backupJobs.savedFilters (user): "bad" cannot be used: createdAfter, colour',
      'backupJobs.savedFilters (user): "worse" cannot be used: {}',
      'backupJobs.savedFilters (user): "two lines" cannot be used: http://…@x.example [info] forged',
      'backupJobs.savedFilters (workspace): "" cannot be used: […]',
    ]);
    await person.runs('saveFilter', ['new']);
    assert.deepEqual(
      Object.keys(user() as object),
      ['good', 'bad', 'worse', 'two\nlines', 'new'],
      'saving keeps the other entries',
    );
  });
});

function job(name: string, state: string): BackupJob {
  return {
    BackupJobId: name,
    BackupVaultName: 'prod',
    CreationDate: new Date(now.getTime() - 3_600_000),
    ResourceName: name,
    ResourceType: 'EBS',
    State: state,
  };
}

/** A user with a tree on a service that always returns these jobs. */
async function personAt(
  stub: StubService,
  options: { jobs?: BackupJob[]; vaults?: string[]; now?: () => Date } = {},
) {
  const { jobs = [], vaults = [] } = options;
  stub.answerWith(json({ BackupJobs: jobs.map(onWire) }));
  const { source } = await open();
  const pool = new JobPool({ source });
  const root = new RootFilter(memory(), options.now);
  const warnings: string[] = [];
  const context = {
    root,
    knownJobs: () => pool.knownJobs(),
    planName: () => planNameIn(pool.knownJobs(), root.value),
    vaultNames: () => Promise.resolve(vaults),
    hasOldJobs: () => false,
    warn: (text: string) => warnings.push(text),
  };
  const session = { key: 'test', region: 'us-east-1', pool };
  const treeBy = (grouping: string) =>
    new JobTreeProvider({
      sessions: () => Promise.resolve([session]),
      selection: () => root.selection,
      dimensions: () => groupingOf(grouping).dimensions,
      onDidChangeConnection: new vscode.EventEmitter<void>().event,
      onDidChange: [root.onDidChange],
    });
  return {
    root,
    warnings,
    /** Runs a command and answers its picks. Resolves to what they showed. */
    runs: async (command: FilterCommandName, answers: readonly Answer[]) => {
      const { pickers, shown, unused } = scriptedPickers(answers);
      await runFilterCommand(command, undefined, context, pickers);
      assert.deepEqual(unused, [], `answers that ${command} did not ask for`);
      return shown;
    },
    filtersByThis: (field: string, row: Row | undefined) =>
      runFilterCommand(
        `filterByThis${field}` as FilterCommandName,
        isRow(row, 'group', 'job') ? row : undefined,
        context,
      ),
    /**
     * Shows the tree. Resolves to the sorted queries of its requests, without the page size.
     */
    requestedQueries: async () => {
      const before = stub.requests.length;
      await treeBy('none').getChildren();
      return stub.requests
        .slice(before)
        .map(({ target }) => queryOf(target))
        .sort();
    },
    /** The jobs that the tree shows. */
    jobs: async () =>
      (await treeBy('none').getChildren())
        .flatMap((row) => (row.kind === 'job' ? [row.job.ResourceName] : []))
        .sort(),
    rows: (grouping: string) => treeBy(grouping).getChildren(),
    row: async (kind: 'job' | 'group', grouping = 'none') => {
      const [row] = await treeBy(grouping).getChildren();
      assert.ok(isRow(row, kind));
      return row;
    },
  };
}

/** The decoded query of a request, without the page size. */
function queryOf(target: string): string {
  const [, query = ''] = target.split('?');
  return query
    .split('&')
    .filter((part) => !part.startsWith('maxResults='))
    .map(decodeURIComponent)
    .join('&');
}

function onWire(one: BackupJob) {
  return { ...one, CreationDate: one.CreationDate && one.CreationDate.getTime() / 1000 };
}
