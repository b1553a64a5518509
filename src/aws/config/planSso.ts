import type { AwsProfile } from './awsProfile.js';
import type { SsoPlan, UnusablePlan } from './credentialPlan.js';
import { type Settings, textOf } from './iniFile.js';
import type { PlanProblems } from './planProblems.js';
import type { SharedConfig } from './sharedConfig.js';

/**
 * The SSO role of a profile: it has a role or an account of SSO, and the rest in itself or in its
 * `sso-session`. Undefined for other profiles; one that only names a session has a token, but no credentials.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/credentials.py SSOProvider
 */
export function planSso(
  profile: AwsProfile,
  config: Pick<SharedConfig, 'configFile' | 'ssoSessions'>,
  problems: PlanProblems,
): SsoPlan | UnusablePlan | undefined {
  const { name, settings } = profile;
  const problem = problemOfSession(profile, config, problems);
  if (problem !== undefined) return problem;
  const session = textOf(settings, 'sso_session');
  const shared: Settings = (session !== undefined && config.ssoSessions.get(session)) || new Map();
  if (!settings.has('sso_account_id') && !settings.has('sso_role_name')) return undefined;
  for (const [setting, value] of shared) {
    const own = settings.get(setting);
    if (own !== undefined && own !== value) return problems.contradictorySso(setting);
  }
  const [startUrl = '', region = '', accountId = '', roleName = ''] = requiredSettings.map(
    (setting) => textOf(settings, setting) ?? textOf(shared, setting),
  );
  const missing = requiredSettings.filter((_, place) => ![startUrl, region, accountId, roleName][place]);
  if (missing.length > 0) return problems.incompleteSso(missing);
  return { kind: 'sso', profile: name, session, startUrl, region, accountId, roleName };
}

/**
 * What is wrong with the `sso-session` that a profile names. The AWS CLI asks it for its token even where the
 * profile has other credentials, and sends nothing where it is not there.
 */
export function problemOfSession(
  { settings }: AwsProfile,
  config: Pick<SharedConfig, 'configFile' | 'ssoSessions'>,
  problems: PlanProblems,
): UnusablePlan | undefined {
  const session = textOf(settings, 'sso_session');
  if (session === undefined) return undefined;
  const shared = config.ssoSessions.get(session);
  if (shared === undefined) return problems.unknownSsoSession(session, config.configFile);
  const missing = sessionSettings.filter((setting) => !textOf(shared, setting));
  return missing.length > 0 ? problems.incompleteSso(missing) : undefined;
}

const sessionSettings = ['sso_start_url', 'sso_region'] as const;
const requiredSettings = [...sessionSettings, 'sso_account_id', 'sso_role_name'] as const;
