import { environmentProfiles, hasEnvironmentKeys } from './aws/awsFiles.js';
import type { AskMfaCode } from './aws/credentials/credentials.js';
import type { RequestLogEntry } from './aws/requestLog.js';
import type { AwsChoices } from './connection/awsChoices.js';
import { sampleRegion } from './connection/connection.js';
import type { OpenConnection } from './connection/openedConnection.js';
import { localize } from './editor/localize.js';
import { userSetting } from './editor/userSetting.js';
import type { LogLines } from './requestLog.js';

/** What the user's settings say of endpoints. */
export interface EndpointSettings {
  /** The stand-in for AWS, if any. */
  readonly endpoint: string | undefined;
  readonly allowsInsecureEndpoints: boolean;
}

/**
 * Opens connections; `endpointSettings` is asked at each opening. The SDK, the sample account and what writes the log are
 * loaded by the first call, and not before.
 */
export function connectionOpener(log: LogLines, endpointSettings: () => EndpointSettings): OpenConnection {
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
      const options = { connection, mfaCode, onNewCredentials, ...endpointSettings(), ...common };
      const opened = await aws.openConnection(options);
      requestLog.writeEndpoints(opened.foreignEndpoints ?? []);
      return opened;
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
    const allowsInsecureEndpoints = userSetting('allowInsecureEndpoints') === true;
    return lists.listProfiles({ allowsInsecureEndpoints, t: localize });
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
