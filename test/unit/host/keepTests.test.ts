import assert from 'node:assert/strict';
import Mocha from 'mocha';
import { keepTests } from '../../host/keepTests.js';

describe('The tests of a window that match a pattern', () => {
  /** The titles that run. There are two windows, one with a nested `describe`. */
  const kept = async (pattern: string): Promise<string[]> => {
    const ran: string[] = [];
    const mocha = new Mocha({ reporter: class {} as never });
    const describe = (parent: Mocha.Suite, title: string, tests: readonly string[]) => {
      const suite = Mocha.Suite.create(parent, title);
      suite.beforeAll(() => void ran.push(title));
      for (const name of tests) suite.addTest(new Mocha.Test(name, () => void ran.push(name)));
      return suite;
    };
    const first = describe(mocha.suite, 'The tree', ['opens', 'loads', 'closes']);
    describe(first, 'in a narrow window', ['wraps']);
    describe(mocha.suite, 'The panel', ['opens', 'closes']);
    keepTests(mocha.suite, new RegExp(pattern));
    await new Promise((resolve) => mocha.run(resolve));
    return ran;
  };

  it('run after the tests before them in the same window, and without tests of other windows', async () => {
    assert.deepEqual(await kept('The tree loads'), ['The tree', 'opens', 'loads']);
    assert.deepEqual(await kept('w.aps$'), ['The tree', 'in a narrow window', 'wraps']);
    assert.deepEqual(await kept('opens'), ['The tree', 'opens', 'The panel', 'opens']);
    assert.deepEqual(await kept('nowhere'), []);
  });
});
