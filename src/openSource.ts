import * as vscode from 'vscode';
import type { RequestLog } from './aws/requestLog.js';
import { type Connection, sampleRegion } from './connection/connection.js';
import type { AwsChoices } from './connection/selectConnection.js';
import type { OpenSource } from './connection/sessions.js';
import { localize } from './editor/localize.js';

/** Makes the source of a connection. The SDK and the sample account are loaded by the first call, and not before. */
export function sourceOpener(log: RequestLog): OpenSource {
  return async (connection: Connection) => {
    const aws = await import('./aws/connectionSource.js');
    if (connection.kind === 'aws') return aws.openJobSource({ connection, log, t: localize, mfaCode });
    const { createSampleRequestHandler } = await import('./sample/sampleConnection.js');
    const requestHandler = createSampleRequestHandler();
    return aws.openSampleSource({ region: sampleRegion, requestHandler, log, t: localize });
  };
}

/** What the connection picker asks of the AWS files, each time afresh. */
export const awsChoices: AwsChoices = {
  profiles: async () => {
    const aws = await import('./aws/connectionSource.js');
    return aws.listProfiles({ t: localize });
  },
  regions: async (profile) => {
    const aws = await import('./aws/connectionSource.js');
    return aws.listRegions({ profile, t: localize });
  },
};

/** Asks for the code of an MFA device; the box keeps the focus while the user looks at the device. */
async function mfaCode({
  profile,
  serial,
}: {
  profile: string;
  serial: string;
}): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Multi-factor authentication'),
    prompt: vscode.l10n.t('Code of {device} for {profile}', { device: serial, profile }),
    placeHolder: '123456',
    ignoreFocusOut: true,
    password: true,
  });
}
