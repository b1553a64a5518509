import * as l10n from '@vscode/l10n';
import { askText } from '../editor/askText.js';
import { visibleLine } from '../jobs/visibleText.js';

/** What an MFA code is needed for. */
export interface MfaRequest {
  /** The serial number or the ARN of the device. */
  readonly serial: string;
  readonly profile: string;
  /** The role to assume with the code, if known. */
  readonly roleArn?: string | undefined;
  /** Aborts when the code is no longer needed; the input box then closes. */
  readonly signal: AbortSignal;
}

/** Asks for the code of an MFA device; undefined if the user cancels. */
export async function askMfaCode(request: MfaRequest): Promise<string | undefined> {
  const device = visibleLine(request.serial, 200);
  const role = visibleLine(request.roleArn ?? request.profile, 200);
  const answer = await askText({
    title: l10n.t('MFA code for {profile}', { profile: visibleLine(request.profile, 100) }),
    prompt: l10n.t('The code from {device}, for {role}', { device, role }),
    placeholder: '123456',
    read: (text) => /^\d{6}$/.exec(text.replaceAll(/\s/g, ''))?.[0],
    complaint: l10n.t('A code has six digits.'),
    isPassword: true,
    signal: request.signal,
  });
  return answer?.value;
}
