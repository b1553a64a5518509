/** The job reports that Athena reads: where they are, who reads them, and of which regions. */
export interface AthenaPlace {
  /** The selected profile; absent for the default credential chain. */
  readonly profile?: string | undefined;
  /** Whether the access keys of the environment are used. */
  readonly isEnvironment?: true | undefined;
  /** The region of Athena. */
  readonly region: string;
  readonly workGroup: string;
  /** The data catalog. */
  readonly catalog: string;
  readonly database: string;
  readonly table: string;
  /** The regions of the jobs, at least one; {@link noRegion} stands for the jobs that name none. */
  readonly regions: readonly string[];
}

/** The data catalog of AWS Glue. */
export const glueCatalog = 'AwsDataCatalog';

/** The address that stands for the reports in the paths of a history. No path of a file is like it. */
export function athenaAddress(place: AthenaPlace): string {
  const { catalog, database, isEnvironment, profile, region, regions, table, workGroup } = place;
  const fields = new URLSearchParams({ region, workGroup, catalog, database, table });
  if (profile !== undefined) fields.set('profile', profile);
  if (isEnvironment) fields.set('isEnvironment', 'true');
  for (const one of regions) fields.append('jobs', one);
  return `${scheme}${fields}`;
}

/** Whether a path of a history is the address of reports that Athena reads. */
export function isAthenaAddress(path: string): boolean {
  return path.startsWith(scheme);
}

/** The reports at an address, which is untrusted; undefined if it is not valid. */
export function athenaPlaceFrom(address: string): AthenaPlace | undefined {
  if (!isAthenaAddress(address)) return undefined;
  const fields = new URLSearchParams(address.slice(scheme.length));
  const regions = [...new Set(fields.getAll('jobs'))];
  const [region, workGroup, catalog, database, table] = required.map((name) => fields.get(name));
  if (!region || !workGroup || !catalog || !database || !table || !regions.every(isRegionOrNone))
    return undefined;
  if (!isRegion(region) || regions.length === 0) return undefined;
  const profile = fields.get('profile');
  return {
    ...{ region, workGroup, catalog, database, table, regions },
    ...(profile && { profile }),
    ...(fields.get('isEnvironment') === 'true' && { isEnvironment: true }),
  };
}

/** Whether a text is the name of a region, as far as its form shows. */
export function isRegion(name: string): boolean {
  return /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(name);
}

/** The region of the jobs of which a report names no region. */
export const noRegion = '';

function isRegionOrNone(name: string): boolean {
  return name === noRegion || isRegion(name);
}

const scheme = 'athena:?';
const required = ['region', 'workGroup', 'catalog', 'database', 'table'] as const;
