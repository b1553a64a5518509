/** Whose backup jobs, and where. */
export interface AwsConnection {
  /** Absent for the default credential chain. */
  readonly profile?: string | undefined;
  /** Whether the keys of the environment are meant, whatever `AWS_PROFILE` says. */
  readonly isEnvironment?: boolean | undefined;
  /** The configured region where there is none. */
  readonly regions?: readonly string[] | undefined;
}
