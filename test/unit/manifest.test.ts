import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Command, scopesOf } from '../../src/app/command.js';
import { commandTable } from '../../src/app/commandTable.js';
import { shells } from '../../src/commands/shell.js';
import { filterByThisNames } from '../../src/filters/filterCommandNames.js';
import { filterNames, isListFilter } from '../../src/jobs/filterTable.js';
import { dimensions } from '../../src/jobs/groupings.js';
import { maxPatternLength, minLiteralLength } from '../../src/jobs/issuePattern.js';
import { maxValues } from '../../src/jobs/jobFilter.js';
import { issueConditions, knownIssueEntries, maxEntries } from '../../src/jobs/knownIssue.js';
import { lastGoodSchema } from '../../src/jobs/lastGoodHours.js';
import { type NumericBounds, numericSettings } from '../../src/jobs/numericSettings.js';

interface SettingSchema extends Partial<Omit<NumericBounds, 'default' | 'type'>> {
  readonly type?: unknown;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly maxItems?: number;
  readonly items?: {
    readonly properties?: Readonly<
      Record<string, { readonly minLength?: number; readonly maxLength?: number }>
    >;
    readonly required?: readonly string[];
    readonly anyOf?: readonly { readonly required: readonly string[] }[];
    readonly examples?: readonly unknown[];
  };
  readonly additionalProperties?: {
    readonly properties?: Readonly<Record<string, { readonly type?: unknown; readonly maxItems?: number }>>;
  };
}

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<
      Record<
        | 'backupJobs.filterByThis'
        | 'commandPalette'
        | 'editor/title'
        | 'view/item/context'
        | 'view/title'
        | 'webview/context',
        readonly MenuItem[]
      >
    >;
    readonly configuration: { readonly properties: Readonly<Record<string, SettingSchema>> };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const settings = Object.entries(manifest.contributes.configuration.properties);

describe('The settings', () => {
  it('of a workspace are ignored if it is not trusted', () => {
    const ofWorkspace = settings.filter(([, { scope }]) => scope === 'window');
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.deepEqual(restrictedConfigurations.toSorted(), ofWorkspace.map(([name]) => name).sort());
  });

  it('for endpoints, account names and the shell cannot be set by a workspace', () => {
    const ofUser = settings.filter(([, { scope }]) => scope === 'application').map(([name]) => name);
    assert.deepEqual(
      ofUser.sort(),
      [
        'accountAliases',
        'allowInsecureEndpoints',
        'dailyHistoryRead',
        'endpoint',
        'historyRetentionDays',
        'shell',
        'startWithSampleAccount',
      ].map((name) => `backupJobs.${name}`),
    );
    // A dev container can set settings of the scope `machine`. A folder is one of that machine.
    assert.deepEqual(
      settings.flatMap(([name, { scope }]) => (scope === 'machine' ? [name] : [])),
      ['backupJobs.historyFolder'],
    );
    assert.ok(settings.every(([, { scope }]) => ['application', 'machine', 'window'].includes(scope ?? '')));
  });

  it('offer every shell for which commands can be quoted', () => {
    const offered = settings.find(([name]) => name === 'backupJobs.shell')?.[1].enum;
    assert.deepEqual(offered, ['auto', ...shells]);
  });

  it('allow a saved filter the filters of the table, and as many values as the code', () => {
    const savedFilters = settings.find(([name]) => name === 'backupJobs.savedFilters')?.[1];
    const { properties = {} } = savedFilters?.additionalProperties ?? {};
    assert.deepEqual(
      Object.entries(properties).map(([name, { type, maxItems }]) => [name, type, maxItems]),
      filterNames.map((name) =>
        isListFilter(name) ? [name, ['string', 'array'], maxValues] : [name, 'string', undefined],
      ),
    );
  });

  it('allow a known issue the fields that the code reads, and as many entries', () => {
    const schema = settings.find(([name]) => name === 'backupJobs.knownIssues')?.[1];
    const { properties = {}, required, anyOf, examples = [] } = schema?.items ?? {};
    assert.deepEqual(Object.keys(properties), [...issueConditions, 'reason', 'until']);
    assert.deepEqual(required, ['reason', 'until']);
    assert.deepEqual(
      anyOf?.flatMap((one) => one.required),
      issueConditions.filter((name) => name !== 'accountId'),
    );
    assert.deepEqual(
      [schema?.maxItems, properties['statusMessage']?.minLength, properties['statusMessage']?.maxLength],
      [maxEntries, minLiteralLength, maxPatternLength],
    );
    const problems = knownIssueEntries(examples, 'user', new Date('2026-11-29')).map((one) => one.problems);
    assert.deepEqual(problems, [[], []]);
  });

  it('and the commands have exactly the texts of package.nls.json', () => {
    const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
    const used = readFileSync('package.json', 'utf8').matchAll(/"%([^%"]+)%"/g);
    assert.deepEqual([...new Set([...used].map(([, name]) => name))].sort(), Object.keys(texts).sort());
  });

  it('that are numbers have the same limits and defaults in the schema and in the code', () => {
    const numbers = settings.filter(([, { type }]) => type === 'integer' || type === 'number');
    const bounds = numbers.map(([name, schema]) => [
      name.replace('backupJobs.', ''),
      { type: schema.type, minimum: schema.minimum, maximum: schema.maximum, default: schema.default },
    ]);
    assert.deepEqual(Object.fromEntries(bounds), numericSettings);
  });

  it('include the age of the last good backup, as the code reads it', () => {
    const [, schema] = settings.find(([name]) => name === 'backupJobs.lastGoodBackupHours') ?? [];
    const { maximum, minimum, pattern, type } = schema ?? {};
    assert.deepEqual(type, ['number', 'string']);
    assert.deepEqual({ minimum, maximum, pattern, default: schema?.default }, lastGoodSchema);
  });
});

