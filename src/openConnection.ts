import { hasEnvironmentKeys } from './aws/awsFiles.js';
import type { AskMfaCode } from './aws/credentials.js';
import type { RequestLogEntry } from './aws/requestLog.js';
import type { AwsChoices } from './connection/awsChoices.js';
import { sampleRegion } from './connection/connection.js';
import type { OpenConnection } from './connection/openedConnection.js';
import { localize } from './editor/localize.js';
import type { LogLines } from './requestLog.js';

/**
 * Opens connections; `endpoint` is the stand-in for AWS that the settings name, if any. The SDK, the sample account and what writes
 * the log are loaded by the first call, and not before.
 */
export function connectionOpener(log: LogLines, endpoint: () => string | undefined): OpenConnection {
  return async (connection, listener) => {
    const aws = await import('./aws/connectionSource.js');
    const { RequestLog } = await import('./requestLog.js');
    const requestLog = new RequestLog(log);
    const common = {
      log: (entry: RequestLogEntry) => {
        requestLog.write(entry);
        listener.onRequest(entry);
      },
      t: localize,
    };
    if (connection.kind === 'aws') {
      const { onNewCredentials } = listener;
      return aws.openConnection({ connection, mfaCode, onNewCredentials, endpoint: endpoint(), ...common });
    }
    const { createSampleRequestHandler } = await import('./sample/sampleConnection.js');
    const requestHandler = createSampleRequestHandler();
    return aws.openSampleConnection({ region: sampleRegion, requestHandler, ...common });
  };
}

/** What the pickers ask of the AWS files and of the environment, each time afresh. */
export const awsChoices: AwsChoices = {
  profiles: async () => {
    const aws = await import('./aws/connectionSource.js');
    return aws.listProfiles({ t: localize });
  },
  regions: async (profile) => {
    const aws = await import('./aws/connectionSource.js');
    return aws.listRegions({ profile, t: localize });
  },
  environment: () => ({
    hasKeys: hasEnvironmentKeys(process.env),
    profile: process.env['AWS_PROFILE'] || undefined,
  }),
};

const mfaCode: AskMfaCode = async (request) =>
  (await import('./connection/connectionCommands.js')).mfaCode(request);
