import fc from 'fast-check';

// biome-ignore format: one per line would fill a page.
const oddNames = [
  'My Account', 'my prod', 'a b  c', 'münchen', 'mu\u0308nchen', '日本', '😀', 'services.prod', 'sso-session.x',
  'profile', 'profile foo', '__proto__', 'constructor', 'toString', '123', '0', '007', '-1', 'DEFAULT', 'Default',
  'user@corp.example', 'a.b', 'a/b', '[br]', 'a]b', 'x#y', '#y', 'x;y', 'x ; y', 'a=b', 'a:b', "it's", 'q"q',
  'back\\slash', '%(x)s', '$HOME', 'İ', ' lead', 'trail ', 'tab\tname', 'nb\u00a0sp', '\u2028', '',
];

/** Names of profiles. */
export const profileNames: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom('default', 'a', 'b', 'c', 'dev', 'prod', 'staging'), weight: 10 },
  { arbitrary: fc.constantFrom(...oddNames), weight: 4 },
);

/** The header of a profile in the config file: mostly a valid one, perhaps with text after it. */
export function configHeader(name: string): fc.Arbitrary<string> {
  const right =
    name === 'default' ? fc.constantFrom('default') : quoted(name).map((text) => `profile ${text}`);
  const odd = fc.constantFrom(
    name,
    `profile ${name}`,
    `profile  ${name}`,
    `profile\t${name}`,
    `profile ${name} `,
    ` profile ${name}`,
    `profile${name}`,
    `profiles ${name}`,
    `Profile ${name}`,
    `profile ${name} more`,
    `profile "${name}`,
    `profile '${name}`,
    `profile\u00a0${name}`,
    `profile # ${name}`,
  );
  return withEnding(fc.oneof({ arbitrary: right, weight: 12 }, { arbitrary: odd, weight: 3 }));
}

/** The header of a profile in the credentials file: its name. */
export function credentialsHeader(name: string): fc.Arbitrary<string> {
  const odd = fc.constantFrom(
    `profile ${name}`,
    `'${name}'`,
    `"${name}"`,
    ` ${name}`,
    `${name} `,
    `sso-session ${name}`,
  );
  return withEnding(fc.oneof({ arbitrary: fc.constant(name), weight: 14 }, { arbitrary: odd, weight: 2 }));
}

const corp = ['[sso-session corp]', 'sso_start_url = https://corp/', 'sso_region = us-east-1'];
const myCorp = ["[sso-session 'My Corp']", 'sso_start_url = https://my-corp/', 'sso_region = us-east-1'];

/** The lines of sections that are not profiles. */
export const otherSections: fc.Arbitrary<readonly string[]> = fc.oneof(
  { arbitrary: fc.constantFrom(corp, [...corp, ...myCorp]), weight: 8 },
  {
    arbitrary: fc.constantFrom(
      [
        '[sso-session corp] # c',
        'sso_start_url: https://corp/',
        'SSO_Region=us-east-1',
        'sso_registration_scopes = x',
      ],
      ['[sso-session  "My Corp" ]', 'sso_start_url = https://my-corp/', 'sso_region = us-east-1'],
      ['[sso-session corp]', 'sso_region = us-east-1'],
      ['[sso-session My Corp]', 'sso_start_url = https://my-corp/', 'sso_region = us-east-1'],
      ['[services local]', 's3 =', '  endpoint_url = http://127.0.0.1:9'],
      ['[DEFAULT]', 'region = ap-south-1'],
      ['[DEFAULT]', 'aws_access_key_id = AKIA00000DEFAULT@N@', 'aws_secret_access_key = s'],
      ['[preview]', 'cloudfront = true'],
      ['# only a comment'],
      ['[empty]'],
    ),
    weight: 6,
  },
);

/** The name, quoted as in a shell if necessary, and sometimes if not. */
function quoted(name: string): fc.Arbitrary<string> {
  const double = `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
  const single = `'${name.replaceAll("'", `'"'"'`)}'`;
  const escaped = name.replaceAll(/[^\w.@-]/gu, '\\$&');
  if (!/^[\w.@-]+$/u.test(name)) return fc.constantFrom(double, single, escaped);
  return fc.oneof(
    { arbitrary: fc.constant(name), weight: 8 },
    { arbitrary: fc.constantFrom(double, single), weight: 1 },
  );
}

function withEnding(header: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const ending = fc.oneof(
    { arbitrary: fc.constant(']'), weight: 20 },
    {
      arbitrary: fc.constantFrom(
        ']# c',
        '] # c',
        '];x',
        '] ; x',
        '] ; x ]',
        ']trailing',
        '] = x',
        ']\t',
        ' ]',
      ),
      weight: 2,
    },
  );
  const indent = fc.oneof(
    { arbitrary: fc.constant(''), weight: 40 },
    { arbitrary: fc.constantFrom(' ', '\t', '\u00a0'), weight: 1 },
  );
  return fc.tuple(indent, header, ending).map(([before, text, after]) => `${before}[${text}${after}`);
}
