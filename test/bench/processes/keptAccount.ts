/** The account of the jobs of `archiveServer.js`. */
export const keptAccount = '111122223333';
