import { once } from 'node:events';
import { startGroup, stopGroup } from '../host/processes.js';
import { testEnvironment } from '../host/testEnvironment.js';
import { runInHost } from './inHostBench.js';
import type { ServerAddresses } from './processes/server.js';

/** An environment in which nothing but the bench's own credentials can be found. */
export function benchEnvironment(): Record<string, string | undefined> {
  return { ...testEnvironment(), AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' };
}

/** How many jobs the server has, over all accounts of its organisation. */
export const listedJobs = 100_000;

/** Lets `use` ask a loopback service of {@link listedJobs} jobs, which has a process of its own. */
export async function withListServer<Result>(
  use: (addresses: ServerAddresses) => Promise<Result>,
): Promise<Result> {
  const server = startGroup(process.execPath, ['out/bench/processes/server.js', String(listedJobs)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    const [addresses] = (await once(server, 'message')) as [ServerAddresses];
    return await use(addresses);
  } finally {
    await stopGroup(server);
  }
}

/** Runs a script of `inHost/` like {@link runInHost}, which finds such a service at BENCH_SERVICE. */
export function runBesideListServer<Result>(script: string): Promise<Result> {
  return withListServer(({ quickUrl }) =>
    runInHost<Result>(script, { environment: { ...benchEnvironment(), BENCH_SERVICE: quickUrl } }),
  );
}
