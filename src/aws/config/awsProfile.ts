import type { FilePlace } from '../../jobs/profileChoices.js';
import type { Settings } from './iniFile.js';

/** The settings of a profile in one file. */
export interface ProfileSection {
  readonly place: FilePlace;
  readonly settings: Settings;
}

/**
 * A profile of the AWS files. Its access keys come from one file only. All other settings are merged from
 * both.
 */
export interface AwsProfile {
  readonly name: string;
  /** Merged from both files; the credentials file has precedence. */
  readonly settings: Settings;
  readonly inConfigFile?: ProfileSection | undefined;
  readonly inCredentialsFile?: ProfileSection | undefined;
}

/** The place where a profile is defined, for messages; undefined if no file defines it. */
export function placeOf({ inConfigFile, inCredentialsFile }: AwsProfile): FilePlace | undefined {
  return (inConfigFile ?? inCredentialsFile)?.place;
}
