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

/**
 * Calls `use` with a loopback service of {@link listedJobs} jobs in a separate process. They are the newest
 * of `generated` jobs: the more, the more resources they have, and the fewer jobs each.
 */
export async function withListServer<Result>(
  use: (addresses: ServerAddresses) => Promise<Result>,
  { generated = listedJobs }: { readonly generated?: number } = {},
): Promise<Result> {
  const numbers = [listedJobs, generated].map(String);
  const server = startGroup(process.execPath, ['out/bench/processes/server.js', ...numbers], {
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
export function runBesideListServer<Result>(
  script: string,
  options: { readonly generated?: number } = {},
): Promise<Result> {
  return withListServer(
    ({ quickUrl }) =>
      runInHost<Result>(script, { environment: { ...benchEnvironment(), BENCH_SERVICE: quickUrl } }),
    options,
  );
}
