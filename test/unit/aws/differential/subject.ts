import { resolveProfiles } from '../../../../src/aws/config/resolveProfile.js';
import { readSharedConfig } from '../../../../src/aws/config/sharedConfig.js';
import { openConnection } from '../../../../src/aws/connectionSource.js';
import { listProfiles } from '../../../../src/aws/profileList.js';
import { isJobSourceError } from '../../../../src/jobs/jobSource.js';
import type { IdentifyingCloud } from './identifyingCloud.js';

/** The access key that signed the request, with `+TOKEN` for a session token; or why nothing was sent. */
export type Signing = { readonly key: string } | { readonly error: string };

/** What is compared with the AWS CLI: the extension, with the AWS files of this process's environment. */
export interface Subject {
  /** In the order of the picker. Rejects if a file is refused. */
  profiles(): Promise<readonly string[]>;
  /** Nested settings have names such as `s3.name`. */
  settings(profile: string): Promise<Readonly<Record<string, string>>>;
  /** As in the picker; `unusable` if it cannot sign. */
  kind(profile: string): Promise<string>;
  /** Requests one page of backup jobs; null for no profile. */
  signing(profile: string | null): Promise<Signing>;
}

/** The extension, with all requests going to `cloud`. */
export function subjectOf(cloud: IdentifyingCloud): Subject {
  return {
    profiles: async () => (await listProfiles({})).profiles.map(({ name }) => name),
    settings: async (profile) => {
      const environment = process.env;
      const config = await readSharedConfig(environment);
      const found = resolveProfiles({ config, environment }).find(({ name }) => name === profile);
      const entries = [...(found?.settings ?? [])].flatMap(([name, value]): [string, string][] =>
        typeof value === 'string'
          ? [[name, value]]
          : [...value].map(([inner, text]) => [`${name}.${inner}`, text]),
      );
      return Object.fromEntries(entries);
    },
    kind: async (profile) => {
      const { profiles } = await listProfiles({});
      return profiles.find(({ name }) => name === profile)?.kind ?? 'absent';
    },
    signing: async (profile) => {
      const caller = `subject-${++callers}`;
      const error = await askForJobs(profile, cloud.backupOf(caller)).catch(messageOf);
      const [key, ...others] = new Set(cloud.takeSigners(caller));
      if (others.length > 0) throw new Error(`One page was signed by ${[key, ...others].join(' and ')}`);
      return key === undefined ? { error: error ?? 'nothing was sent' } : { key };
    },
  };
}

let callers = 0;

async function askForJobs(profile: string | null, endpoint: string): Promise<undefined> {
  process.env['AWS_ENDPOINT_URL_BACKUP'] = endpoint;
  const { dispose, regions } = await openConnection({
    connection: { regions: ['us-east-1'], ...(profile !== null && { profile }) },
    log: () => {},
    mfaCode: async () => '123456',
  });
  try {
    await regions[0].source.listBackupJobs({}, { signal: new AbortController().signal });
  } finally {
    dispose();
  }
}

function messageOf(error: unknown): string {
  if (!isJobSourceError(error)) throw error;
  const { detail, kind, summary } = error.failure;
  return `${kind}: ${summary}. ${detail}`;
}
