/** The settings that say which endpoints may be asked. */
export const endpointSettings = ['backupJobs.endpoint', 'backupJobs.allowInsecureEndpoints'];
