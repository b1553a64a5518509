import {
  awsConfigFile,
  awsCredentialsFile,
  environmentProfiles,
  hasAwsConfiguration,
  hasEnvironmentKeys,
  withAbsoluteFiles,
} from '../aws/awsFiles.js';
import type { OpenOptions } from '../aws/connectionSource.js';
import type { AskMfaCode } from '../aws/credentials/credentials.js';
import { FileWatch } from '../aws/fileWatch.js';
import type { RequestLogEntry } from '../aws/requestLog.js';
import type { AwsChoices } from '../connection/awsChoices.js';
import { type AwsConnection, type Connection, sampleRegion } from '../connection/connection.js';
import type { ConnectionListener } from '../connection/connectionListener.js';
import { startingConnection } from '../connection/startingConnection.js';
import type { Log } from '../editor/log.js';
import { userSetting, userString } from '../editor/userSetting.js';
import type { ArchivedConnection } from '../history/archive/openArchive.js';
import { isAthenaAddress } from '../history/athena/athenaPlace.js';
import { withFilters } from '../jobs/jobFilter.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';
import type { AppParts } from './appParts.js';
import { isKept } from './keptHistories.js';
import type { openAthenaAt } from './openAthenaConnection.js';
import type { KeptHistoryContext } from './openKeptHistory.js';
import type { RequestLogWriter } from './requestLogWriter.js';

/**
 * Opens a connection to the endpoints that the user's settings allow, or to a history: that of files, whose
 * index is kept in the folder `storage`, or that of job reports that Athena reads. Loads the SDK, the sample
 * account or the history. If the user keeps the history of the connection, it stores what it reads.
 */
export async function openConnection(
  connection: Connection,
  listener: ConnectionListener,
  context: AppParts,
): Promise<OpenedConnection> {
  const { log, memory, root, scannedBytes, storage } = context;
  const [first = ''] = connection.kind === 'history' ? connection.paths : [];
  const isAthena = isAthenaAddress(first);
  if (isAthena) context.athenaStart = root.value.createdAfter;
  else await leaveAthena(context);
  if (connection.kind === 'history') {
    if (isAthena) {
      const { openAthenaConnection } = await import('./openAthenaConnection.js');
      const requestLog = await requestLogWriter(log);
      const access = { ...profileAccess(listener, requestLog), scannedBytes };
      const opened = await openAthenaConnection(first, access, listener);
      requestLog.writeEndpoints(opened.foreignEndpoints ?? []);
      return opened;
    }
    const { openHistoryConnection } = await import('./openHistoryConnection.js');
    return openHistoryConnection(connection, listener, log, storage);
  }
  const requestLog = await requestLogWriter(log);
  const access = profileAccess(listener, requestLog);
  if (connection.kind === 'aws') {
    const opened = await openAws({ ...access, connection }, requestLog);
    if (!isKept(memory, connection)) return opened;
    const { withKeptHistory } = await import('./openKeptHistory.js');
    return withKeptHistory(connection, opened, context).connection;
  }
  const aws = await import('../aws/connectionSource.js');
  const { createSampleRequestHandler } = await import('../sample/sampleConnection.js');
  return aws.openSampleConnection({
    region: sampleRegion,
    requestHandler: createSampleRequestHandler(),
    log: access.log,
  });
}

/** Clears the filter that limits what Athena reads. It would hide jobs of other connections. */
async function leaveAthena(app: Pick<AppParts, 'athenaStart' | 'root'>): Promise<void> {
  const { athenaStart, root } = app;
  app.athenaStart = undefined;
  if (athenaStart !== undefined && root.value.createdAfter === athenaStart)
    await root.set(withFilters(root.value, { createdAfter: undefined }));
}

/** Opens Athena for the choices of a command, with the endpoints that the user's settings allow. */
export async function openAthena(
  place: Parameters<typeof openAthenaAt>[0],
  { log, scannedBytes }: Pick<AppParts, 'log' | 'scannedBytes'>,
) {
  const { openAthenaAt } = await import('./openAthenaConnection.js');
  return openAthenaAt(place, { ...profileAccess(undefined, await requestLogWriter(log)), scannedBytes });
}

/**
 * Opens a connection whose history is kept for a read in the background: nobody is asked for an MFA code, and
 * no sign-in is started.
 */
export async function openForDailyRead(
  connection: AwsConnection,
  context: KeptHistoryContext,
): Promise<ArchivedConnection> {
  const requestLog = await requestLogWriter(context.log);
  const access = { ...profileAccess(undefined, requestLog), mfaCode: undefined };
  const opened = await openAws({ ...access, connection }, requestLog);
  const { withKeptHistory } = await import('./openKeptHistory.js');
  return withKeptHistory(connection, opened, context);
}

/** Opens AWS Backup, and writes its endpoints to the log. */
async function openAws(options: OpenOptions, requestLog: RequestLogWriter): Promise<OpenedConnection> {
  const aws = await import('../aws/connectionSource.js');
  const opened = await aws.openConnection(options);
  requestLog.writeEndpoints(opened.foreignEndpoints ?? []);
  return opened;
}

async function requestLogWriter(log: Log): Promise<RequestLogWriter> {
  const { RequestLogWriter } = await import('./requestLogWriter.js');
  return new RequestLogWriter(log);
}

/** How the requests of a profile are made: as the user's settings say, and reported to `listener`. */
function profileAccess(listener: ConnectionListener | undefined, requestLog: RequestLogWriter) {
  return {
    mfaCode,
    onNewCredentials: listener?.onNewCredentials,
    onOtherSettings: listener?.onOtherSettings,
    endpoint: userString('endpoint'),
    allowsInsecureEndpoints: allowsInsecureEndpoints(),
    log: (entry: RequestLogEntry) => {
      requestLog.write(entry);
      listener?.onRequest(entry);
    },
  };
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
