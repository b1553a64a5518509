import type { SkippedSection } from '../../jobs/profileChoices.js';
import type { ProfileSection } from './awsProfile.js';
import type { IniSection, Settings } from './iniFile.js';
import { shellWords } from './shellWords.js';

/** The sections of the config file by kind and name, in the order of the file. */
export interface ConfigSections {
  readonly profiles: ReadonlyMap<string, ProfileSection>;
  readonly ssoSessions: ReadonlyMap<string, Settings>;
  readonly services: ReadonlyMap<string, Settings>;
  readonly skipped: readonly SkippedSection[];
}

/**
 * Classifies the sections of a config file as the AWS CLI does. A header is `default`, or a prefix and a
 * name, which are split like a shell command. A later section replaces an earlier one with the same name.
 * Like the CLI, accepts every first word that starts with a prefix, such as `profilex`.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/configloader.py build_profile_map
 */
export function configSections(sections: readonly IniSection[], file: string): ConfigSections {
  const byPrefix = { profile: new Map(), 'sso-session': new Map(), services: new Map() } satisfies Record<
    string,
    Map<string, IniSection>
  >;
  const skipped: SkippedSection[] = [];
  const skip = ({ header, line }: IniSection, reason: SkippedSection['reason']) =>
    skipped.push({ header, place: { file, line }, reason });
  for (const section of sections) {
    const prefix = prefixes.find((one) => section.header.startsWith(one));
    const words = section.header === defaultHeader ? ['profile', defaultHeader] : shellWords(section.header);
    const [, name] = words ?? [];
    if (prefix === undefined && section.header !== defaultHeader) {
      if (!cliSections.includes(section.header)) skip(section, 'noPrefix');
    } else if (words === undefined) skip(section, 'quotes');
    else if (words.length !== 2 || name === undefined) skip(section, 'words');
    else {
      const named: Map<string, IniSection> = byPrefix[prefix ?? 'profile'];
      const replaced = named.get(name);
      if (replaced !== undefined) skip(replaced, 'replaced');
      named.set(name, section);
    }
  }
  return {
    profiles: mapped(byPrefix.profile, ({ line, settings }) => ({ place: { file, line }, settings })),
    ssoSessions: mapped(byPrefix['sso-session'], ({ settings }) => settings),
    services: mapped(byPrefix.services, ({ settings }) => settings),
    skipped: skipped.sort((one, other) => one.place.line - other.place.line),
  };
}

function mapped<Value>(
  sections: ReadonlyMap<string, IniSection>,
  to: (section: IniSection) => Value,
): ReadonlyMap<string, Value> {
  return new Map([...sections].map(([name, section]) => [name, to(section)]));
}

const defaultHeader = 'default';
const prefixes = ['profile', 'sso-session', 'services'] as const;
/** Other sections that the AWS CLI knows. */
const cliSections: readonly string[] = ['plugins', 'preview'];
