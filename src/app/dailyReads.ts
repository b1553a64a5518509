import type * as vscode from 'vscode';
import { connectionKey } from '../connection/connection.js';
import { userSetting } from '../editor/userSetting.js';
import { DailySchedule } from '../history/archive/dailySchedule.js';
import { isObject } from '../jobs/fieldReaders.js';
import { logLine } from '../jobs/logLine.js';
import { type Clock, systemClock } from '../jobs/sweep/clock.js';
import type { AppParts } from './appParts.js';
import { keptConnections } from './keptHistories.js';

/**
 * Reads the jobs of each connection whose history is kept once a day, if the user has switched that on. It
 * asks for nothing: without usable credentials it fails, which the log says.
 */
export function startDailyReads(
  app: Pick<AppParts, 'log' | 'memory' | 'storage'>,
  clock: Clock = systemClock,
): vscode.Disposable {
  const { log, memory } = app;
  const connections = () =>
    userSetting('dailyHistoryRead') === true
      ? keptConnections(memory).map((connection) => ({
          key: [connectionKey(connection), ...(connection.regions ?? [])].join(' '),
          open: async () => (await import('./openConnection.js')).openForDailyRead(connection, app),
        }))
      : [];
  return new DailySchedule({
    connections,
    dueAt: (key) => dueTimes(memory)[key],
    noteDue: (key, time) => memory.update(memoryKey, withDue(dueTimes(memory), key, time, clock.now())),
    onRead: (key) => log.info(logLine(`The daily read of the job history has read ${key}`)),
    onFailure: (key, { summary }) =>
      log.warn(logLine(`The daily read of the job history could not read ${key}: ${summary}`)),
    clock,
  });
}

function dueTimes(memory: vscode.Memento): Readonly<Record<string, number>> {
  const stored: unknown = memory.get(memoryKey);
  const entries = isObject(stored) ? Object.entries(stored) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

/** Those that have passed say nothing. */
function withDue(times: Readonly<Record<string, number>>, key: string, time: number, now: number) {
  const later = Object.entries(times).filter(([, due]) => due > now);
  return { ...Object.fromEntries(later), [key]: time };
}

const memoryKey = 'dailyReads';
