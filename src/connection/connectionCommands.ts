import * as l10n from '@vscode/l10n';
import { showInformation } from '../editor/notify.js';
import type { JobFailure } from '../jobs/jobSource.js';
import type { SignIn } from '../jobs/openedConnection.js';
import type { AwsChoices } from './awsChoices.js';
import { type AwsConnection, type Connection, connectionKey } from './connection.js';
import { type PickedConnection, pickConnection } from './pickConnection.js';
import { pickRegions } from './pickRegions.js';
import type { Sessions } from './sessions.js';
import { runSignIn } from './signIn.js';

/** What the commands work with. */
export interface ConnectionCommandContext {
  readonly sessions: Sessions;
  readonly aws: AwsChoices;
  readonly openAwsFile: (place: NonNullable<JobFailure['place']>) => Promise<void>;
}

/**
 * Lets the user select a connection (a profile, the environment or the sample account), and then the regions.
 */
export async function selectConnection(context: ConnectionCommandContext): Promise<void> {
  const { aws, sessions } = context;
  for (;;) {
    const { chosen } = sessions;
    const picked = await pickConnection(chosen, aws);
    if (picked === undefined) return;
    if ('brokenFile' in picked) return context.openAwsFile(picked.brokenFile);
    if (picked.onlySignsIn) {
      if (picked.neededSignIn !== undefined) await signInFor(picked.neededSignIn, aws, sessions);
      continue;
    }
    const connection = await withRegions(picked, chosen, aws);
    if (connection === 'back') continue;
    if (connection === undefined) return;
    await sessions.choose(connection);
    if (picked.neededSignIn !== undefined) await signInFor(picked.neededSignIn, aws, sessions);
    return;
  }
}

/** Lets the user select the regions of the current connection. */
export async function selectRegions(context: ConnectionCommandContext): Promise<void> {
  const { aws, sessions } = context;
  const { chosen } = sessions;
  if (chosen === undefined) return selectConnection(context);
  if (chosen.kind === 'sample') {
    await showInformation(l10n.t('The sample account has one region.'));
    return;
  }
  if (chosen.kind === 'history') {
    await showInformation(l10n.t('A history has the regions that its files name.'));
    return;
  }
  const connection = await pickRegions(chosen, aws, { canGoBack: false });
  if (connection !== undefined && connection !== 'back') await sessions.choose(connection);
}

/** Signs in for the current connection and reloads its rows. If it has no sign-in, a message says so. */
export async function signIn({ aws, sessions }: ConnectionCommandContext): Promise<void> {
  const inUse = await sessions.open().catch(() => undefined);
  if (inUse?.signIn !== undefined) {
    const isDone = await runSignIn(inUse.signIn, aws.cliEnvironment());
    // The user may have selected another connection meanwhile, or this one may have been reopened.
    if (isDone && (sessions.inUse === inUse || sessions.inUse?.needsSignIn)) sessions.reopen();
    return;
  }
  await showInformation(l10n.t('This connection does not use an AWS CLI sign-in.'));
}

/** Signs in; reopens the current connection if it was waiting for a sign-in. */
async function signInFor(how: SignIn, aws: AwsChoices, sessions: Sessions): Promise<void> {
  const isDone = await runSignIn(how, aws.cliEnvironment());
  if (isDone && sessions.inUse?.needsSignIn) sessions.reopen();
}

/** Selecting the profile of the current connection again keeps its regions. */
async function withRegions(
  { connection }: Extract<PickedConnection, { connection: Connection }>,
  chosen: Connection | undefined,
  aws: AwsChoices,
): Promise<Connection | 'back' | undefined> {
  if (connection.kind !== 'aws') return connection;
  const isChosen = chosen !== undefined && connectionKey(chosen) === connectionKey(connection);
  const before: AwsConnection = isChosen && chosen.kind === 'aws' ? chosen : connection;
  return pickRegions(before, aws, { canGoBack: true });
}
