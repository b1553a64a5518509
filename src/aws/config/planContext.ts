import type { SharedConfig } from './sharedConfig.js';

/** What a profile is resolved from. */
export interface PlanContext {
  readonly config: Pick<SharedConfig, 'configFile' | 'profiles' | 'ssoSessions'>;
  readonly environment: NodeJS.ProcessEnv;
}
