import { type ExampleCase, keyPair } from './exampleCase.js';

/** Cases about which sections are profiles, and their names. */
export const exampleNames: readonly ExampleCase[] = [
  {
    title: 'a header may have a comment after it',
    credentials: `[staging]\n${keyPair('AKIASTAGING')}[prod]# comment\n${keyPair('AKIAPROD')}[test];x\n${keyPair('AKIATEST')}`,
    profiles: ['staging', 'prod', 'test'],
    asks: [
      ['staging', 'AKIASTAGING'],
      ['prod', 'AKIAPROD'],
      ['test', 'AKIATEST'],
    ],
  },
  {
    title: 'a header ends at the last bracket of its line',
    credentials: `[a]trailing = x\n${keyPair('AKIAA')}[b] ; c ]\n${keyPair('AKIAB')}[[c]]\n${keyPair('AKIAC')}`,
    profiles: ['a', 'b] ; c ', '[c]'],
    asks: [
      ['a', 'AKIAA'],
      ['b', { error: 'could not be found' }],
      ['[c]', 'AKIAC'],
    ],
  },
  {
    title: 'names in the config file are quoted as in a shell',
    config:
      `[profile 'My Account']\n${keyPair('AKIA1')}[profile "my prod"]\n${keyPair('AKIA2')}` +
      `[profile  two-blanks]\n${keyPair('AKIA3')}[profile esc\\ aped]\n${keyPair('AKIA4')}` +
      `[profile "a\\"b"]\n${keyPair('AKIA5')}[profile\ttab]\n${keyPair('AKIA6')}[profile #7]\n${keyPair('AKIA7')}`,
    profiles: ['My Account', 'my prod', 'two-blanks', 'esc aped', 'a"b', 'tab', '#7'],
    asks: [
      ['My Account', 'AKIA1'],
      ['my prod', 'AKIA2'],
      ['two-blanks', 'AKIA3'],
      ['esc aped', 'AKIA4'],
      ['a"b', 'AKIA5'],
      ['#7', 'AKIA7'],
    ],
  },
  {
    title: 'names in the credentials file are not quoted',
    credentials:
      `['q']\n${keyPair('AKIA1')}[profile foo]\n${keyPair('AKIA2')}[a b]\n${keyPair('AKIA3')}` +
      `[sso-session x]\n${keyPair('AKIA4')}`,
    profiles: ["'q'", 'profile foo', 'a b', 'sso-session x'],
    asks: [
      ["'q'", 'AKIA1'],
      ['q', { error: 'could not be found' }],
      ['profile foo', 'AKIA2'],
      ['foo', { error: 'could not be found' }],
      ['a b', 'AKIA3'],
    ],
  },
  {
    title: 'names may be in any script, look like other sections, be numbers or be names of JavaScript',
    config: [
      'münchen',
      '日本',
      '😀',
      'services.prod',
      'sso-session.x',
      '__proto__',
      'constructor',
      '42',
      '007',
    ]
      .map((name, index) => `[profile ${name}]\n${keyPair(`AKIA${index}`)}`)
      .join(''),
    profiles: [
      'münchen',
      '日本',
      '😀',
      'services.prod',
      'sso-session.x',
      '__proto__',
      'constructor',
      '42',
      '007',
    ],
    asks: [
      ['münchen', 'AKIA0'],
      ['😀', 'AKIA2'],
      ['services.prod', 'AKIA3'],
      ['sso-session.x', 'AKIA4'],
      ['__proto__', 'AKIA5'],
      ['constructor', 'AKIA6'],
      ['42', 'AKIA7'],
      ['007', 'AKIA8'],
    ],
  },
  {
    title: 'a section of the config file without “profile” before a single name is not a profile',
    config:
      `[foo]\n${keyPair('AKIA1')}[profilebar]\n${keyPair('AKIA2')}[profile a b]\n${keyPair('AKIA3')}` +
      `[profile 'open]\n${keyPair('AKIA4')}[Default]\n${keyPair('AKIA5')}[default ]\n${keyPair('AKIA6')}[profile ok]\n${keyPair('AKIA7')}`,
    profiles: ['ok'],
    asks: [
      ['foo', { error: 'could not be found' }],
      ['bar', { error: 'could not be found' }],
      ['default', { error: 'could not be found' }],
      ['ok', 'AKIA7'],
    ],
  },
  {
    title: 'of [default] and [profile default], only the later one counts',
    config: `[default]\nregion = x\n${keyPair('AKIA1')}[profile default]\n${keyPair('AKIA2')}`,
    profiles: ['default'],
    settings: { default: { aws_access_key_id: 'AKIA2', aws_secret_access_key: 'secret' } },
    asks: [
      ['default', 'AKIA2'],
      [null, 'AKIA2'],
    ],
  },
  {
    title: '[DEFAULT] adds to every section of its file',
    config: `[DEFAULT]\nregion = x\n${keyPair('AKIADEFAULTS')}[profile a]\nregion = y\n`,
    credentials: '[b]\noutput = json\n',
    profiles: ['a', 'b'],
    settings: {
      a: { aws_access_key_id: 'AKIADEFAULTS', aws_secret_access_key: 'secret', region: 'y' },
      b: { output: 'json' },
    },
    asks: [
      ['a', 'AKIADEFAULTS'],
      ['b', { error: 'Unable to locate credentials' }],
      ['DEFAULT', { error: 'could not be found' }],
    ],
  },
  {
    title: 'the profiles of the config file come first',
    config: '[profile z]\nregion = x\n[profile a]\nregion = y\n',
    credentials: `[b]\n${keyPair('AKIAB')}[a]\n${keyPair('AKIAA')}`,
    profiles: ['z', 'a', 'b'],
    settings: { a: { aws_access_key_id: 'AKIAA', aws_secret_access_key: 'secret', region: 'y' } },
    asks: [['a', 'AKIAA']],
  },
];
