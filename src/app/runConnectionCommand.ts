import { openAwsFile } from '../commands/openAwsFile.js';
import { selectConnection, selectRegions, signIn } from '../connection/connectionCommands.js';
import type { AppParts } from './appParts.js';

const commands = { selectConnection, selectRegions, signIn };

export type ConnectionCommandName = keyof typeof commands;

/** Runs one of the commands that are about the connection. */
export async function runConnectionCommand(
  name: ConnectionCommandName,
  { sessions }: AppParts,
): Promise<void> {
  const { awsChoices } = await import('./openConnection.js');
  await commands[name]({ sessions, aws: awsChoices, openAwsFile });
}
