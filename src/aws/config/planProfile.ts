import * as l10n from '@vscode/l10n';
import type { AwsProfile } from './awsProfile.js';
import type { CredentialPlan, MachinePlan, UnusablePlan } from './credentialPlan.js';
import { type Settings, textOf } from './iniFile.js';
import { planEnvironment } from './planEnvironment.js';
import { type PlanContext, planOwnCredentials } from './planOwnCredentials.js';
import { PlanProblems } from './planProblems.js';
import { problemOfSession } from './planSso.js';

/**
 * Where the credentials of a named profile come from, by the rules of `aws --profile`: keys and web identity
 * of the environment are ignored. A profile without credential settings uses the role of this machine, as in
 * the CLI. A profile with incomplete settings is unusable, although the CLI falls back to that role for some
 * of them.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/credentials.py create_credential_resolver
 */
export function planProfile(profile: AwsProfile, context: PlanContext): CredentialPlan {
  const problem = problemOf(profile, context);
  if (problem !== undefined) return problem;
  if (isRole(profile.settings)) return planRole(profile, context, [profile.name]);
  const own = planOwnCredentials(profile, context);
  if (own !== undefined) return own;
  const leftover = [...profile.settings.keys()].find((name) => credentialSettings.test(name));
  return leftover === undefined
    ? machinePlan('machine', profile.settings)
    : new PlanProblems(profile).incomplete(leftover);
}

/**
 * Where credentials come from without a named profile: first the keys and the web identity of the
 * environment, then the default profile.
 */
export function planDefaultChain(profile: AwsProfile, context: PlanContext): CredentialPlan {
  const { environment } = context;
  const problem = problemOf(profile, context);
  if (problem !== undefined) return problem;
  if (environment['AWS_ACCESS_KEY_ID']) return planEnvironment(context.environment);
  const hasWebIdentity = environment['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined;
  if (isRole(profile.settings) || !(hasWebIdentity || profile.settings.has('web_identity_token_file')))
    return planProfile(profile, context);
  const settings = new Map(profile.settings);
  for (const [variable, name] of webIdentityVariables) {
    const value = environment[variable];
    if (value !== undefined) settings.set(name, value);
  }
  return planProfile({ ...profile, settings }, context);
}

/** A problem that makes a profile unusable, whatever its credentials are. */
function problemOf(profile: AwsProfile, context: PlanContext): UnusablePlan | undefined {
  const problems = new PlanProblems(profile);
  for (const [name, value] of profile.settings)
    if (typeof value !== 'string' && credentialSettings.test(name)) return problems.incomplete(name);
  return problemOfSession(profile, context.config, problems);
}

function isRole(settings: Settings): boolean {
  return settings.has('role_arn') && !settings.has('web_identity_token_file');
}

function hasKeys(settings: Settings): boolean {
  return settings.has('aws_access_key_id') || settings.has('aws_secret_access_key');
}

/** `visited` contains the chain of source profiles up to and including this one. */
function planRole(profile: AwsProfile, context: PlanContext, visited: readonly string[]): CredentialPlan {
  const { settings } = profile;
  const problems = new PlanProblems(profile);
  const roleArn = textOf(settings, 'role_arn');
  if (!roleArn) return problems.incomplete('role_arn');
  const [sourceProfile, credentialSource] = [
    textOf(settings, 'source_profile'),
    textOf(settings, 'credential_source'),
  ];
  if (sourceProfile !== undefined && credentialSource !== undefined) return problems.roleWithTwoSources();
  const source =
    credentialSource !== undefined
      ? planSource(credentialSource, profile, context)
      : sourceProfile !== undefined
        ? planSourceProfile(sourceProfile, profile, context, visited)
        : problems.incomplete('role_arn', [l10n.t('source_profile or credential_source')]);
  const duration = textOf(settings, 'duration_seconds') ?? '';
  return {
    kind: 'role',
    roleArn,
    source,
    mfaSerial: textOf(settings, 'mfa_serial'),
    externalId: textOf(settings, 'external_id'),
    sessionName: textOf(settings, 'role_session_name'),
    durationSeconds: /^\d+$/.test(duration) ? Number(duration) : undefined,
  };
}

function planSource(source: string, profile: AwsProfile, context: PlanContext): CredentialPlan {
  if (source === 'Environment') return planEnvironment(context.environment);
  if (source === 'EcsContainer') return machinePlan('container', profile.settings);
  if (source === 'Ec2InstanceMetadata') return machinePlan('instance', profile.settings);
  return new PlanProblems(profile).unknownSource(source);
}

/** A source must have credentials or be a role itself. It never falls back to the role of the machine. */
function planSourceProfile(
  name: string,
  parent: AwsProfile,
  context: PlanContext,
  visited: readonly string[],
): CredentialPlan {
  const problems = new PlanProblems(parent);
  const source = context.config.profiles.get(name);
  if (source === undefined) return problems.unknownProfile(name);
  const { settings } = source;
  // A profile may be its own source if it has keys.
  if (visited.includes(name) && (name !== parent.name || !hasKeys(settings))) return problems.loop(name);
  const problem = problemOf(source, context);
  if (problem !== undefined) return problem;
  if (isRole(settings) && !hasKeys(settings)) return planRole(source, context, [...visited, name]);
  return planOwnCredentials(source, context) ?? problems.sourceWithoutCredentials(name);
}

function machinePlan(kind: MachinePlan['kind'], settings: Settings): MachinePlan {
  return {
    kind,
    metadata: {
      endpoint: textOf(settings, 'ec2_metadata_service_endpoint'),
      endpointMode: textOf(settings, 'ec2_metadata_service_endpoint_mode'),
      isV1Disabled: textOf(settings, 'ec2_metadata_v1_disabled')?.toLowerCase() === 'true',
    },
  };
}

const webIdentityVariables = [
  ['AWS_WEB_IDENTITY_TOKEN_FILE', 'web_identity_token_file'],
  ['AWS_ROLE_ARN', 'role_arn'],
  ['AWS_ROLE_SESSION_NAME', 'role_session_name'],
] as const;

/** Matches prefixes, so that a misspelled setting matches, too. */
const credentialSettings =
  /^(aws_(?!account_id$)|credential_|duration_seconds|external_id|login_|mfa_|role_|source_|sso_|web_identity)/;
