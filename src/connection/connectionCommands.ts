// The entry of a bundle of its own: what only a command, or a question to the user, needs.
import * as l10n from '@vscode/l10n';
import { showInformation } from '../editor/notify.js';
import type { JobFailure } from '../jobs/jobSource.js';
import type { SignIn } from '../jobs/openedConnection.js';
import { askMfaCode, type MfaRequest } from './askMfaCode.js';
import type { AwsChoices } from './awsChoices.js';
import { type AwsConnection, type Connection, connectionKey } from './connection.js';
import { type PickedConnection, pickConnection } from './pickConnection.js';
import { pickRegions } from './pickRegions.js';
import type { Sessions } from './sessions.js';
import { runSignIn } from './signIn.js';

/** What the commands act on. */
export interface ConnectionCommandHost {
  readonly sessions: Sessions;
  readonly aws: () => Promise<AwsChoices>;
  /** Names for accounts, as the settings have them. */
  readonly accountAliases: () => unknown;
  readonly openAwsFile: (place: NonNullable<JobFailure['place']>) => Promise<void>;
}

/**
 * Lets the user choose whose backup jobs are shown: a profile, the environment or the sample account, and
 * then the regions.
 */
export async function selectConnection(host: ConnectionCommandHost): Promise<void> {
  const { sessions } = host;
  const aws = await host.aws();
  for (;;) {
    const { chosen } = sessions;
    const picked = await pickConnection({ chosen, aws, accountAliases: host.accountAliases() });
    if (picked === undefined) return;
    if ('brokenFile' in picked) return host.openAwsFile(picked.brokenFile);
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

/** Lets the user choose the regions of the connection in use. */
export async function selectRegions(host: ConnectionCommandHost): Promise<void> {
  const { sessions } = host;
  const aws = await host.aws();
  const { chosen } = sessions;
  if (chosen === undefined) return selectConnection(host);
  if (chosen.kind === 'sample') {
    await showInformation(l10n.t('The sample account has one region.'));
    return;
  }
  const connection = await pickRegions(chosen, aws, { canGoBack: false });
  if (connection !== undefined && connection !== 'back') await sessions.choose(connection);
}

/**
 * Signs in for the current connection and reloads its rows. If it has no sign-in, a message says so.
 */
export async function signIn({ aws, sessions }: ConnectionCommandHost): Promise<void> {
  const inUse = await sessions.open().catch(() => undefined);
  if (inUse?.signIn !== undefined) {
    const isDone = await runSignIn(inUse.signIn, (await aws()).cliEnvironment());
    // Another connection may be in use by now, or this one may have been reopened.
    if (isDone && (sessions.inUse === inUse || sessions.inUse?.needsSignIn)) sessions.reopen();
    return;
  }
  await showInformation(l10n.t('This connection does not use an AWS CLI sign-in.'));
}

/** Asks the user for the code of an MFA device; undefined where the user would rather not. */
export function mfaCode(request: MfaRequest): Promise<string | undefined> {
  return askMfaCode(request);
}

/** The connection in use comes alive if it was a sign-in that it lacked. */
async function signInFor(how: SignIn, aws: AwsChoices, sessions: Sessions): Promise<void> {
  const isDone = await runSignIn(how, aws.cliEnvironment());
  if (isDone && sessions.inUse?.needsSignIn) sessions.reopen();
}

/** The regions of the connection in use stay checked where its profile is picked again. */
async function withRegions(
  { connection }: Extract<PickedConnection, { connection: Connection }>,
  chosen: Connection | undefined,
  aws: AwsChoices,
): Promise<Connection | 'back' | undefined> {
  if (connection.kind === 'sample') return connection;
  const isChosen = chosen !== undefined && connectionKey(chosen) === connectionKey(connection);
  const before: AwsConnection = isChosen && chosen.kind === 'aws' ? chosen : connection;
  return pickRegions(before, aws, { canGoBack: true });
}
