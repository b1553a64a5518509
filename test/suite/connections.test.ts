import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { type CloudUnderTest, cloudConfig, heldAnswers, startCloud, userKeys } from '../cloud.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { until } from '../until.js';
import { extensionId } from './extensionId.js';

describe('The extension, with an AWS profile in the environment', () => {
  const originalEnvironment = { ...process.env };
  let cloud: CloudUnderTest;

  before(async () => {
    cloud = await startCloud({ userJobs: 4000 });
    const config = path.join(scratchFolder('aws'), 'config');
    writeFileSync(config, cloudConfig);
    Object.assign(process.env, cloud.environment, {
      AWS_CONFIG_FILE: config,
      AWS_PROFILE: 'keys',
      AWS_REGION: 'us-east-1',
    });
  });
  after(async () => {
    for (const name of Object.keys(process.env)) if (!(name in originalEnvironment)) delete process.env[name];
    Object.assign(process.env, originalEnvironment);
    await cloud.close();
  });

  it('makes no request before its view is shown', async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(cloud.requests, []);
    await vscode.commands.executeCommand('backupJobs.explorer.focus');
    await until(
      () => operations().includes('GetCallerIdentity') && operations().includes('ListBackupVaults'),
    );
    assert.deepEqual(operations().sort(), ['GetCallerIdentity', 'ListBackupJobs', 'ListBackupVaults']);
  });

  it('aborts Load All and its requests when another connection is selected', async () => {
    const { answer, fault, seen } = heldAnswers();
    cloud.fail(fault, { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    const loading = vscode.commands.executeCommand('backupJobs.loadAll');
    await until(() => seen.requests >= 2);
    await vscode.commands.executeCommand('backupJobs.openSampleAccount');
    await loading;
    await until(() => seen.aborts === seen.requests);
    cloud.forgetRequests();
    answer();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(cloud.requests, []);
  });

  function operations(): (string | undefined)[] {
    const ofUser = cloud.requests.filter(({ headers }) =>
      headers['authorization']?.includes(`Credential=${userKeys.accessKeyId}/`),
    );
    return ofUser.map(({ operation }) => operation);
  }
});
