import type { AwsProfile } from './awsProfile.js';
import type { SsoPlan, UnusablePlan } from './credentialPlan.js';
import { type Settings, textOf } from './iniFile.js';
import type { PlanProblems } from './planProblems.js';
import type { SharedConfig } from './sharedConfig.js';

/**
 * The SSO role of a profile that names an SSO role or account. The other settings come from the profile or
 * its `sso-session`, which must exist (see {@link problemOfSession}). Undefined for other profiles: a session
 * alone provides a token, but no credentials.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/credentials.py SSOProvider
 */
export function planSso(
  profile: AwsProfile,
  sessions: SharedConfig['ssoSessions'],
  problems: PlanProblems,
): SsoPlan | UnusablePlan | undefined {
  const { name, settings } = profile;
  const session = textOf(settings, 'sso_session');
  const shared: Settings = (session !== undefined && sessions.get(session)) || new Map();
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
 * The problem of the `sso-session` that a profile names: it is missing or incomplete. Undefined if there is
 * none. The AWS CLI reads the session even if the profile has other credentials, and fails if it is missing.
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
