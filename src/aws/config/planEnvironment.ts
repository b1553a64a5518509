import * as l10n from '@vscode/l10n';
import type { EnvironmentPlan, UnusablePlan } from './credentialPlan.js';

/**
 * The keys in the environment. As in the AWS CLI, AWS_SECURITY_TOKEN has precedence over AWS_SESSION_TOKEN.
 * Unusable if a key is missing or AWS_CREDENTIAL_EXPIRATION has passed.
 */
export function planEnvironment(environment: NodeJS.ProcessEnv): EnvironmentPlan | UnusablePlan {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (accessKeyId && secretAccessKey) {
    const sessionToken = environment['AWS_SECURITY_TOKEN'] || environment['AWS_SESSION_TOKEN'] || undefined;
    const expiration = dateOf(environment['AWS_CREDENTIAL_EXPIRATION']);
    if (expiration !== undefined && expiration.getTime() <= Date.now()) return expired();
    return { kind: 'environment', accessKeyId, secretAccessKey, sessionToken, expiration };
  }
  return {
    kind: 'unusable',
    failure: {
      kind: 'credentials',
      summary: l10n.t('The environment has no access keys'),
      detail: l10n.t(
        'Both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are needed. Set them before VS Code starts, or select a profile.',
      ),
      remedy: 'selectConnection',
    },
  };
}

function expired(): UnusablePlan {
  return {
    kind: 'unusable',
    failure: {
      kind: 'credentials',
      summary: l10n.t('The access keys of the environment have expired'),
      detail: l10n.t(
        'AWS_CREDENTIAL_EXPIRATION is in the past. Set new keys before VS Code starts, or select a profile.',
      ),
      remedy: 'selectConnection',
    },
  };
}

function dateOf(text: string | undefined): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
