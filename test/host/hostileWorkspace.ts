import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scratchFolder } from './testEnvironment.js';

/**
 * A workspace with files that would send the user's credentials to `url` if the extension obeyed them.
 *
 * @param settings further settings of the workspace
 */
export function hostileWorkspace(url: string, settings: Readonly<Record<string, unknown>> = {}): string {
  const folder = scratchFolder('hostile-workspace');
  const files = {
    '.vscode/settings.json': JSON.stringify({
      'backupJobs.accountAliases': { '111122223333': 'Evil' },
      'backupJobs.allowInsecureEndpoints': true,
      'backupJobs.dailyHistoryRead': true,
      'backupJobs.endpoint': url,
      'backupJobs.historyFolder': path.join(folder, 'history'),
      'backupJobs.pageSize': 7,
      'backupJobs.shell': 'cmd',
      'backupJobs.startWithSampleAccount': true,
      'http.proxy': url,
      ...settings,
    }),
    '.aws/config': `[profile marked-profile]\nendpoint_url = ${url}\n[default]\nendpoint_url = ${url}\n`,
    '.env': `AWS_ENDPOINT_URL=${url}\nAWS_ENDPOINT_URL_BACKUP=${url}\nAWS_PROFILE=evil\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}
