/** Marks a file as ours: "BJAH" in ASCII. */
export const applicationId = 0x42_4a_41_48;

/**
 * The version of the schema, and of what is kept of files. A newer one is opened for reading only. The index
 * of files has it in its name, so that another version makes its own.
 */
export const schemaVersion = 2;

/** The stored creation date of a job without one: before every date, so that it is listed last. */
export const noCreationDate = -9e15;

/** The columns of a job, in the order in which {@link JobCodec} reads and writes them. */
export const jobColumns = [
  'account',
  'region',
  'key',
  'as_of',
  'finished',
  'form',
  'created',
  'completed',
  'state',
  'category',
  'folded',
  'vault',
  'type',
  'resource',
  'name',
  'parent',
  'message',
  'started',
  'start_by',
  'expected',
  'size',
  'transferred',
  'percent',
  'point_start',
  'point_end',
  'shape',
  'rest',
  'at_least',
] as const;

/** The index that finds a job. */
export const keyIndex = {
  name: 'by_key',
  sql: 'create unique index by_key on jobs (key, account, region)',
};

/**
 * The tables, with the index that finds a job. A text that many jobs have is in a dictionary table, and the
 * job has its number: `texts`; `messages`, with their patterns; `shapes`, which are JSON of the fields that
 * jobs of a rule share. A missing account is 0, because a unique index would not compare NULL.
 */
export const schema = `
create table texts (id integer primary key, value not null unique);
create table messages (id integer primary key, value not null unique, pattern integer);
create table shapes (id integer primary key, value text not null unique, plan integer, role integer);
create table jobs (
  id integer primary key, account integer not null, region integer not null, key not null,
  as_of integer not null, finished integer not null, form integer not null, created integer not null,
  completed integer, state integer, category integer, folded integer, vault integer, type integer,
  resource integer, name integer, parent integer, message integer, started integer, start_by integer,
  expected integer, size integer, transferred integer, percent integer, point_start integer, point_end,
  shape integer, rest text, at_least integer not null
);
create table coverage (account integer not null, region integer not null, start integer not null, stop integer not null);
create table notes (name text primary key, value text not null) without rowid;
${keyIndex.sql};
pragma application_id = ${applicationId};
pragma user_version = ${schemaVersion};
`;

/** The columns of the index `by_group`, in its order. */
export const groupColumns: readonly string[] = ['region', 'vault', 'state', 'folded', 'type', 'account'];

/**
 * The indexes that only make reading faster. `by_time` lists all jobs; `by_vault` lists a vault and state;
 * `by_group` counts by its columns without reading the jobs or sorting; `by_resource` lists the good
 * backups of a resource; `by_parent` lists the nested jobs of a parent.
 */
export const readingIndexes: Readonly<Record<string, string>> = {
  by_time: 'jobs (created)',
  by_vault: 'jobs (vault, state, created)',
  by_group: `jobs (${groupColumns.join(', ')})`,
  by_resource: 'jobs (resource, state, created, folded)',
  by_parent: 'jobs (parent) where parent is not null',
};
