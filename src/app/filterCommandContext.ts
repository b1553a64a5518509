import type { FilterContext } from '../filters/filterContext.js';
import type { AppParts } from './appParts.js';
import { planName } from './planName.js';

/** What the commands that edit the filter of the tree work with. */
export function filterCommandContext({
  knownJobs,
  log,
  root,
  sessions,
}: Pick<AppParts, 'knownJobs' | 'log' | 'root' | 'sessions'>): Omit<FilterContext, 'pickers' | 'saved'> {
  return {
    root,
    knownJobs,
    planName: () => planName({ root, sessions }),
    vaultNames: async () => {
      const ready = await sessions.ready().catch(() => []);
      return (await Promise.all(ready.map((session) => session.vaultNames()))).flat();
    },
    hasOldJobs: () =>
      sessions.chosen?.kind === 'history' || sessions.current.some(({ archive }) => archive !== undefined),
    warn: log.warn,
  };
}
