import type { JobFailure } from '../jobs/jobSource.js';
import type { SignIn } from '../jobs/openedConnection.js';

/** A profile of the AWS config and credentials files, as far as the picker shows it. */
export interface ProfileChoice {
  readonly name: string;
  readonly region?: string | undefined;
  /** Twelve digits, where the files say whose account it is. */
  readonly accountId?: string | undefined;
  /** Where its credentials come from. */
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
  /** How to sign in, where that has to be done before the profile can be used. */
  readonly neededSignIn?: SignIn | undefined;
  /** Whether to use it runs a program, be it for the profile that its role is assumed from. */
  readonly runsProgram?: true;
  /** Why nothing can be signed with it, in sentences. */
  readonly problem?: string | undefined;
  /** Where the problem is written, if that is in an AWS file. */
  readonly place?: JobFailure['place'];
}

/** A section of the config file that AWS tools pass over. */
export interface SkippedChoice {
  readonly header: string;
  readonly place: { readonly file: string; readonly line: number };
  /** What it lacks: a prefix, a closed quote, a name of one word, or being the last of its name. */
  readonly reason: 'noPrefix' | 'quotes' | 'replaced' | 'words';
}

/** What the AWS files offer. */
export interface ProfileChoices {
  readonly profiles: readonly ProfileChoice[];
  readonly skipped: readonly SkippedChoice[];
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
  profiles(): Promise<ProfileChoices>;
  regions(profile: string | undefined): Promise<RegionChoices>;
  /** Whether the environment holds keys, and which profiles it names. */
  environment(): { readonly hasKeys: boolean; readonly profiles: readonly string[] };
  /** Calls back when the AWS files have changed. */
  watch(onChange: () => void): { dispose(): void };
  /**
   * The environment for the AWS CLI where it runs in the home folder: it names the same files as this
   * process's own does.
   */
  cliEnvironment(): NodeJS.ProcessEnv;
}
