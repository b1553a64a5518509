import type { AwsProfile } from './awsProfile.js';
import type { SsoPlan, UnusablePlan } from './credentialPlan.js';
import { type Settings, textOf } from './iniFile.js';
import type { PlanProblems } from './planProblems.js';
import type { SharedConfig } from './sharedConfig.js';

/**
 * The SSO role of a profile: it has a role or an account of SSO, and the rest in itself or in its `sso-session`. Undefined for
 * other profiles; one that only names a session has a token, but no credentials.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/credentials.py SSOProvider
 */
export function planSso(
  profile: AwsProfile,
  config: Pick<SharedConfig, 'configFile' | 'ssoSessions'>,
  problems: PlanProblems,
): SsoPlan | UnusablePlan | undefined {
  const { name, settings } = profile;
  const session = textOf(settings, 'sso_session');
  if (session !== undefined && !config.ssoSessions.has(session))
    return problems.unknownSsoSession(session, config.configFile);
  const shared: Settings = (session !== undefined && config.ssoSessions.get(session)) || new Map();
  // The AWS CLI asks a session for its token even where the profile has other credentials.
  const missingInSession = sessionSettings.filter(
    (setting) => session !== undefined && !textOf(shared, setting),
  );
  if (missingInSession.length > 0) return problems.incompleteSso(missingInSession);
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

const sessionSettings = ['sso_start_url', 'sso_region'] as const;
const requiredSettings = [...sessionSettings, 'sso_account_id', 'sso_role_name'] as const;
