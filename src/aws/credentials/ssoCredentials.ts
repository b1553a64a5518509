import { randomUUID } from 'node:crypto';
import { fromSSO } from '@aws-sdk/credential-providers';
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import type { SsoPlan } from '../config/credentialPlan.js';
import type { Credentials } from '../sharedCredentials.js';
import { clientConfigOf, type FetchContext } from './fetchContext.js';
import { ssoAccessToken } from './ssoToken.js';

/**
 * The credentials of a role of IAM Identity Center. The SDK looks up the token by the name of a session in a
 * file, and does not support the quoted names that `aws configure sso` writes. Therefore this registers the
 * token in memory under a random name.
 */
export async function fetchSsoCredentials(plan: SsoPlan, context: FetchContext): Promise<Credentials> {
  const token = await ssoAccessToken(plan, context);
  const name = randomUUID();
  externalDataInterceptor.interceptToken(name, token);
  try {
    return await fromSSO({
      ssoStartUrl: name,
      ssoAccountId: plan.accountId,
      ssoRegion: plan.region,
      ssoRoleName: plan.roleName,
      clientConfig: clientConfigOf(context, 'sso', plan.region),
    })();
  } finally {
    delete externalDataInterceptor.getTokenRecord()[name];
  }
}
