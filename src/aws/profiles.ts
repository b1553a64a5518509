import { JobSourceError } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import type { AwsConnection } from './awsConnection.js';
import { type ConfigSection, defaultProfile, type SharedConfig } from './sharedConfig.js';

/** Where a profile's credentials come from; `other` has none of its own. `login` is the console sign-in of `aws login`. */
export type ProfileKind = 'role' | 'keys' | 'webIdentity' | 'process' | 'sso' | 'login' | 'other';

/** A profile of the AWS files, as a picker tells of it. */
export interface ProfileSummary {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string | undefined;
  /** Twelve digits, where the files tell whose account it is. */
  readonly accountId?: string | undefined;
  /** How to sign in, where that has to be done before the profile can be used. */
  readonly neededSignIn?: SignIn | undefined;
}

/** A profile to connect with. */
export interface NamedProfile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly settings: ConfigSection;
}

/** The profiles of the AWS files, in the files' order. */
export function namedProfiles(config: SharedConfig): NamedProfile[] {
  return [...config.profiles].map(([name, settings]) => ({ name, kind: profileKind(settings), settings }));
}

/** What a picker tells of a profile, but for its sign-in. */
export function profileSummary({ kind, name, settings }: NamedProfile): ProfileSummary {
  return {
    name,
    kind,
    ...(settings['region'] && { region: settings['region'] }),
    ...optionalAccount(settings),
  };
}

/**
 * The profile that was chosen, else that of `AWS_PROFILE`, else the default one, which may be empty.
 * Throws a JobSourceError of kind `configuration` where a named one, or its SSO session, does not exist.
 */
export function findProfile(
  config: SharedConfig,
  chosen: string | undefined,
  environment: NodeJS.ProcessEnv,
  t: Translate,
): NamedProfile {
  const asked = chosen || environment['AWS_PROFILE'] || undefined;
  const name = asked ?? defaultProfile;
  const settings = config.profiles.get(name);
  if (settings === undefined && asked !== undefined) {
    const { configFile, credentialsFile } = config;
    throw new JobSourceError({
      kind: 'configuration',
      summary: t('The AWS profile “{profile}” does not exist', { profile: name }),
      detail: t('It is neither in {configFile} nor in {credentialsFile}.', { configFile, credentialsFile }),
      remedy: 'selectConnection',
    });
  }
  const session = settings?.['sso_session'];
  if (session !== undefined && !config.ssoSessions.has(session)) {
    throw new JobSourceError({
      kind: 'configuration',
      summary: t('The AWS profile “{profile}” names an SSO session that does not exist', { profile: name }),
      detail: t('There is no [sso-session {session}] in {file}.', { session, file: config.configFile }),
      remedy: 'editAwsConfig',
    });
  }
  return { name, kind: profileKind(settings ?? {}), settings: settings ?? {} };
}

/** The profile that a connection goes by: for the environment's keys, the one whose region and endpoint go with them. Throws like {@link findProfile}. */
export function profileInUse(
  config: SharedConfig,
  connection: Pick<AwsConnection, 'profile' | 'isEnvironment'>,
  environment: NodeJS.ProcessEnv,
  t: Translate,
): NamedProfile {
  if (!connection.isEnvironment) return findProfile(config, connection.profile, environment, t);
  const name = environment['AWS_PROFILE'] || defaultProfile;
  return { name, kind: 'keys', settings: config.profiles.get(name) ?? {} };
}

/** How a person signs in for a profile: `aws sso login` or `aws login` with the profile that has the session. */
export interface SignIn {
  readonly command: 'sso login' | 'login';
  readonly profile: string;
}

/** How to sign in for a profile, or for the one that its role is assumed from; undefined where there is no sign-in. */
export function signInOf(config: SharedConfig, profile: NamedProfile): SignIn | undefined {
  for (const { kind, name } of profileChain(config, profile)) {
    if (kind === 'sso') return { command: 'sso login', profile: name };
    if (kind === 'login') return { command: 'login', profile: name };
  }
  return undefined;
}

/** The role that a code of this MFA device opens: the profile's own, or that of one that it comes from. */
export function roleBehindMfa(
  config: SharedConfig,
  profile: NamedProfile,
  serial: string,
): string | undefined {
  for (const { settings } of profileChain(config, profile))
    if (settings['mfa_serial'] === serial) return settings['role_arn'];
  return undefined;
}

/** A profile and, one after the other, those that its role is assumed from; a circle is walked once. */
export function* profileChain(config: SharedConfig, profile: NamedProfile): Generator<NamedProfile> {
  const seen = new Set<string>();
  for (let next = profile; ; ) {
    yield next;
    seen.add(next.name);
    const name = next.settings['source_profile'];
    if (next.kind !== 'role' || name === undefined || seen.has(name)) return;
    const settings = config.profiles.get(name) ?? {};
    next = { name, kind: profileKind(settings), settings };
  }
}

/** In the order in which the SDK looks for credentials in a profile. */
function profileKind(settings: ConfigSection): ProfileKind {
  if (settings['role_arn'] && (settings['source_profile'] || settings['credential_source'])) return 'role';
  if (settings['aws_access_key_id'] && settings['aws_secret_access_key']) return 'keys';
  if (settings['web_identity_token_file'] && settings['role_arn']) return 'webIdentity';
  if (settings['credential_process']) return 'process';
  if (ssoSettings.some((name) => settings[name])) return 'sso';
  return settings['login_session'] ? 'login' : 'other';
}

const ssoSettings = ['sso_start_url', 'sso_account_id', 'sso_session', 'sso_region', 'sso_role_name'];

function optionalAccount(settings: ConfigSection): { accountId?: string } {
  const accountId =
    accountOfArn(settings['role_arn']) ?? settings['sso_account_id'] ?? settings['aws_account_id'];
  return accountId !== undefined && /^\d{12}$/.test(accountId) ? { accountId } : {};
}

function accountOfArn(arn: string | undefined): string | undefined {
  return arn?.split(':')[4];
}
