import type { SignIn } from './signIn.js';

/** A profile of the AWS config and credentials files, as far as the picker tells of it. */
export interface ProfileChoice {
  readonly name: string;
  readonly region?: string | undefined;
  /** Twelve digits, where the files tell whose account it is. */
  readonly accountId?: string | undefined;
  /** Where its credentials come from. */
  readonly kind: 'keys' | 'login' | 'other' | 'process' | 'role' | 'sso' | 'webIdentity';
  /** How to sign in, where that has to be done before the profile can be used. */
  readonly neededSignIn?: SignIn | undefined;
}

/** The regions that there are to choose from. */
export interface RegionChoices {
  /** The one that the environment or the profile names. */
  readonly configured: string | undefined;
  /** Every region that may be named, the most likely first. */
  readonly all: readonly string[];
}

/** What the pickers ask of the AWS files and of the environment, each time afresh. */
export interface AwsChoices {
  profiles(): Promise<readonly ProfileChoice[]>;
  regions(profile: string | undefined): Promise<RegionChoices>;
  /** Whether the environment holds keys, and which profile it names. */
  environment(): { readonly hasKeys: boolean; readonly profile: string | undefined };
}