describe('The table of commands', () => {
  const { commands, menus } = manifest.contributes;
  const table = Object.entries<Command>(commandTable).map(([name, command]) => ({
    id: `backupJobs.${name}`,
    scopes: scopesOf(command),
  }));
  const view = { view: 'backupJobs.explorer' };

  it('has exactly the commands of the manifest', () => {
    assert.deepEqual(table.map(({ id }) => id).sort(), commands.map(({ command }) => command).sort());
  });

  it('has every command that a menu, a key or a welcome text names', () => {
    const texts = ['package.json', 'package.nls.json'].map((file) => readFileSync(file, 'utf8')).join('');
    const named = [...texts.matchAll(/"command": "([^"]+)"|command:([\w.]+)/g)].map(
      ([, id, link]) => id ?? link,
    );
    const known: readonly (string | undefined)[] = table.map(({ id }) => id);
    assert.ok(named.length > table.length);
    assert.deepEqual(
      named.filter((id) => !known.includes(id)),
      [],
    );
  });

  it('has the commands of each row’s menu, for one row and for several', () => {
    const values = filterByThisNames.map((name) => name.replace('filterByThis', 'has')).join(' ');
    const job = `job hasId hasResourceArn hasRecoveryPointArn ${values} parent nested acceptable more`;
    const groups = ['region', ...dimensions.map(({ name }) => name)].map(
      (dimension) => `group ${dimension} named hasMessage partial more`,
    );
    const offeredOn = (viewItem: string, listMultiSelection: boolean) => {
      const context = { ...view, viewItem, listMultiSelection };
      const items = menus['view/item/context'].filter(({ when }) => holds(when, context));
      const isSubmenuOffered = items.some(({ submenu }) => submenu === 'backupJobs.filterByThis');
      const below = isSubmenuOffered
        ? menus['backupJobs.filterByThis'].filter(({ when }) => holds(when, context))
        : [];
      return [...items, ...below].flatMap(({ command }) => (command === undefined ? [] : [command]));
    };
    const offered = (viewItems: readonly string[], isSeveral: boolean) => [
      ...new Set(viewItems.flatMap((viewItem) => offeredOn(viewItem, isSeveral))),
    ];
    const of = (...scopes: readonly string[]) =>
      table.filter((command) => command.scopes.some((scope) => scopes.includes(scope))).map(({ id }) => id);
    const ofJobs = of('group', 'job', 'jobs');
    const forRows = (ids: readonly string[]) =>
      ids.filter((id) => ofJobs.includes(id) || !of('row').includes(id)).sort();
    assert.deepEqual(forRows(offered([job], false)), of('job', 'jobs').sort());
    assert.deepEqual(forRows(offered([job], true)), of('jobs').sort());
    assert.deepEqual(forRows(offered(groups, false)), of('group').sort());
    assert.deepEqual(forRows(offered(groups, true)), []);
    const others = offered([...groups, job, 'loadMore', 'loadingAll', 'failure'], false);
    assert.deepEqual(others.filter((id) => of('row').includes(id)).sort(), of('row').sort());
    // Reports, the calendar and the AWS console are about the jobs that AWS Backup lists.
    const notOffered = (viewItem: string, isSeveral: boolean) => {
      const archived = offeredOn(`${viewItem} archived`, isSeveral);
      return offeredOn(viewItem, isSeveral).filter((id) => !archived.includes(id));
    };
    const [calendar, markdown] = ['backupJobs.openCalendar', 'backupJobs.copyAsMarkdown'];
    assert.deepEqual(notOffered(job, false), [calendar, 'backupJobs.openInConsole', markdown]);
    assert.deepEqual(notOffered(job, true), [markdown]);
    for (const group of groups)
      assert.deepEqual(notOffered(group, false), [calendar, 'backupJobs.copySummary', markdown]);
    // Neither a run without a job nor an outcome is a query. The calendar shows what a run is about.
    assert.deepEqual(offered(['missed'], false), ['backupJobs.acceptIssue', 'backupJobs.openCalendar']);
    assert.deepEqual(offered(['missed'], true), ['backupJobs.acceptIssue']);
    assert.deepEqual(offered(['chunk', 'outcome', 'hint'], false), []);
  });

  it('has the commands that the palette offers for no job, one job, several jobs and a panel', () => {
    const panel = { activeWebviewPanelId: 'backupJobs.jobPanel' };
    const situations = [{}, { 'backupJobs.selectedJobs': 1 }, { 'backupJobs.selectedJobs': 2 }, panel];
    const seen = table
      .filter(({ scopes }) => !scopes.includes('view'))
      .map(({ id, scopes }) => {
        const rules = menus.commandPalette.filter(({ command }) => command === id);
        assert.equal(rules.length, 1, `${id} has one rule of the palette`);
        const offered = situations.map((context) => holds(rules[0]?.when, context));
        return [id, scopes, offered] as const;
      });
    for (const [id, scopes, offered] of seen) {
      const isHidden = rulesOf(id).every(({ when }) => when === 'false');
      if (isHidden) continue;
      const isOfPanel = id !== 'backupJobs.openDetail';
      assert.deepEqual(offered, [false, true, scopes.includes('jobs'), isOfPanel], id);
    }
    const hidden = seen.filter(([id]) => rulesOf(id).every(({ when }) => when === 'false'));
    assert.deepEqual(
      hidden.map(([id]) => id).filter((id) => !id.startsWith('backupJobs.filterByThis')),
      ['backupJobs.fixFailure'],
    );

    function rulesOf(id: string): readonly MenuItem[] {
      return menus.commandPalette.filter(({ command }) => command === id);
    }
  });

  it('has only commands for the view in its title, where VS Code passes the focused row', () => {
    const inTitle = new Set(menus['view/title'].map(({ command }) => command));
    const scopes = table.filter(({ id }) => inTitle.has(id)).map((command) => command.scopes);
    assert.deepEqual([...new Set(scopes.map(String))], ['view']);
  });

  it('has only commands for jobs in the menu of the panel', () => {
    const inPanel = new Set(menus['webview/context'].map(({ command }) => command));
    const scopes = table.filter(({ id }) => inPanel.has(id)).map((command) => command.scopes);
    assert.ok(scopes.length > 0 && scopes.every((some) => some.includes('job') || some.includes('jobs')));
    assert.ok(
      menus['webview/context'].every(({ when }) => holds(when, { webviewId: 'backupJobs.jobPanel' })),
    );
  });
});

