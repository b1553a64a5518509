import type { JobFailure } from '../jobs/jobSource.js';
import type { SignIn } from './signIn.js';

/** A profile of the AWS config and credentials files, as the picker shows it. */
export interface ProfileChoice {
  readonly name: string;
  readonly region?: string | undefined;
  /** Twelve digits, if the files name the account. */
  readonly accountId?: string | undefined;
  /** Where the credentials come from. */
  readonly kind:
    | 'container'
    | 'environment'
    | 'instance'
    | 'keys'
    | 'login'
    | 'machine'
    | 'process'
    | 'role'
    | 'sso'
    | 'unusable'
    | 'webIdentity';
  /** Set if the user has to sign in before the profile can be used. */
  readonly neededSignIn?: SignIn | undefined;
  /** Set if the profile, or one that its role is assumed from, runs a program for its credentials. */
  readonly runsProgram?: true;
  /** Why the profile cannot be used, in whole sentences. */
  readonly problem?: string | undefined;
  /** Where in an AWS file the problem is. */
  readonly place?: JobFailure['place'];
}

/** A section of the config file that AWS tools ignore. */
export interface SkippedChoice {
  readonly header: string;
  readonly place: { readonly file: string; readonly line: number };
  /**
   * Why AWS tools ignore it: no `profile` prefix, an open quote, a later section of the same name, or several
   * words without quotes.
   */
  readonly reason: 'noPrefix' | 'quotes' | 'replaced' | 'words';
}

/** The profiles of the AWS files. */
export interface ProfileChoices {
  readonly profiles: readonly ProfileChoice[];
  readonly skipped: readonly SkippedChoice[];
}

/** The regions that the user can choose from. */
export interface RegionChoices {
  /** The region that the environment or the profile names. */
  readonly configured: string | undefined;
  /** All known regions, the most likely first. */
  readonly all: readonly string[];
}

/** What the pickers read from the AWS files and the environment. Nothing is cached. */
export interface AwsChoices {
  profiles(): Promise<ProfileChoices>;
  regions(profile: string | undefined): Promise<RegionChoices>;
  /** Whether the environment has access keys, and the profiles that it names. */
  environment(): { readonly hasKeys: boolean; readonly profiles: readonly string[] };
  /** Calls `onChange` when the AWS files have changed. */
  watch(onChange: () => void): { dispose(): void };
  /**
   * The environment for the AWS CLI in the home folder. It names the same files as the environment of this
   * process.
   */
  cliEnvironment(): NodeJS.ProcessEnv;
}
