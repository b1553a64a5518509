/** What the extension is called, by its manifest. */
export const extensionId = 'backup-jobs.backup-jobs-explorer';
