import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { loadSqlite } from '../../src/history/store/sqlite.js';
import { Transactions } from '../../src/history/store/transactions.js';
import { historyFolder } from './historyFolder.js';

describe('A transaction of a history that stays open', () => {
  const file = path.join(historyFolder(), 'transactions.db');
  const sqlite = loadSqlite();
  if (sqlite === undefined) throw new Error('The Node of the test host has node:sqlite');
  const database = new sqlite.DatabaseSync(file);
  const reader = new sqlite.DatabaseSync(file);
  database.exec('create table numbers (value)');
  after(() => {
    database.close();
    reader.close();
  });

  it('loses nothing to an action that fails, and shows others nothing before it is committed', () => {
    let rollbacks = 0;
    const transactions = new Transactions(database, () => {
      rollbacks++;
    });
    const insert = (value: number) => () => database.exec(`insert into numbers values (${value})`);
    const failing = (value: number) => () => {
      insert(value)();
      throw new Error('failed');
    };
    const numbers = () =>
      reader
        .prepare('select value from numbers order by value')
        .all()
        .map((row) => (row as { readonly value: number }).value);
    const steps: (readonly number[])[] = [];
    const step = (action: () => void) => {
      action();
      steps.push(numbers());
    };
    step(() => transactions.add(insert(1)));
    step(() => assert.throws(() => transactions.add(failing(2)), /failed/));
    step(() => assert.throws(() => transactions.run(failing(3)), /failed/));
    step(() => transactions.run(insert(4)));
    step(() => assert.throws(() => transactions.run(failing(5)), /failed/));
    step(() => transactions.add(insert(6)));
    step(() => transactions.rollBack());
    step(() => transactions.add(insert(7)));
    step(() => transactions.commit());
    assert.deepEqual(steps, [[], [], [], [1, 4], [1, 4], [1, 4], [1, 4], [1, 4], [1, 4, 7]]);
    assert.equal(transactions.openSince, undefined);
    assert.ok(rollbacks >= 4);
  });

  it('ends when SQLite undoes all of it', () => {
    const transactions = new Transactions(database, () => {});
    transactions.add(() => database.exec('insert into numbers values (8)'));
    // As SQLite does when the disk is full.
    const undone = () => {
      database.exec('rollback');
      throw new Error('full');
    };
    assert.throws(() => transactions.add(undone), /full/);
    assert.equal(transactions.openSince, undefined);
    transactions.run(() => database.exec('insert into numbers values (9)'));
    assert.deepEqual(
      reader
        .prepare('select value from numbers where value > 7')
        .all()
        .map((row) => ({ ...(row as object) })),
      [{ value: 9 }],
    );
  });
});
