import type { JobFailure } from '../../jobs/jobSource.js';
import type { Translate } from '../../jobs/translate.js';
import { textStart } from '../../jobs/visibleText.js';
import { type AwsProfile, placeOf } from './awsProfile.js';
import type { UnusablePlan } from './credentialPlan.js';

/** What makes the settings of one profile unusable, each with the place where they are written. Values are not quoted but for names. */
export class PlanProblems {
  readonly #profile: AwsProfile;
  readonly #t: Translate;

  constructor(profile: AwsProfile, t: Translate) {
    this.#profile = profile;
    this.#t = t;
  }

  /** Some settings of credentials are there, but others that they need are missing or empty. */
  incomplete(present: string, missing: readonly string[] = []): UnusablePlan {
    const t = this.#t;
    return this.#unusable(
      t('Incomplete credentials in the profile “{profile}”', { profile: this.#profile.name }),
      missing.length === 0
        ? t('{setting} is empty, misspelled, or lacks the settings that belong to it.', { setting: present })
        : t('{setting} is set, but {missing} is missing.', { setting: present, missing: missing.join(', ') }),
    );
  }

  notAKey(setting: string): UnusablePlan {
    const t = this.#t;
    return this.#unusable(
      t('Unusable credentials in the profile “{profile}”', { profile: this.#profile.name }),
      t('{setting} holds characters that no key has, such as a line break.', { setting }),
    );
  }

  roleWithTwoSources(): UnusablePlan {
    return this.#role(this.#t('It has both source_profile and credential_source. Remove one of them.'));
  }

  unknownSource(source: string): UnusablePlan {
    const t = this.#t;
    return this.#role(
      t(
        '“{source}” is not a credential_source. There are Environment, EcsContainer and Ec2InstanceMetadata.',
        {
          source: textStart(source, 100),
        },
      ),
    );
  }

  unknownProfile(name: string): UnusablePlan {
    return this.#role(this.#t('Its source_profile “{name}” does not exist.', { name: textStart(name, 100) }));
  }

  loop(name: string): UnusablePlan {
    return this.#role(this.#t('Its source profiles form a loop that leads back to “{name}”.', { name }));
  }

  sourceWithoutCredentials(name: string): UnusablePlan {
    return this.#role(this.#t('Its source_profile “{name}” has no credentials.', { name }));
  }

  unknownSsoSession(session: string, file: string): UnusablePlan {
    const t = this.#t;
    return this.#unusable(
      t('Unknown SSO session in the profile “{profile}”', { profile: this.#profile.name }),
      t('There is no [sso-session {session}] in {file}.', { session, file }),
    );
  }

  contradictorySso(setting: string): UnusablePlan {
    const t = this.#t;
    return this.#unusable(
      t('Inconsistent SSO settings in the profile “{profile}”', { profile: this.#profile.name }),
      t('{setting} has one value in the profile and another in its sso-session.', { setting }),
    );
  }

  incompleteSso(missing: readonly string[]): UnusablePlan {
    const t = this.#t;
    return this.#unusable(
      t('Incomplete SSO settings in the profile “{profile}”', { profile: this.#profile.name }),
      t('{missing} is missing.', { missing: missing.join(', ') }),
    );
  }

  #role(detail: string): UnusablePlan {
    const summary = this.#t('Cannot assume the role of the profile “{profile}”', {
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
