import type { JobFailure } from '../../jobs/jobSource.js';

/** Access keys as they are written somewhere. */
export interface WrittenKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Access keys of the AWS files. */
export interface KeysPlan extends WrittenKeys {
  readonly kind: 'keys';
}

/** A role that the credentials of `source` assume. */
export interface RolePlan {
  readonly kind: 'role';
  readonly roleArn: string;
  readonly source: CredentialPlan;
  readonly mfaSerial?: string | undefined;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

/** A role that the token in a file opens. */
export interface WebIdentityPlan {
  readonly kind: 'webIdentity';
  readonly roleArn: string;
  readonly tokenFile: string;
  readonly sessionName?: string | undefined;
}

/** A role of IAM Identity Center, by the token of an `aws sso login`. */
export interface SsoPlan {
  readonly kind: 'sso';
  /** The profile to sign in with. */
  readonly profile: string;
  /** The name of its `sso-session` section; absent in profiles of the older form. */
  readonly session?: string | undefined;
  readonly startUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
}

/** The console sign-in of `aws login`. */
export interface LoginPlan {
  readonly kind: 'login';
  /** The profile to sign in with. */
  readonly profile: string;
  readonly session: string;
  /** The region of the profile, where the token names none. */
  readonly region?: string | undefined;
}

/** A program that prints credentials. */
export interface ProcessPlan {
  readonly kind: 'process';
  readonly profile: string;
  readonly command: string;
}

/** The keys in the environment. */
export interface EnvironmentPlan extends WrittenKeys {
  readonly kind: 'environment';
  readonly expiration?: Date | undefined;
}

/** The role of this machine: of its container, of its instance, or of whichever of the two it has. */
export interface MachinePlan {
  readonly kind: 'container' | 'instance' | 'machine';
  /** Where the files name an address of the instance's metadata other than the usual one. */
  readonly metadata: InstanceMetadataSettings;
}

/** What the profile says of the metadata service of an instance. */
export interface InstanceMetadataSettings {
  readonly endpoint?: string | undefined;
  readonly endpointMode?: string | undefined;
  readonly isV1Disabled: boolean;
}

/** Settings that lead to no credentials: nothing is signed. */
export interface UnusablePlan {
  readonly kind: 'unusable';
  readonly failure: JobFailure;
}

/** Where the credentials of a connection come from. Nothing has been asked for yet. */
export type CredentialPlan =
  | EnvironmentPlan
  | KeysPlan
  | LoginPlan
  | MachinePlan
  | ProcessPlan
  | RolePlan
  | SsoPlan
  | UnusablePlan
  | WebIdentityPlan;

/** A plan and, one after the other, those that its role is assumed from. */
export function* planChain(plan: CredentialPlan): Generator<CredentialPlan> {
  for (let next = plan; ; next = next.source) {
    yield next;
    if (next.kind !== 'role') return;
  }
}

/** Why a plan cannot be used, also where that is so of a role's source; undefined where it can. */
export function failureOfPlan(plan: CredentialPlan): JobFailure | undefined {
  for (const one of planChain(plan)) if (one.kind === 'unusable') return one.failure;
  return undefined;
}

/**
 * How a person signs in for a profile: `aws sso login` or `aws login` with the profile that has the session.
 */
export interface SignIn {
  readonly command: 'sso login' | 'login';
  readonly profile: string;
}

/** How to sign in for a plan; undefined where there is no sign-in. */
export function signInOf(plan: CredentialPlan): SignIn | undefined {
  for (const one of planChain(plan)) {
    if (one.kind === 'sso') return { command: 'sso login', profile: one.profile };
    if (one.kind === 'login') return { command: 'login', profile: one.profile };
  }
  return undefined;
}

/** The program that a plan runs, at any depth: some profiles hide one behind a role. */
export function runsProgram(plan: CredentialPlan): boolean {
  for (const one of planChain(plan)) if (one.kind === 'process') return true;
  return false;
}
