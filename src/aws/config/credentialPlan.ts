import type { JobFailure } from '../../jobs/jobSource.js';
import type { SignIn } from '../../jobs/openedConnection.js';

/** Access keys from a file or the environment. */
export interface WrittenKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Access keys in the AWS files. */
export interface KeysPlan extends WrittenKeys {
  readonly kind: 'keys';
}

/** A role that is assumed with the credentials of `source`. */
export interface RolePlan {
  readonly kind: 'role';
  readonly roleArn: string;
  readonly source: CredentialPlan;
  readonly mfaSerial?: string | undefined;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

/** A role that is assumed with a token from a file. */
export interface WebIdentityPlan {
  readonly kind: 'webIdentity';
  readonly roleArn: string;
  readonly tokenFile: string;
  readonly sessionName?: string | undefined;
}

/** A role of IAM Identity Center, with the token of `aws sso login`. */
export interface SsoPlan {
  readonly kind: 'sso';
  /** The profile to sign in with. */
  readonly profile: string;
  /** The name of the `sso-session` section; absent in profiles of the older form. */
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
  /** The region of the profile, used if the token has none. */
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

/** The role of this machine: that of its container, that of its instance, or either of them (`machine`). */
export interface MachinePlan {
  readonly kind: 'container' | 'instance' | 'machine';
  /** The settings of the metadata service in the profile. */
  readonly metadata: InstanceMetadataSettings;
}

/** Settings of the metadata service of an instance. */
export interface InstanceMetadataSettings {
  readonly endpoint?: string | undefined;
  readonly endpointMode?: string | undefined;
  readonly isV1Disabled: boolean;
}

/** Settings that provide no credentials. */
export interface UnusablePlan {
  readonly kind: 'unusable';
  readonly failure: JobFailure;
}

/** The source of a connection's credentials. Making a plan sends no request. */
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

/** A plan, followed by the plans of the sources of its role. */
export function* planChain(plan: CredentialPlan): Generator<CredentialPlan> {
  for (let next = plan; ; next = next.source) {
    yield next;
    if (next.kind !== 'role') return;
  }
}

/** Why a plan, or the source of its role, cannot be used; undefined if it can. */
export function failureOfPlan(plan: CredentialPlan): JobFailure | undefined {
  for (const one of planChain(plan)) if (one.kind === 'unusable') return one.failure;
  return undefined;
}

/** How to sign in for a plan; undefined if it needs no sign-in. */
export function signInOf(plan: CredentialPlan): SignIn | undefined {
  for (const one of planChain(plan)) {
    if (one.kind === 'sso') return { command: 'sso login', profile: one.profile };
    if (one.kind === 'login') return { command: 'login', profile: one.profile };
  }
  return undefined;
}

/** Whether a plan, or the source of its role, runs a program. */
export function runsProgram(plan: CredentialPlan): boolean {
  for (const one of planChain(plan)) if (one.kind === 'process') return true;
  return false;
}
