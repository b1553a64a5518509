import type { Settings } from './iniFile.js';

/** A line of one of the AWS files. */
export interface FilePlace {
  /** An absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What one file says of a profile. */
export interface ProfileSection {
  readonly place: FilePlace;
  readonly settings: Settings;
}

/**
 * A profile of the AWS files. The access keys are those of one file; everything else is what both files say.
 */
export interface AwsProfile {
  readonly name: string;
  /** Of both files; the credentials file has the last word. */
  readonly settings: Settings;
  readonly inConfigFile?: ProfileSection | undefined;
  readonly inCredentialsFile?: ProfileSection | undefined;
}

/**
 * Why a section of the config file is not in use: it lacks a prefix, its quotes or its words are off, or a
 * later one replaces it.
 */
export type SkipReason = 'noPrefix' | 'quotes' | 'replaced' | 'words';

/** A section that the AWS CLI passes over, so that somebody may miss it. */
export interface SkippedSection {
  /** As it stands between the brackets. */
  readonly header: string;
  readonly place: FilePlace;
  readonly reason: SkipReason;
}

/** Where a profile is written, for a message about it. */
export function placeOf({ inConfigFile, inCredentialsFile }: AwsProfile): FilePlace | undefined {
  return (inConfigFile ?? inCredentialsFile)?.place;
}
