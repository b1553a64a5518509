import { listProfiles, openConnection } from '../../../../src/aws/connectionSource.js';
import { readSharedConfig } from '../../../../src/aws/sharedConfig.js';
import { JobSourceError } from '../../../../src/jobs/jobSource.js';
import { inEnglish as t } from '../../../../src/jobs/translate.js';
import type { IdentifyingCloud } from './identifyingCloud.js';

/** The access key that signed what was sent, `+TOKEN` with a session token; or why nothing was sent. */
export type Signing = { readonly key: string } | { readonly error: string };

/** What is held beside the AWS CLI: the extension's own reading of the AWS files of this process's environment. */
export interface Subject {
  /** In the order in which a person sees them. Rejects where a file is refused. */
  profiles(): Promise<readonly string[]>;
  /** Those of a subsection as `s3.name`. */
  settings(profile: string): Promise<Readonly<Record<string, string>>>;
  /** As {@link ProfileKind}. */
  kind(profile: string): Promise<string>;
  /** Asks for one page of backup jobs; null for no profile. */
  signing(profile: string | null): Promise<Signing>;
}

/** The extension's reading, which sends its requests to `cloud`. */
export function subjectOf(cloud: IdentifyingCloud): Subject {
  return {
    profiles: async () => (await listProfiles({ t })).map(({ name }) => name),
    settings: async (profile) => {
      const section = (await readSharedConfig(process.env, t)).profiles.get(profile) ?? {};
      const entries = Object.entries(section).filter((one): one is [string, string] => one[1] !== undefined);
      return Object.fromEntries(entries);
    },
    kind: async (profile) =>
      (await listProfiles({ t })).find(({ name }) => name === profile)?.kind ?? 'absent',
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
    t,
  });
  try {
    await regions[0].source.listBackupJobs({}, { signal: new AbortController().signal });
  } finally {
    dispose();
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof JobSourceError)) throw error;
  const { detail, kind, summary } = error.failure;
  return `${kind}: ${summary}. ${detail}`;
}
