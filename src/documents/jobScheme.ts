/** The scheme of the read-only documents that show jobs. */
export const jobScheme = 'backup-job';
