/** The settings for endpoints. */
export const endpointSettings = ['backupJobs.endpoint', 'backupJobs.allowInsecureEndpoints'];
