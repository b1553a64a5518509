import type { ProfileChoices } from '../jobs/profileChoices.js';

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
