import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { shells } from '../../src/jobs/shell.js';

interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: string[] } };
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope?: string; readonly enum?: string[] }>>;
    };
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
});
