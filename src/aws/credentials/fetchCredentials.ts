import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { JobSourceError } from '../../jobs/jobSource.js';
import { homeFolder } from '../awsFiles.js';
import type { CredentialPlan, RolePlan, WebIdentityPlan } from '../config/credentialPlan.js';
import type { Credentials } from '../sharedCredentials.js';
import { clientConfigOf, type FetchContext } from './fetchContext.js';
import { fetchLoginCredentials } from './loginCredentials.js';
import { fetchMachineCredentials } from './machineCredentials.js';
import { fetchProcessCredentials } from './processCredentials.js';
import { fetchSsoCredentials } from './ssoCredentials.js';

/**
 * Fetches the credentials of a plan. The SDK's providers get all settings from the plan and read no files.
 * Rejects with the providers' errors, or with a JobSourceError if the plan is unusable.
 */
export async function fetchCredentials(plan: CredentialPlan, context: FetchContext): Promise<Credentials> {
  switch (plan.kind) {
    case 'environment':
    case 'keys': {
      const { accessKeyId, secretAccessKey, sessionToken } = plan;
      const expiration = plan.kind === 'environment' ? plan.expiration : undefined;
      return {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken && { sessionToken }),
        ...(expiration && { expiration }),
      };
    }
    case 'role':
      return assumeRole(plan, context);
    case 'webIdentity':
      return assumeRoleWithWebIdentity(plan, context);
    case 'sso':
      return fetchSsoCredentials(plan, context);
    case 'login':
      return fetchLoginCredentials(plan, context);
    case 'process':
      return fetchProcessCredentials(plan, context);
    case 'container':
    case 'instance':
    case 'machine':
      return fetchMachineCredentials(plan, context);
    case 'unusable':
      throw new JobSourceError(plan.failure);
  }
}

function assumeRole(plan: RolePlan, context: FetchContext): Promise<Credentials> {
  const { durationSeconds, externalId, mfaSerial, roleArn, sessionName, source } = plan;
  return fromTemporaryCredentials({
    masterCredentials: () => fetchCredentials(source, context),
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName ?? defaultSessionName(),
      ...(externalId && { ExternalId: externalId }),
      ...(mfaSerial && { SerialNumber: mfaSerial }),
      ...(durationSeconds !== undefined && { DurationSeconds: durationSeconds }),
    },
    clientConfig: clientConfigOf(context, 'sts', context.region),
    ...(context.mfaCodeProvider && { mfaCodeProvider: context.mfaCodeProvider }),
  })();
}

async function assumeRoleWithWebIdentity(
  { roleArn, sessionName, tokenFile }: WebIdentityPlan,
  context: FetchContext,
): Promise<Credentials> {
  const file = path.resolve(homeFolder(context.environment), tokenFile);
  return fromWebToken({
    webIdentityToken: await readFile(file, 'utf8'),
    roleArn,
    roleSessionName: sessionName ?? defaultSessionName(),
    clientConfig: clientConfigOf(context, 'sts', context.region),
  })();
}

/** The name appears in CloudTrail. */
function defaultSessionName(): string {
  return `backup-jobs-${Date.now()}`;
}
