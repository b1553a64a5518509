import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { maxValues } from '../../src/jobs/filterPlan.js';
import { listFilters } from '../../src/jobs/jobFilter.js';
import { type NumericBounds, numericSettings } from '../../src/jobs/numericSettings.js';
import { shells } from '../../src/jobs/shell.js';

interface SettingSchema extends Partial<NumericBounds> {
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly additionalProperties?: {
    readonly properties?: Readonly<Record<string, { readonly items?: unknown; readonly maxItems?: number }>>;
  };
}

interface MenuItem {
  readonly command?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<'commandPalette' | 'view/title', readonly MenuItem[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, SettingSchema>> };
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const settings = Object.entries(manifest.contributes.configuration.properties);

describe('The settings', () => {
  it('that a workspace may have are not looked at in one that is not trusted', () => {
    const ofWorkspace = settings.filter(([, { scope }]) => scope !== 'application');
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.deepEqual(restrictedConfigurations.toSorted(), ofWorkspace.map(([name]) => name).sort());
  });

  it('that choose whom to ask, who is who, or how a command is quoted, are no workspace’s to have', () => {
    // A dev container sets those of the scope `machine`.
    const ofUser = settings.filter(([, { scope }]) => scope === 'application').map(([name]) => name);
    assert.deepEqual(
      ofUser.sort(),
      ['accountAliases', 'allowInsecureEndpoints', 'endpoint', 'shell', 'startWithSampleAccount'].map(
        (name) => `backupJobs.${name}`,
      ),
    );
    assert.ok(settings.every(([, { scope }]) => ['application', 'window'].includes(scope ?? '')));
  });

  it('offer every shell that a command can be quoted for', () => {
    const offered = settings.find(([name]) => name === 'backupJobs.shell')?.[1].enum;
    assert.deepEqual(offered, ['auto', ...shells]);
  });

  it('let a saved filter have as many values as the code does', () => {
    const savedFilters = settings.find(([name]) => name === 'backupJobs.savedFilters')?.[1];
    const { properties = {} } = savedFilters?.additionalProperties ?? {};
    const lists = Object.entries(properties).filter(([, { items }]) => items !== undefined);
    assert.deepEqual(
      lists.map(([name, { maxItems }]) => [name, maxItems]),
      listFilters.map((name) => [name, maxValues]),
    );
  });

  it('that are numbers have the same bounds and defaults in the schema and in the code', () => {
    const numbers = settings.filter(([, { type }]) => type === 'integer' || type === 'number');
    const bounds = numbers.map(([name, schema]) => [
      name.replace('backupJobs.', ''),
      { type: schema.type, minimum: schema.minimum, maximum: schema.maximum, default: schema.default },
    ]);
    assert.deepEqual(Object.fromEntries(bounds), numericSettings);
  });
});

describe('The menus', () => {
  const { commands, menus } = manifest.contributes;

  it('never put another button where Filter is: what comes and goes stands left of it', () => {
    const place = ({ group }: MenuItem) => Number(group?.replace('navigation@', ''));
    const buttons = menus['view/title']
      .filter(({ group }) => group?.startsWith('navigation'))
      .toSorted((one, other) => place(one) - place(other));
    const filter = buttons.findIndex(({ command }) => command === 'backupJobs.filter');
    // The editor aligns the buttons at the right.
    const fixed = buttons.slice(filter);
    assert.deepEqual(
      fixed.map(({ command }) => command),
      ['filter', 'groupBy', 'openOverview', 'refresh'].map((name) => `backupJobs.${name}`),
    );
    assert.equal(new Set(fixed.map(({ when }) => when)).size, 1, 'they come and go together');
    assert.equal(buttons[filter - 1]?.command, 'backupJobs.clearFilters');
  });

  it('offer one command of the palette for “group by”', () => {
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
