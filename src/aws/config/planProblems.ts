import * as l10n from '@vscode/l10n';
import type { JobFailure } from '../../jobs/jobSource.js';
import { textStart } from '../../jobs/visibleText.js';
import { type AwsProfile, placeOf } from './awsProfile.js';
import type { UnusablePlan } from './credentialPlan.js';

/**
 * The reasons that make the settings of a profile unusable, with the place of the profile. The messages quote
 * the names of settings, profiles, sources and files, but never a key or a token.
 */
export class PlanProblems {
  readonly #profile: AwsProfile;

  constructor(profile: AwsProfile) {
    this.#profile = profile;
  }

  /** Some credential settings exist, but others that they need are missing or empty. */
  incomplete(present: string, missing: readonly string[] = []): UnusablePlan {
    return this.#unusable(
      l10n.t('Incomplete credentials in the profile “{profile}”', { profile: this.#profile.name }),
      missing.length === 0
        ? l10n.t('{setting} is empty, misspelled, or lacks the settings that belong to it.', {
            setting: present,
          })
        : l10n.t('{setting} is set, but {missing} is missing.', {
            setting: present,
            missing: missing.join(', '),
          }),
    );
  }

  notAKey(setting: string): UnusablePlan {
    return this.#unusable(
      l10n.t('Unusable credentials in the profile “{profile}”', { profile: this.#profile.name }),
      l10n.t('{setting} contains characters that keys cannot have, such as a line break.', { setting }),
    );
  }

  roleWithTwoSources(): UnusablePlan {
    return this.#role(l10n.t('It has both source_profile and credential_source. Remove one of them.'));
  }

  unknownSource(source: string): UnusablePlan {
    return this.#role(
      l10n.t('“{source}” is not a credential_source. Use Environment, EcsContainer or Ec2InstanceMetadata.', {
        source: textStart(source, 100),
      }),
    );
  }

  unknownProfile(name: string): UnusablePlan {
    return this.#role(l10n.t('Its source_profile “{name}” does not exist.', { name: textStart(name, 100) }));
  }

  loop(name: string): UnusablePlan {
    return this.#role(l10n.t('Its source profiles form a loop that leads back to “{name}”.', { name }));
  }

  sourceWithoutCredentials(name: string): UnusablePlan {
    return this.#role(l10n.t('Its source_profile “{name}” has no credentials.', { name }));
  }

  unknownSsoSession(session: string, file: string): UnusablePlan {
    return this.#unusable(
      l10n.t('Unknown SSO session in the profile “{profile}”', { profile: this.#profile.name }),
      l10n.t('There is no [sso-session {session}] in {file}.', { session, file }),
    );
  }

  contradictorySso(setting: string): UnusablePlan {
    return this.#unusable(
      l10n.t('Inconsistent SSO settings in the profile “{profile}”', { profile: this.#profile.name }),
      l10n.t('{setting} has one value in the profile and another in its sso-session.', { setting }),
    );
  }

  incompleteSso(missing: readonly string[]): UnusablePlan {
    return this.#unusable(
      l10n.t('Incomplete SSO settings in the profile “{profile}”', { profile: this.#profile.name }),
      l10n.t('{missing} is missing.', { missing: missing.join(', ') }),
    );
  }

  #role(detail: string): UnusablePlan {
    const summary = l10n.t('Cannot assume the role of the profile “{profile}”', {
      profile: this.#profile.name,
    });
    return this.#unusable(summary, detail);
  }

  #unusable(summary: string, detail: string): UnusablePlan {
    const place = placeOf(this.#profile);
    const failure: JobFailure = {
      kind: 'configuration',
      summary,
      detail,
      remedy: 'editAwsConfig',
      ...(place && { place }),
    };
    return { kind: 'unusable', failure };
  }
}
