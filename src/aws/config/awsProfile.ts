import type { Settings } from './iniFile.js';

/** A line of an AWS file. */
export interface FilePlace {
  /** An absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** The settings of a profile in one file. */
export interface ProfileSection {
  readonly place: FilePlace;
  readonly settings: Settings;
}

/**
 * A profile of the AWS files. Access keys are taken from one file only; all other settings are merged from
 * both.
 */
export interface AwsProfile {
  readonly name: string;
  /** Merged from both files; the credentials file has precedence. */
  readonly settings: Settings;
  readonly inConfigFile?: ProfileSection | undefined;
  readonly inCredentialsFile?: ProfileSection | undefined;
}

/**
 * Why a section of the config file is ignored: it lacks a prefix, its quotes are not closed, its header has
 * too few or too many words, or a later section replaces it.
 */
export type SkipReason = 'noPrefix' | 'quotes' | 'replaced' | 'words';

/** A section that the AWS CLI ignores, although its author may expect otherwise. */
export interface SkippedSection {
  /** The text between the brackets. */
  readonly header: string;
  readonly place: FilePlace;
  readonly reason: SkipReason;
}

/** Where a profile is defined, for messages; undefined if no file defines it. */
export function placeOf({ inConfigFile, inCredentialsFile }: AwsProfile): FilePlace | undefined {
  return (inConfigFile ?? inCredentialsFile)?.place;
}
