import type { ProfileChoices } from '../jobs/profileChoices.js';

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
