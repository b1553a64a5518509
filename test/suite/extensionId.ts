/** The extension's ID in its manifest. */
export const extensionId = 'backup-jobs.backup-jobs-explorer';
