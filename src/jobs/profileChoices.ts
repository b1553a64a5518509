import type { JobFailure } from './jobSource.js';
import type { SignIn } from './openedConnection.js';

/** A profile of the AWS config and credentials files, as the picker shows it. */
export interface ProfileChoice {
  readonly name: string;
  readonly region?: string | undefined;
  /** Twelve digits; absent if the files do not name the account. */
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
  /** How to sign in; absent if the profile can be used without a new sign-in. */
  readonly neededSignIn?: SignIn | undefined;
  /** Whether the profile, or the source of its role, runs a program. */
  readonly runsProgram?: true;
  /** Why the profile cannot be used, in sentences. */
  readonly problem?: string | undefined;
  /** The place of the problem, if it is in an AWS file. */
  readonly place?: JobFailure['place'];
}

/** A section of the config file that AWS tools ignore, although its author may expect otherwise. */
export interface SkippedSection {
  /** The text between the brackets. */
  readonly header: string;
  readonly place: FilePlace;
  /**
   * The header lacks a prefix, has an unclosed quote, or has too few or too many words; or a later section
   * with the same name replaces this one.
   */
  readonly reason: 'noPrefix' | 'quotes' | 'replaced' | 'words';
}

/** A line of an AWS file. */
export interface FilePlace {
  /** An absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** The contents of the AWS files for the picker. */
export interface ProfileChoices {
  readonly profiles: readonly ProfileChoice[];
  readonly skipped: readonly SkippedSection[];
}
