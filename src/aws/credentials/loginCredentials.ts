import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import * as l10n from '@vscode/l10n';
import type { LoginPlan } from '../config/credentialPlan.js';
import type { Credentials } from '../sharedCredentials.js';
import { clientConfigOf, type FetchContext } from './fetchContext.js';

/**
 * The credentials of a console sign-in. The SDK reads the session only from a file. This registers one in
 * memory, for the duration of the call.
 */
export async function fetchLoginCredentials(plan: LoginPlan, context: FetchContext): Promise<Credentials> {
  const problem = problemOf(plan, context.environment);
  if (problem !== undefined) throw new Error(problem);
  const region = plan.region ?? context.region;
  const [configFilepath, filepath] = [`config of ${randomUUID()}`, `credentials of ${randomUUID()}`];
  externalDataInterceptor.interceptFile(configFilepath, `[default]\nlogin_session = ${plan.session}\n`);
  externalDataInterceptor.interceptFile(filepath, '');
  try {
    return await fromLoginCredentials({
      profile: 'default',
      configFilepath,
      filepath,
      clientConfig: clientConfigOf(context, 'signin', region),
    })();
  } finally {
    const files = externalDataInterceptor.getFileRecord();
    delete files[configFilepath];
    delete files[filepath];
  }
}

/**
 * Describes a value that the SDK reads differently from the AWS CLI, so that it might use the token of
 * another session; undefined if there is none.
 */
function problemOf({ session }: LoginPlan, environment: NodeJS.ProcessEnv): string | undefined {
  // A session is an ARN. The SDK cuts off comments and further lines, and trims other white space than the
  // CLI.
  if (!/^[!-~]+$/.test(session) || /^[#;]/.test(session)) return l10n.t('The login_session is not an ARN');
  // The AWS CLI expands variables and the home folder in this path, and resolves it in its current folder.
  const folder = environment['AWS_LOGIN_CACHE_DIRECTORY'];
  return folder === undefined || (path.isAbsolute(folder) && !/[$%]/.test(folder))
    ? undefined
    : l10n.t('AWS_LOGIN_CACHE_DIRECTORY is not an absolute path without variables');
}
