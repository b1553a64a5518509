import * as l10n from '@vscode/l10n';

/**
 * What to show: the built-in sample account, an AWS account in some regions, or the jobs of a history.
 */
export type Connection = { readonly kind: 'sample' } | AwsConnection | HistoryConnection;

/** The jobs in files and in the files of folders, or in job reports that Athena reads. */
export interface HistoryConnection {
  readonly kind: 'history';
  /**
   * Absolute paths, at least one, in order and without duplicates; or only the address of reports in Athena,
   * see `athenaAddress`.
   */
  readonly paths: readonly string[];
}

/** An AWS profile or the access keys of the environment; with neither, the default credential chain. */
export interface AwsConnection {
  readonly kind: 'aws';
  readonly profile?: string;
  readonly isEnvironment?: true;
  /** Without duplicates. Absent for the configured region. */
  readonly regions?: readonly string[];
}

/** The connection that needs no AWS account. */
export const sampleConnection: Connection = { kind: 'sample' };

/** The access keys of the environment, even if `AWS_PROFILE` is set. */
export const environmentConnection: AwsConnection = { kind: 'aws', isEnvironment: true };

/** The region of the sample account. */
export const sampleRegion = 'us-east-1';

/** The history at these paths; see {@link HistoryConnection}. */
export function historyConnection(paths: readonly string[]): HistoryConnection {
  return { kind: 'history', paths: [...new Set(paths)].sort() };
}

/** Identifies a connection in ids and URIs. It does not depend on the regions. */
export function connectionKey(connection: Connection): string {
  if (connection.kind === 'sample') return 'sample';
  if (connection.kind === 'history') return `${historyPrefix}${JSON.stringify(connection.paths)}`;
  if (connection.isEnvironment) return 'environment';
  return connection.profile === undefined ? 'default' : `${profilePrefix}${connection.profile}`;
}

/** The key of the kept history of a connection with this key. */
export function archiveKey(key: string): string {
  return historyPrefix + key;
}

/** The connection whose kept history has this key; undefined if it is no key of a kept history. */
export function connectionOfArchive(key: string): string | undefined {
  const isOfFiles = key.startsWith(`${historyPrefix}[`);
  return isHistoryKey(key) && !isOfFiles ? key.slice(historyPrefix.length) : undefined;
}

/** Whether a connection key is that of a history: of files, or of the kept history of a connection. */
export function isHistoryKey(key: string): boolean {
  return key.startsWith(historyPrefix);
}

/** The profile of a connection key; undefined if the connection has none. */
export function profileOfKey(key: string): string | undefined {
  return key.startsWith(profilePrefix) ? key.slice(profilePrefix.length) : undefined;
}

/** The name of a connection, as shown to the user. */
export function connectionLabel(connection: Connection): string {
  if (connection.kind === 'sample') return l10n.t('Sample account');
  if (connection.kind === 'history') return l10n.t('History');
  if (connection.isEnvironment) return l10n.t('Environment');
  return connection.profile ?? l10n.t('Default credentials');
}

/**
 * Reads a stored connection, which is untrusted; undefined if the value is not one.
 */
export function connectionFrom(stored: unknown): Connection | undefined {
  const { kind, paths, profile, isEnvironment, regions, region } = fieldsOf(stored);
  if (kind === 'sample') return sampleConnection;
  if (kind === 'history' && Array.isArray(paths) && paths[0] && paths.every(isText)) return { kind, paths };
  if (kind !== 'aws') return undefined;
  const named = (Array.isArray(regions) ? regions : [region]).filter(isText);
  return {
    kind,
    ...(isText(profile) && { profile }),
    ...(isEnvironment === true && { isEnvironment }),
    ...(named.length > 0 && { regions: [...new Set<string>(named)] }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const historyPrefix = 'history:';
const profilePrefix = 'profile:';
