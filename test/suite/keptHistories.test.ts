import assert from 'node:assert/strict';
import { isKept, keptConnections, rememberRegions, setKept } from '../../src/app/keptHistories.js';
import type { AwsConnection } from '../../src/connection/connection.js';
import { memory } from './memory.js';

describe('The connections with a kept history', () => {
  const prod = (...regions: string[]): AwsConnection => ({ kind: 'aws', profile: 'prod', regions });
  const dev: AwsConnection = { kind: 'aws', profile: 'dev' };

  it('have the regions of all windows, without those that a window has removed', async () => {
    const shared = memory();
    await setKept(shared, prod('eu-west-1'), true);
    const regions = () => keptConnections(shared).map((one) => one.regions);
    // Two windows show different regions, one after the other and again.
    for (let time = 0; time < 2; time++) {
      await rememberRegions(shared, prod('us-east-1'), prod('us-east-1'));
      await rememberRegions(shared, prod('eu-west-1'), prod('eu-west-1'));
      assert.deepEqual(regions(), [['us-east-1', 'eu-west-1']]);
    }
    await rememberRegions(shared, prod('ap-south-1'), prod('eu-west-1'));
    assert.deepEqual(regions(), [['ap-south-1', 'us-east-1']]);
  });

  it('have the regions that were selected last, if these are the configured ones', async () => {
    const shared = memory();
    await setKept(shared, prod('eu-west-1'), true);
    const configured: AwsConnection = { kind: 'aws', profile: 'prod' };
    await rememberRegions(shared, configured, prod('eu-west-1'));
    assert.deepEqual(keptConnections(shared), [configured]);
    await rememberRegions(shared, prod('eu-west-1'), prod('eu-west-1'));
    assert.deepEqual(keptConnections(shared), [configured]);
  });

  it('are not changed by a window with another connection', async () => {
    const shared = memory();
    await Promise.all([setKept(shared, prod('eu-west-1'), true), setKept(shared, dev, true)]);
    await setKept(shared, dev, false);
    await rememberRegions(shared, dev, undefined);
    assert.deepEqual([isKept(shared, prod()), isKept(shared, dev)], [true, false]);
    assert.deepEqual(keptConnections(shared), [prod('eu-west-1')]);
  });
});
