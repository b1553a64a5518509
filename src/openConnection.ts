import { environmentProfiles, hasEnvironmentKeys } from './aws/awsFiles.js';
import type { AskMfaCode } from './aws/credentials/credentials.js';
import type { RequestLog, RequestLogEntry } from './aws/requestLog.js';
import type { AwsChoices } from './connection/awsChoices.js';
import { sampleRegion } from './connection/connection.js';
import type { OpenConnection } from './connection/openedConnection.js';
import { localize } from './editor/localize.js';

/**
 * Opens connections; `endpoint` is the stand-in for AWS that the settings name, if any. The SDK and the sample account
 * are loaded by the first call, and not before.
 */
export function connectionOpener(log: RequestLog, endpoint: () => string | undefined): OpenConnection {
  return async (connection, listener) => {
    const aws = await import('./aws/connectionSource.js');
    const common = {
      log: (entry: RequestLogEntry) => {
        log(entry);
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
    const lists = await import('./aws/profileList.js');
    return lists.listProfiles({ t: localize });
  },
  regions: async (profile) => {
    const lists = await import('./aws/profileList.js');
    return lists.listRegions({ profile, t: localize });
  },
  environment: () => ({
    hasKeys: hasEnvironmentKeys(process.env),
    profiles: environmentProfiles(process.env),
  }),
};

const mfaCode: AskMfaCode = async (request) =>
  (await import('./connection/connectionCommands.js')).mfaCode(request);
