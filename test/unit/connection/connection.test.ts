import assert from 'node:assert/strict';
import { accountText } from '../../../src/connection/accountText.js';
import {
  type Connection,
  connectionFrom,
  connectionKey,
  connectionLabel,
  environmentConnection,
  sampleConnection,
} from '../../../src/connection/connection.js';
import { connectionSummary } from '../../../src/connection/connectionSummary.js';
import { startingConnection } from '../../../src/connection/startingConnection.js';

describe('A connection', () => {
  it('is stored and restored unchanged, and invalid values are rejected', () => {
    const connections: readonly Connection[] = [
      sampleConnection,
      environmentConnection,
      { kind: 'aws' },
      { kind: 'aws', profile: 'prod', regions: ['us-east-1', 'eu-west-1'] },
    ];
    for (const connection of connections)
      assert.deepEqual(connectionFrom(JSON.parse(JSON.stringify(connection))), connection);
    const before = { kind: 'aws', profile: 'prod', region: 'us-east-1' };
    assert.deepEqual(connectionFrom(before), { kind: 'aws', profile: 'prod', regions: ['us-east-1'] });
    const odd = {
      kind: 'aws',
      profile: 1,
      regions: ['a', 2, 'a'],
      endpoint: 'http://x',
      isEnvironment: 'yes',
    };
    assert.deepEqual(connectionFrom(odd), { kind: 'aws', regions: ['a'] });
    for (const invalid of [
      ...[undefined, null, 'aws', [], {}, { kind: 'evil' }],
      ...[[], [1], ['/a', null], 'a'].map((paths) => ({ kind: 'history', paths })),
    ])
      assert.equal(connectionFrom(invalid), undefined);
  });

  it('has a unique key and label', () => {
    const connections: readonly Connection[] = [
      sampleConnection,
      environmentConnection,
      { kind: 'aws' },
      { kind: 'aws', profile: 'default' },
    ];
    assert.deepEqual(connections.map(connectionKey), ['sample', 'environment', 'default', 'profile:default']);
    assert.deepEqual(
      connections.map((connection) => connectionLabel(connection)),
      ['Sample account', 'Environment', 'Default credentials', 'default'],
    );
  });

  it('is summarized in one line: profile, account with its name, regions and other endpoints', () => {
    const chosen: Connection = { kind: 'aws', profile: 'prod' };
    const regions = ['us-east-1', 'eu-west-1'];
    const summary = (account?: string, aliases?: unknown, endpoints = '') =>
      connectionSummary({ chosen, regions, inUse: { account, endpointsText: () => endpoints } }, (one) =>
        accountText(one, aliases),
      );
    assert.equal(summary(), 'prod · us-east-1, eu-west-1');
    assert.equal(summary('111122223333'), 'prod · 111122223333 · us-east-1, eu-west-1');
    assert.equal(
      summary('111122223333', { '111122223333': 'Production' }),
      'prod · 111122223333 (Production) · us-east-1, eu-west-1',
    );
    const endpoints = `endpoint http://${'x'.repeat(90)}`;
    const inUse = { account: '111122223333', endpointsText: () => endpoints };
    assert.equal(
      connectionSummary({ chosen, regions, inUse }, undefined, true),
      `prod · ${endpoints} · 111122223333 · us-east-1, eu-west-1`,
    );
    assert.equal(
      summary('111122223333', undefined, endpoints),
      `prod · 111122223333 · us-east-1, eu-west-1 · ${endpoints}`,
    );
    for (const aliases of [
      null,
      'x',
      { '111122223333': 7 },
      { '111122223333': ' ' },
      ['a'],
      { toString: 'x' },
    ])
      assert.equal(summary('111122223333', aliases), 'prod · 111122223333 · us-east-1, eu-west-1');
    const onMachine = (machineRole: string) =>
      connectionSummary({
        chosen,
        regions: [],
        inUse: { account: undefined, machineRole, endpointsText: () => '' },
      });
    assert.equal(onMachine(''), 'prod · role of this machine');
    assert.equal(onMachine('backup-reader'), 'prod · role of this machine: backup-reader');
    assert.equal(connectionSummary({ chosen: undefined, regions, inUse: undefined }), '');
    const hostile: Connection = { kind: 'aws', profile: '; rm -rf ~ \u202e\n' };
    assert.equal(
      connectionSummary({ chosen: hostile, regions: [], inUse: undefined }),
      '; rm -rf ~ \\u{202e}',
    );
  });
});

describe('A new window begins with', () => {
  const defaults = {
    environment: {},
    environmentProfiles: [] as readonly string[],
    hasAwsConfiguration: true,
    startWithSampleAccount: false,
    hasDefaultProfile: () => Promise.resolve(false),
  };

  it('AWS_PROFILE, else the environment’s keys, else the profile “default”, else no connection', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const begin = (options: Partial<typeof defaults>) => startingConnection({ ...defaults, ...options });
    const hasDefaultProfile = () => Promise.resolve(true);
    assert.deepEqual(await begin({ environmentProfiles: ['prod'], environment: keys, hasDefaultProfile }), {
      kind: 'aws',
      profile: 'prod',
    });
    assert.deepEqual(await begin({ environmentProfiles: ['prod', 'dev'], hasDefaultProfile }), {
      kind: 'aws',
    });
    assert.deepEqual(await begin({ environment: keys, hasDefaultProfile }), environmentConnection);
    assert.deepEqual(await begin({ hasDefaultProfile }), { kind: 'aws', profile: 'default' });
    assert.equal(await begin({}), undefined);
    assert.equal(await begin({ startWithSampleAccount: true }), undefined);
  });

  it('the sample account if there is no AWS configuration and the setting says so, without reading a file', async () => {
    const options = {
      ...defaults,
      hasAwsConfiguration: false,
      hasDefaultProfile: () => Promise.reject(new Error('read')),
    };
    assert.equal(await startingConnection(options), undefined);
    const withSample = { ...options, startWithSampleAccount: true };
    assert.deepEqual(await startingConnection(withSample), sampleConnection);
  });
});
