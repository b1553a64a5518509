import {
  awsConfigFile,
  awsCredentialsFile,
  environmentProfiles,
  hasAwsConfiguration,
  hasEnvironmentKeys,
  withAbsoluteFiles,
} from '../aws/awsFiles.js';
import type { AskMfaCode } from '../aws/credentials/credentials.js';
import { FileWatch } from '../aws/fileWatch.js';
import type { RequestLogEntry } from '../aws/requestLog.js';
import type { AwsChoices } from '../connection/awsChoices.js';
import { type AwsConnection, type Connection, sampleRegion } from '../connection/connection.js';
import type { ConnectionListener } from '../connection/connectionListener.js';
import { startingConnection } from '../connection/startingConnection.js';
import { userSetting, userString } from '../editor/userSetting.js';
import type { ArchivedConnection } from '../history/archive/openArchive.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';
import { isKept } from './keptHistories.js';
import type { KeptHistoryContext } from './openKeptHistory.js';

/**
 * Opens a connection to the endpoints that the user's settings allow, or to the files of a history, whose
 * index is kept in the folder `storage`. Loads the SDK, the sample account or the history. If the user keeps
 * the history of the connection, it stores what it reads.
 */
export async function openConnection(
  connection: Connection,
  listener: ConnectionListener,
  context: KeptHistoryContext,
): Promise<OpenedConnection> {
  const { log, memory, storage } = context;
  if (connection.kind === 'history') {
    const { openHistoryConnection } = await import('./openHistoryConnection.js');
    return openHistoryConnection(connection, log, storage, listener.signal);
  }
  const [aws, { RequestLogWriter }] = await Promise.all([
    import('../aws/connectionSource.js'),
    import('./requestLogWriter.js'),
  ]);
  const requestLog = new RequestLogWriter(log);
  const common = {
    log: (entry: RequestLogEntry) => {
      requestLog.write(entry);
      listener.onRequest(entry);
    },
  };
  if (connection.kind === 'aws') {
    const opened = await aws.openConnection({
      connection,
      mfaCode,
      onNewCredentials: listener.onNewCredentials,
      onOtherSettings: listener.onOtherSettings,
      endpoint: userString('endpoint'),
      allowsInsecureEndpoints: allowsInsecureEndpoints(),
      ...common,
    });
    requestLog.writeEndpoints(opened.foreignEndpoints ?? []);
    if (!isKept(memory, connection)) return opened;
    const { withKeptHistory } = await import('./openKeptHistory.js');
    return withKeptHistory(connection, opened, context).connection;
  }
  const { createSampleRequestHandler } = await import('../sample/sampleConnection.js');
  return aws.openSampleConnection({
    region: sampleRegion,
    requestHandler: createSampleRequestHandler(),
    ...common,
  });
}

/**
 * Opens a connection whose history is kept for a read in the background: nobody is asked for an MFA code, and
 * no sign-in is started.
 */
export async function openForDailyRead(
  connection: AwsConnection,
  context: KeptHistoryContext,
): Promise<ArchivedConnection> {
  const [aws, { RequestLogWriter }, { withKeptHistory }] = await Promise.all([
    import('../aws/connectionSource.js'),
    import('./requestLogWriter.js'),
    import('./openKeptHistory.js'),
  ]);
  const requestLog = new RequestLogWriter(context.log);
  const opened = await aws.openConnection({
    connection,
    endpoint: userString('endpoint'),
    allowsInsecureEndpoints: allowsInsecureEndpoints(),
    log: (entry) => requestLog.write(entry),
  });
  requestLog.writeEndpoints(opened.foreignEndpoints ?? []);
  return withKeptHistory(connection, opened, context);
}

/** The initial connection if none is stored; undefined if the user has to select one. */
export function firstConnection(): ReturnType<typeof startingConnection> {
  return startingConnection({
    environment: process.env,
    environmentProfiles: environmentProfiles(process.env),
    hasAwsConfiguration: hasAwsConfiguration(process.env),
    startWithSampleAccount: userSetting('startWithSampleAccount') === true,
    hasDefaultProfile: async () =>
      (await awsChoices.profiles()).profiles.some(
        ({ kind, name }) => name === 'default' && kind !== 'machine',
      ),
  });
}

/** What the pickers need from the AWS files and the environment, read again for each call. */
export const awsChoices: AwsChoices = {
  profiles: async () => {
    const lists = await import('../aws/profileList.js');
    return lists.listProfiles({ allowsInsecureEndpoints: allowsInsecureEndpoints() });
  },
  regions: async (profile) => {
    const lists = await import('../aws/profileList.js');
    return lists.listRegions({ profile });
  },
  environment: () => ({
    hasKeys: hasEnvironmentKeys(process.env),
    profiles: environmentProfiles(process.env),
  }),
  watch: (onChange) => new FileWatch([awsConfigFile(process.env), awsCredentialsFile(process.env)], onChange),
  cliEnvironment: () => withAbsoluteFiles(process.env),
};

const mfaCode: AskMfaCode = async (request) =>
  (await import('../connection/askMfaCode.js')).askMfaCode(request);

function allowsInsecureEndpoints(): boolean {
  return userSetting('allowInsecureEndpoints') === true;
}
