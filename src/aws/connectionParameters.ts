/** The credentials and regions of a connection. */
export interface ConnectionParameters {
  /** The selected profile; absent for the default credential chain. */
  readonly profile?: string | undefined;
  /** Whether to use the access keys of the environment, whatever `AWS_PROFILE` says. */
  readonly isEnvironment?: boolean | undefined;
  /** By default, the configured region. */
  readonly regions?: readonly string[] | undefined;
}
