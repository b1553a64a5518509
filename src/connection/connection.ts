import * as l10n from '@vscode/l10n';

/** Whose backup jobs are shown: the built-in sample account, or an AWS account in some regions. */
export type Connection = { readonly kind: 'sample' } | AwsConnection;

/** An AWS profile, the keys of the environment, or, with neither, the default credential chain. */
export interface AwsConnection {
  readonly kind: 'aws';
  readonly profile?: string;
  readonly isEnvironment?: true;
  /** Each once; the configured region where there is none. */
  readonly regions?: readonly string[];
}

/** The connection that needs no AWS account. */
export const sampleConnection: Connection = { kind: 'sample' };

/** The keys of the environment, whatever `AWS_PROFILE` says. */
export const environmentConnection: AwsConnection = { kind: 'aws', isEnvironment: true };

/** The region that the sample account says it is in. */
export const sampleRegion = 'us-east-1';

/** Names a connection in ids and URIs; the same for every region of it. */
export function connectionKey(connection: Connection): string {
  if (connection.kind === 'sample') return 'sample';
  if (connection.isEnvironment) return 'environment';
  return connection.profile === undefined ? 'default' : `${profilePrefix}${connection.profile}`;
}

/** The profile that a key names; undefined for the others. */
export function profileOfKey(key: string): string | undefined {
  return key.startsWith(profilePrefix) ? key.slice(profilePrefix.length) : undefined;
}

/** What a person calls a connection. */
export function connectionLabel(connection: Connection): string {
  if (connection.kind === 'sample') return l10n.t('Sample account');
  if (connection.isEnvironment) return l10n.t('Environment');
  return connection.profile ?? l10n.t('Default credentials');
}

/**
 * What was kept of a connection, where it still is one. The kept value is looked at as if a stranger had
 * written it.
 */
export function connectionFrom(kept: unknown): Connection | undefined {
  const { kind, profile, isEnvironment, regions, region } = fieldsOf(kept);
  if (kind === 'sample') return sampleConnection;
  if (kind !== 'aws') return undefined;
  const named = (Array.isArray(regions) ? regions : [region]).filter((one) => typeof one === 'string');
  return {
    kind,
    ...(typeof profile === 'string' && { profile }),
    ...(isEnvironment === true && { isEnvironment }),
    ...(named.length > 0 && { regions: [...new Set<string>(named)] }),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const profilePrefix = 'profile:';
