import * as l10n from '@vscode/l10n';
import { failureOf, type JobFailure, JobSourceError } from '../../jobs/jobSource.js';
import type { SignIn } from '../../jobs/openedConnection.js';
import { environmentProfiles } from '../awsFiles.js';
import type { ConnectionParameters } from '../connectionParameters.js';
import {
  configuredEndpoints,
  type EndpointService,
  type Endpoints,
  type EndpointVariables,
  endpointVariables,
} from '../endpoint.js';
import { type AwsProfile, placeOf } from './awsProfile.js';
import { type CredentialPlan, failureOfPlan, planChain, signInOf } from './credentialPlan.js';
import { type Settings, textOf } from './iniFile.js';
import { planEnvironment } from './planEnvironment.js';
import { planDefaultChain, planProfile } from './planProfile.js';
import { defaultProfile, type SharedConfig } from './sharedConfig.js';

/** The inputs for resolving a profile. */
export interface ResolveOptions {
  readonly config: SharedConfig;
  readonly environment: NodeJS.ProcessEnv;
  /** Replaces the endpoints of AWS Backup and STS. */
  readonly standIn?: string | undefined;
  /** Whether HTTP is allowed to any host. */
  readonly allowsInsecure?: boolean | undefined;
}

/**
 * A resolved profile. All parts of the extension use it, so that the profile in the picker is the one that
 * signs requests.
 */
export interface ResolvedProfile {
  readonly name: string;
  /** Whether the user or the environment names the profile. The environment's keys are then ignored. */
  readonly isNamed: boolean;
  readonly settings: Settings;
  readonly plan: CredentialPlan;
  readonly endpoints: Endpoints;
  /** The region that the profile names. */
  readonly region?: string | undefined;
  /** Twelve digits; absent if the files do not name the account. */
  readonly accountId?: string | undefined;
  /** Absent if the credentials do not come from a sign-in. */
  readonly signIn?: SignIn | undefined;
  /** Why the profile cannot be used. */
  readonly failure?: JobFailure | undefined;
}

/** The services that a connection uses, including those of its sign-in, if it has one. */
export function servicesInUse(plan: CredentialPlan): readonly EndpointService[] {
  const services: EndpointService[] = ['backup', 'sts'];
  for (const { kind } of planChain(plan)) {
    if (kind === 'sso') services.push('sso', 'sso_oidc');
    if (kind === 'login') services.push('signin');
  }
  return services;
}

/** Resolves all profiles of the AWS files in their order, as if each were selected. */
export function resolveProfiles(options: ResolveOptions): ResolvedProfile[] {
  const variables = endpointVariables(options.environment);
  return [...options.config.profiles.values()].map((profile) =>
    resolved(profile, planProfile(profile, options), { ...options, isNamed: true, variables }),
  );
}

/**
 * Resolves the profile of a connection: the selected one, else that of the environment, else the default
 * chain of the AWS CLI. If the connection uses the keys of the environment, the profile provides only the
 * region and the endpoints. Throws a JobSourceError of kind `configuration` if a named profile does not
 * exist, or if the environment names two.
 */
export function resolveConnection(
  connection: Pick<ConnectionParameters, 'profile' | 'isEnvironment'>,
  options: ResolveOptions,
): ResolvedProfile {
  const { config } = options;
  if (connection.isEnvironment) {
    const name = environmentProfile(options) ?? defaultProfile;
    return resolved(config.profiles.get(name) ?? emptyProfile(name), planEnvironment(options.environment), {
      ...options,
      isNamed: false,
    });
  }
  const named = connection.profile || environmentProfile(options);
  const profile = config.profiles.get(named ?? defaultProfile);
  if (named === undefined) {
    const chain = profile ?? emptyProfile(defaultProfile);
    return resolved(chain, planDefaultChain(chain, options), { ...options, isNamed: false });
  }
  if (profile !== undefined)
    return resolved(profile, planProfile(profile, options), { ...options, isNamed: true });
  throw new JobSourceError({
    kind: 'configuration',
    summary: l10n.t('The AWS profile “{profile}” does not exist', { profile: named }),
    detail: searchedFilesText(config),
    remedy: 'selectConnection',
  });
}

/**
 * A sentence that names the files that were searched. If the variable of a file is empty, there is no such
 * file.
 */
function searchedFilesText({ configFile, credentialsFile }: SharedConfig): string {
  if (configFile && credentialsFile)
    return l10n.t('It is neither in {configFile} nor in {credentialsFile}.', { configFile, credentialsFile });
  const file = configFile || credentialsFile;
  return file
    ? l10n.t('It is not in {file}. No other file is read: {variable} is empty.', {
        file,
        variable: configFile ? 'AWS_SHARED_CREDENTIALS_FILE' : 'AWS_CONFIG_FILE',
      })
    : l10n.t('No file is read: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE are empty.');
}

/** The profile that the environment names; undefined if there is none. Throws if it names two. */
function environmentProfile({ environment }: ResolveOptions): string | undefined {
  const [profile, fallback] = environmentProfiles(environment);
  if (profile === undefined || fallback === undefined) return profile;
  throw new JobSourceError({
    kind: 'configuration',
    summary: l10n.t('Conflicting AWS_PROFILE and AWS_DEFAULT_PROFILE'),
    detail: l10n.t(
      'They are “{profile}” and “{fallback}”. Select a profile, or remove one of them and restart VS Code.',
      { profile, fallback },
    ),
    remedy: 'selectConnection',
  });
}

function resolved(
  profile: AwsProfile,
  plan: CredentialPlan,
  options: ResolveOptions & { readonly isNamed: boolean; readonly variables?: EndpointVariables },
): ResolvedProfile {
  const { name, settings } = profile;
  const { allowsInsecure, config, environment, isNamed, standIn } = options;
  const common = {
    name,
    isNamed,
    settings,
    plan,
    region: textOf(settings, 'region'),
    accountId: accountOf(plan, settings),
    signIn: signInOf(plan),
  };
  try {
    const endpoints = configuredEndpoints({
      variables: options.variables ?? endpointVariables(environment),
      settings,
      place: placeOf(profile),
      services: config.services,
      standIn,
      allowsInsecure,
    });
    return { ...common, endpoints, failure: failureOfPlan(plan) };
  } catch (error) {
    return { ...common, endpoints: {}, failure: failureOf(error) };
  }
}

function emptyProfile(name: string): AwsProfile {
  return { name, settings: new Map() };
}

function accountOf(plan: CredentialPlan, settings: Settings): string | undefined {
  const accountId = statedAccount(plan) ?? textOf(settings, 'aws_account_id');
  return accountId !== undefined && /^\d{12}$/.test(accountId) ? accountId : undefined;
}

function statedAccount(plan: CredentialPlan): string | undefined {
  switch (plan.kind) {
    case 'role':
    case 'webIdentity':
      return plan.roleArn.split(':')[4];
    case 'sso':
      return plan.accountId;
    case 'container':
    case 'environment':
    case 'instance':
    case 'keys':
    case 'login':
    case 'machine':
    case 'process':
    case 'unusable':
      return undefined;
  }
}

/** The role that needs a code of this MFA device: that of the profile, or of one of its sources. */
export function roleBehindMfa(plan: CredentialPlan, serial: string): string | undefined {
  for (const one of planChain(plan)) if (one.kind === 'role' && one.mfaSerial === serial) return one.roleArn;
  return undefined;
}
