import type { SignIn } from '../jobs/openedConnection.js';
import type { ProfileChoice, ProfileChoices } from '../jobs/profileChoices.js';
import { runsProgram } from './config/credentialPlan.js';
import { type ResolvedProfile, resolveConnection, resolveProfiles } from './config/resolveProfile.js';
import { readSharedConfig } from './config/sharedConfig.js';
import { regionsFrom } from './regions.js';
import { SignIns } from './signIns.js';

/** Options of {@link listProfiles} and {@link listRegions}. */
export interface ListOptions {
  /** By default `process.env`. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
  /** Whether HTTP is allowed to any host. */
  readonly allowsInsecureEndpoints?: boolean | undefined;
}

/**
 * The profiles of the AWS files, which are read on each call. Rejects with a JobSourceError of kind
 * `configuration` if a file is not valid.
 */
export async function listProfiles(options: ListOptions): Promise<ProfileChoices> {
  const { allowsInsecureEndpoints: allowsInsecure, environment = process.env } = options;
  const config = await readSharedConfig(environment);
  const signIns = new SignIns(environment);
  const profiles = await Promise.all(
    resolveProfiles({ config, environment, allowsInsecure }).map(async (profile) => {
      const isNeeded = profile.signIn !== undefined && (await signIns.isNeededFor(profile.plan));
      return summaryOf(profile, isNeeded ? profile.signIn : undefined);
    }),
  );
  return { profiles, skipped: config.skipped };
}

function summaryOf(profile: ResolvedProfile, neededSignIn: SignIn | undefined): ProfileChoice {
  const { accountId, failure, name, plan, region } = profile;
  return {
    name,
    kind: failure === undefined ? plan.kind : 'unusable',
    ...(region && { region }),
    ...(accountId && { accountId }),
    ...(neededSignIn && { neededSignIn }),
    ...(runsProgram(plan) && { runsProgram: true }),
    ...(failure && { problem: failure.detail }),
    ...(failure?.place && { place: failure.place }),
  };
}

/**
 * The configured region of a profile, and all regions to choose from: first those that the profile and the
 * environment name, then those of the same partition, then all others. A profile that cannot be read adds no
 * region; its failure appears when it is opened.
 */
export async function listRegions(
  options: ListOptions & { readonly profile?: string | undefined },
): Promise<{ readonly configured: string | undefined; readonly all: readonly string[] }> {
  const { environment = process.env, profile } = options;
  const ofProfile = await regionOf(profile, environment).catch(() => undefined);
  const ofEnvironment = [environment['AWS_REGION'], environment['AWS_DEFAULT_REGION']];
  const named = profile === undefined ? [...ofEnvironment, ofProfile] : [ofProfile, ...ofEnvironment];
  const likely = named.filter((region) => region !== undefined && region !== '') as string[];
  return { configured: likely[0], all: regionsFrom(likely) };
}

async function regionOf(
  profile: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const config = await readSharedConfig(environment);
  return resolveConnection({ profile }, { config, environment }).region;
}
