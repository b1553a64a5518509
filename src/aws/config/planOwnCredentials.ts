import type { AwsProfile, ProfileSection } from './awsProfile.js';
import type { CredentialPlan } from './credentialPlan.js';
import { textOf } from './iniFile.js';
import { PlanProblems } from './planProblems.js';
import { planSso } from './planSso.js';
import type { SharedConfig } from './sharedConfig.js';

/** The inputs for resolving a profile. */
export interface PlanContext {
  readonly config: Pick<SharedConfig, 'configFile' | 'profiles' | 'ssoSessions'>;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * The credentials that a profile has without a source profile. The order is that of the AWS CLI: keys of the
 * credentials file come before a program, keys of the config file after it. Undefined if it has none.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/credentials.py ProfileProviderBuilder
 */
export function planOwnCredentials(profile: AwsProfile, context: PlanContext): CredentialPlan | undefined {
  const problems = new PlanProblems(profile);
  return (
    planWebIdentity(profile, problems) ??
    planSso(profile, context.config.ssoSessions, problems) ??
    planKeys(profile.inCredentialsFile, problems) ??
    planLogin(profile, problems) ??
    planProcess(profile, problems) ??
    planKeys(profile.inConfigFile, problems)
  );
}

function planWebIdentity({ settings }: AwsProfile, problems: PlanProblems): CredentialPlan | undefined {
  const tokenFile = textOf(settings, 'web_identity_token_file');
  if (!tokenFile) return undefined;
  const roleArn = textOf(settings, 'role_arn');
  if (!roleArn) return problems.incomplete('web_identity_token_file', ['role_arn']);
  return { kind: 'webIdentity', roleArn, tokenFile, sessionName: textOf(settings, 'role_session_name') };
}

function planKeys(section: ProfileSection | undefined, problems: PlanProblems): CredentialPlan | undefined {
  if (!section?.settings.has('aws_access_key_id')) return undefined;
  const { settings } = section;
  const accessKeyId = textOf(settings, 'aws_access_key_id');
  const secretAccessKey = textOf(settings, 'aws_secret_access_key');
  if (!accessKeyId) return problems.incomplete('aws_access_key_id');
  if (!secretAccessKey) return problems.incomplete('aws_access_key_id', ['aws_secret_access_key']);
  const tokenName = ['aws_security_token', 'aws_session_token'].find((name) => settings.has(name));
  const sessionToken = (tokenName && textOf(settings, tokenName)) || undefined;
  for (const [name, value = ''] of [
    ['aws_access_key_id', accessKeyId],
    ['aws_secret_access_key', secretAccessKey],
    ['aws_session_token', sessionToken],
  ] as const)
    if (!/^[\x21-\x7e]*$/.test(value)) return problems.notAKey(name);
  return { kind: 'keys', accessKeyId, secretAccessKey, sessionToken };
}

function planLogin({ name, settings }: AwsProfile, problems: PlanProblems): CredentialPlan | undefined {
  if (!settings.has('login_session')) return undefined;
  const session = textOf(settings, 'login_session');
  if (!session) return problems.incomplete('login_session');
  return { kind: 'login', profile: name, session, region: textOf(settings, 'region') };
}

function planProcess({ name, settings }: AwsProfile, problems: PlanProblems): CredentialPlan | undefined {
  if (!settings.has('credential_process')) return undefined;
  const command = textOf(settings, 'credential_process');
  return command ? { kind: 'process', profile: name, command } : problems.incomplete('credential_process');
}
