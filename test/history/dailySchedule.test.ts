import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DailySchedule } from '../../src/history/archive/dailySchedule.js';
import { JobSourceError } from '../../src/jobs/jobSource.js';
import type { Clock } from '../../src/jobs/sweep/clock.js';
import { historyFolder } from './historyFolder.js';
import { eventually, keptConnections } from './keptConnection.js';
import { ListingService, listedJob, ownAccount } from './listedJobs.js';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** A clock that stands still between two calls of {@link advance}. */
class StoppedClock implements Clock {
  #time = Date.now();
  #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  readonly now = () => this.#time;
  readonly elapsed = () => this.#time;

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { until: this.#time + milliseconds, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        reject(signal.reason);
      });
    });
  }

  advance(milliseconds: number): void {
    this.#time += milliseconds;
    const due = this.#sleepers.filter(({ until }) => until <= this.#time);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#time);
    for (const { wake } of due) wake();
  }

  /** Whether nothing is waited for but the next hour. A read that goes on waits for its time limit, too. */
  get isIdle(): boolean {
    return this.#sleepers.length > 0 && this.#sleepers.every(({ until }) => until >= this.#time + hourMs);
  }
}

describe('The daily reads of the windows of a user', () => {
  const open = keptConnections(historyFolder());

  /** Some windows with one connection, of which the history is kept. */
  function givenWindows(count: number, name: string) {
    const service = new ListingService();
    const clocks = Array.from({ length: count }, () => new StoppedClock());
    const dueTimes = new Map<string, number>();
    const log: string[] = [];
    const state = { isOn: true, opened: 0, identities: 0 };
    const readIdentity = async () => {
      state.identities++;
      return { account: ownAccount };
    };
    const schedules = clocks.map((clock) => {
      const connection = {
        key: 'prod',
        open: async () => {
          state.opened++;
          return open(service, name, { readIdentity, now: clock.now });
        },
      };
      return new DailySchedule({
        connections: () => (state.isOn ? [connection] : []),
        dueAt: (key) => dueTimes.get(key),
        noteDue: async (key, time) => void dueTimes.set(key, time),
        onRead: (key) => log.push(`read ${key}`),
        onFailure: (key, { summary }) => log.push(`${key}: ${summary}`),
        clock,
      });
    });
    after(() => {
      for (const schedule of schedules) schedule.dispose();
    });
    /** Advances the time of each window, hour by hour, and waits until each has looked. */
    const pass = async (hours: number) => {
      for (let hour = 0; hour < hours; hour++) {
        for (const clock of clocks) clock.advance(hourMs);
        await Promise.all(clocks.map((clock) => eventually(() => clock.isIdle, Boolean)));
      }
    };
    return { service, state, log, pass };
  }

  it('read the jobs once a day, whichever window it is, and make no request while nothing is due', async () => {
    const { log, pass, service, state } = givenWindows(2, 'day');
    service.jobs = [listedJob('job', Date.now() - dayMs)];
    await pass(3);
    assert.deepEqual(log, ['read prod']);
    const { identities, opened } = state;
    const requests = service.queries.length;
    await pass(18);
    assert.deepEqual(
      [log, state.opened, state.identities, service.queries.length],
      [['read prod'], opened, identities, requests],
    );
    await pass(6);
    assert.deepEqual(log, ['read prod', 'read prod']);
    // Only what is new is asked for.
    const oldest = Math.min(...service.queries.slice(requests).map((query) => Number(query.createdAfter)));
    assert.ok(oldest > Date.now() - 2 * hourMs);
  });

  it('do nothing before they are switched on', async () => {
    const { log, pass, state } = givenWindows(1, 'off');
    state.isOn = false;
    await pass(30);
    assert.deepEqual([log, state.opened], [[], 0]);
    state.isOn = true;
    await pass(1);
    assert.deepEqual(log, ['read prod']);
  });

  it('say once that they fail, try again after hours, and then read what was missed', async () => {
    const { log, pass, service, state } = givenWindows(1, 'failing');
    service.failure = new JobSourceError({
      kind: 'signInExpired',
      summary: 'The sign-in has expired',
      detail: '',
      remedy: 'signIn',
    });
    await pass(5);
    assert.deepEqual([log, state.opened], [['prod: The sign-in has expired'], 1]);
    service.failure = undefined;
    await pass(4);
    assert.deepEqual([log, state.opened], [['prod: The sign-in has expired', 'read prod'], 2]);
  });
});
