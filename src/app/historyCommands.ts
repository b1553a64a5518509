import { runSignIn } from '../connection/signIn.js';
import { withFilters } from '../jobs/jobFilter.js';
import type { AppParts } from './appParts.js';

/** Opens the files and folders that a menu of the Explorer or a drop names, or that the user picks. */
export async function openHistory(
  { sessions, tree }: AppParts,
  file?: unknown,
  files?: unknown,
): Promise<void> {
  const command = await import('../commands/pickHistory.js');
  await command.openHistory(file, files, async (connection) => {
    await sessions.choose(connection);
    await tree.bringToFront();
  });
}

/** Lets the user select job reports that Athena reads, and opens them. */
export async function connectToAthena(app: AppParts): Promise<void> {
  const { root, sessions, tree } = app;
  const command = await import('../commands/connectToAthena.js');
  const { awsChoices, openAthena } = await import('./openConnection.js');
  // The view, which selects the connection to start with, may not have been opened yet.
  await sessions.hasConnection();
  await command.connectToAthena({
    aws: awsChoices,
    chosen: sessions.chosen,
    openAthena: (place) => openAthena(place, app),
    signIn: (how) => runSignIn(how, awsChoices.cliEnvironment()),
    onConnect: async (connection, createdAfter) => {
      const chosen = sessions.choose(connection);
      // In the same step, so that the first read is not one of all reports.
      await root.set(withFilters(root.value, { createdAfter, createdBefore: undefined }));
      await chosen;
      await tree.bringToFront();
    },
  });
}