describe('The menus', () => {
  const { commands, menus } = manifest.contributes;

  it('offer no summary or report of a history, but a summary of its jobs', () => {
    const selected = { 'backupJobs.selectedJobs': 1, view: 'backupJobs.explorer' };
    const rows = ['job hasId', 'group vault named'].map((viewItem) => ({
      viewItem,
      listMultiSelection: false,
    }));
    const offered = (connection: string) =>
      [
        ...menus['view/title'].filter(({ when }) => holds(when, { ...selected, ...context(connection) })),
        ...rows.flatMap((row) =>
          menus['view/item/context'].filter(({ when }) =>
            holds(when, { ...selected, ...row, ...context(connection) }),
          ),
        ),
        ...menus.commandPalette.filter(({ when }) => holds(when, { ...selected, ...context(connection) })),
      ]
        .flatMap(
          ({ command }) =>
            command?.match(/\.(copySummary|copyWholeSummary|copyAsMarkdown|exportReport)$/)?.[1] ?? [],
        )
        .sort();
    const context = (connection: string) => ({ 'backupJobs.connection': connection });
    assert.deepEqual(offered('history'), ['copySummary', 'copySummary']);
    assert.deepEqual(offered('profile'), [
      ...['copyAsMarkdown', 'copyAsMarkdown', 'copyAsMarkdown'],
      ...['copySummary', 'copySummary', 'copySummary'],
      ...['copyWholeSummary', 'exportReport', 'exportReport'],
    ]);
  });

  it('never move the Filter button: buttons that are not always shown are left of it', () => {
    const place = ({ group }: MenuItem) => Number(group?.replace('navigation@', ''));
    const buttons = menus['view/title']
      .filter(({ group }) => group?.startsWith('navigation'))
      .toSorted((one, other) => place(one) - place(other));
    const filter = buttons.findIndex(({ command }) => command === 'backupJobs.filter');
    // VS Code aligns the buttons at the right.
    const fixed = buttons.slice(filter);
    assert.deepEqual(
      fixed.map(({ command }) => command),
      ['filter', 'groupBy', 'openOverview', 'refresh'].map((name) => `backupJobs.${name}`),
    );
    assert.equal(new Set(fixed.map(({ when }) => when)).size, 1, 'they are shown together');
    assert.equal(buttons[filter - 1]?.command, 'backupJobs.clearFilters');
  });

  it('offer one command for “group by” in the palette', () => {
    const titles = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
    const hidden = menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    const offered = commands
      .filter(({ command }) => !hidden.includes(command))
      .map(({ title }) => titles[title.replaceAll('%', '')] ?? title);
    assert.deepEqual(
      offered.filter((title) => /^group by/i.test(title)),
      ['Group By…'],
    );
  });
});

/** Whether a `when` clause without parentheses is true in a context. */
function holds(clause: string | undefined, context: Readonly<Record<string, unknown>>): boolean {
  const term = (text: string): boolean => {
    const [, key = '', operator, value = ''] = /^(\S+) (==|!=|=~) (.*)$/.exec(text) ?? [];
    switch (operator) {
      case '==':
        return String(context[key]) === value;
      case '!=':
        return String(context[key]) !== value;
      case '=~':
        return new RegExp(value.slice(1, -1)).test(String(context[key] ?? ''));
      default:
        return text.startsWith('!') ? !context[text.slice(1)] : Boolean(context[text]);
    }
  };
  return clause?.split(' || ').some((part) => part.split(' && ').every(term)) ?? true;
}
