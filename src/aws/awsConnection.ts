/** Which credentials and regions to use. */
export interface AwsConnection {
  /** Absent for the default credential chain. */
  readonly profile?: string | undefined;
  /** Whether to use the access keys of the environment, whatever `AWS_PROFILE` says. */
  readonly isEnvironment?: boolean | undefined;
  /** By default, the configured region. */
  readonly regions?: readonly string[] | undefined;
}
