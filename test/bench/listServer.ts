import { once } from 'node:events';
import { startGroup, stopGroup } from '../host/processes.js';
import { testEnvironment } from '../host/testEnvironment.js';
import { runInHost } from './inHostBench.js';
import type { ServerAddresses } from './processes/server.js';

/** An environment with only the bench's own credentials. */
export function benchEnvironment(): Record<string, string | undefined> {
  return { ...testEnvironment(), AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' };
}

/** The number of jobs of the server, over all accounts of its organization. */
export const listedJobs = 100_000;

/** Calls `use` with a loopback service of {@link listedJobs} jobs in a separate process. */
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

/** Runs a script of `inHost/` with the service of {@link withListServer} at BENCH_SERVICE. */
export function runBesideListServer<Result>(script: string): Promise<Result> {
  return withListServer(({ quickUrl }) =>
    runInHost<Result>(script, { environment: { ...benchEnvironment(), BENCH_SERVICE: quickUrl } }),
  );
}
