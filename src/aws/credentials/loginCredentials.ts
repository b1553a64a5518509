import { randomUUID } from 'node:crypto';
import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import type { LoginPlan } from '../config/credentialPlan.js';
import type { Credentials } from '../sharedCredentials.js';
import { clientConfigOf, type FetchContext } from './fetchContext.js';

/**
 * The credentials of a console sign-in. The SDK takes the session from a file alone: it gets one of its own, which exists only in
 * memory and while it is asked.
 */
export async function fetchLoginCredentials(plan: LoginPlan, context: FetchContext): Promise<Credentials> {
  // The SDK takes what follows these for a comment.
  if (/\s[#;]/.test(plan.session)) throw new Error('The login_session is not one of aws login');
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
