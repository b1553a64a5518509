import fc from 'fast-check';
import { damaged } from './damagedText.js';
import type { AwsCase } from './differentialHome.js';
import { environments } from './generatedEnvironments.js';
import { configHeader, credentialsHeader, otherSections, profileNames } from './generatedSections.js';
import { fragments, type Setting } from './generatedSettings.js';

/** Config and credentials files with an environment: mostly valid, in all variations that the CLI accepts. */
export const awsCases: fc.Arbitrary<AwsCase> = fc
  .uniqueArray(profileNames, { minLength: 2, maxLength: 5 })
  .chain((names) =>
    fc.record({
      config: fileOf(names, configHeader),
      credentials: fileOf(names, credentialsHeader),
      place: environments(names),
      noCredentials: rarely(0.2),
      noConfig: rarely(0.1),
      encoding: fc.oneof(
        { arbitrary: fc.constant(undefined), weight: 40 },
        { arbitrary: fc.constantFrom('latin1' as const, 'utf16le' as const), weight: 1 },
      ),
    }),
  )
  .map(({ config, credentials, encoding, noConfig, noCredentials, place }) => {
    const number = numbering();
    return {
      ...(!noConfig && { config: number(config) }),
      ...(!noCredentials && { credentials: number(credentials) }),
      ...(encoding !== undefined && { encoding }),
      ...place,
    };
  });

/** A text with sections for most of the profiles, and other sections between them. */
function fileOf(
  names: readonly string[],
  header: (name: string) => fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const own = names.map((name) => fc.option(sectionOf(header(name), names), { freq: 4 }));
  const duplicate = seldom(
    fc.constantFrom(...names).chain((name) => sectionOf(header(name), names)),
    8,
  );
  const others = fc.uniqueArray(otherSections, { maxLength: 2, selector: headerOf });
  const sections = fc
    .tuple(fc.tuple(...own), duplicate, others)
    .map(([first, second, rest]) => [...first, second, ...rest].filter((lines) => lines !== null))
    // The CLI refuses a file with a duplicate section. `damaged` covers that.
    .map((all) => all.filter((lines, at) => all.findIndex((one) => headerOf(one) === headerOf(lines)) === at))
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
  const end = fc.oneof(
    { arbitrary: fc.constant('\n'), weight: 8 },
    { arbitrary: fc.constant('\r\n'), weight: 2 },
    { arbitrary: fc.constant('\r'), weight: 1 },
  );
  return fc
    .tuple(sections, end)
    .map(([all, newline]) => all.flatMap((lines) => [...lines, '']).join(newline))
    .chain(damaged);
}

function headerOf([first = '']: readonly string[]): string {
  return first.replace(/\][^\]]*$/, '');
}

function sectionOf(header: fc.Arbitrary<string>, names: readonly string[]): fc.Arbitrary<string[]> {
  const settings = fc
    .tuple(fragments(names), seldom(fragments(names), 1), seldom(fragments(names), 4))
    .map((all) => all.flatMap((fragment) => fragment ?? []))
    .map((all) => all.filter(({ key }, index) => all.findIndex((one) => one.key === key) === index));
  return fc.tuple(header, settings.chain(linesOf)).map(([first, lines]) => [first, ...lines]);
}

function linesOf(settings: readonly Setting[]): fc.Arbitrary<string[]> {
  return fc.tuple(...settings.map(lineOf)).map((lines) => lines.flat());
}

function lineOf({ key, value }: Setting): fc.Arbitrary<string[]> {
  return fc
    .record({
      before: fc.oneof({ arbitrary: fc.constant([]), weight: 12 }, { arbitrary: fillers, weight: 1 }),
      indent: mostly('', ' ', '\t', '\u00a0', '\f'),
      delimiter: fc.constantFrom(' = ', ' = ', '=', '=', ' : ', ':', '\t=\t', '= ', ' ='),
      name: fc.oneof(
        { arbitrary: fc.constant(key), weight: 12 },
        { arbitrary: fc.constantFrom(key.toUpperCase(), key[0]?.toUpperCase() + key.slice(1)), weight: 1 },
      ),
      trailer: mostly(
        '',
        ' ',
        '\t',
        ' # c',
        ' ; c',
        '#c',
        '\n  more',
        '\n\n  more',
        '\n# c\n  more',
        '\u2028',
        '\x85',
      ),
    })
    .map(({ before, delimiter, indent, name, trailer }) => [
      ...before,
      `${indent}${name}${delimiter}${value}${trailer}`,
    ]);
}

/** Lines without a setting. */
const fillers = fc.array(
  fc.constantFrom('', '  ', '# comment', '; comment', '  # indented', '\t', '#', '\f'),
  {
    minLength: 1,
    maxLength: 2,
  },
);

/** The value, or null, which is `times` times as frequent. */
function seldom<Value>(value: fc.Arbitrary<Value>, times: number): fc.Arbitrary<Value | null> {
  return fc.oneof({ arbitrary: fc.constant(null), weight: times }, { arbitrary: value, weight: 1 });
}

/** The first value in nearly all cases. */
function mostly(usual: string, ...others: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.constant(usual), weight: 30 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );
}

function rarely(share: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 1, max: 100 }).map((number) => number <= share * 100);
}

/** Makes each key, role and program unique, so that a signature shows the source of its key. */
function numbering(): (text: string) => string {
  let count = 0;
  return (text) => text.replaceAll('@N@', () => String(++count).padStart(4, '0'));
}
