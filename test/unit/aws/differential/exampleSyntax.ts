import { type ExampleCase, keyPair } from './exampleCase.js';

const refused = { error: 'Unable to parse config file' } as const;
const keysOf = (id: string) => ({ aws_access_key_id: id, aws_secret_access_key: 'secret' });

/** A credentials file that the CLI refuses, for every profile. */
function refusal(title: string, credentials: string, encoding?: ExampleCase['encoding']): ExampleCase {
  return {
    title: `a file with ${title} is refused`,
    config: `[profile other]\n${keyPair('AKIAOTHER')}`,
    credentials,
    ...(encoding !== undefined && { encoding }),
    asks: [
      ['a', refused],
      ['other', refused],
      [null, refused],
    ],
  };
}

/** Cases about the syntax of lines. */
export const exampleSyntax: readonly ExampleCase[] = [
  {
    title: 'settings may be written in any case and with a colon',
    config: `[profile a]\nAWS_ACCESS_KEY_ID=AKIAUPPER\nAws_Secret_Access_Key: secret\nRegion: x\n`,
    profiles: ['a'],
    settings: { a: { ...keysOf('AKIAUPPER'), region: 'x' } },
    asks: [['a', 'AKIAUPPER']],
  },
  {
    title: 'a comment cannot follow a value, and a comment line within a value is left out',
    config: `[profile a]\nregion = x # c\noutput = y ;c\n# c\n  ; c\n${keyPair('AKIAA')}`,
    settings: { a: { ...keysOf('AKIAA'), region: 'x # c', output: 'y ;c' } },
    asks: [['a', 'AKIAA']],
  },
  {
    title: 'a line with more indentation continues a value, whatever it contains',
    config: `[profile a]\n${keyPair('AKIAA')}region = x\n  [profile b]\n\n  # c\n\taws_session_token = T\noutput = y\n`,
    profiles: ['a'],
    settings: { a: { ...keysOf('AKIAA'), region: 'x\n[profile b]\n\naws_session_token = T', output: 'y' } },
    asks: [['a', 'AKIAA']],
  },
  {
    title: 'nested settings end with their indentation',
    config: `[profile a]\ns3 =\n  a = b\n\n  C=d=e\n${keyPair('AKIAA')}`,
    settings: { a: { ...keysOf('AKIAA'), 's3.a': 'b', 's3.C': 'd=e' } },
    asks: [['a', 'AKIAA']],
  },
  {
    title: 'lines end with LF, CRLF or CR, and with no other character',
    config: `[profile a]\r\nregion = x\u2028y\r\n${keyPair('AKIAA')}[profile b]\rregion = p\x85q\routput = json\r[profile c]\foutput = x\n`,
    profiles: ['a', 'b', 'c'],
    settings: {
      a: { ...keysOf('AKIAA'), region: 'x\u2028y' },
      b: { region: 'p\x85q', output: 'json' },
      c: {},
    },
    asks: [['a', 'AKIAA']],
  },
  refusal('a duplicate section', `[a]\n${keyPair('AKIA1')}[a]\n${keyPair('AKIA2')}`),
  refusal('a duplicate setting', `[a]\n${keyPair('AKIA1')}AWS_ACCESS_KEY_ID = AKIA2\n`),
  refusal('a setting without a value', `[a]\n${keyPair('AKIA1')}region\n`),
  refusal('a value without a setting', `[a]\n${keyPair('AKIA1')}= x\n`),
  refusal('a setting before any section', `region = x\n[a]\n${keyPair('AKIA1')}`),
  refusal('a header that is not closed', `[a\n${keyPair('AKIA1')}`),
  refusal('a subsection with a line that sets nothing', `[a]\n${keyPair('AKIA1')}s3 =\n  x\n`),
  refusal('a byte order mark', `\ufeff[a]\n${keyPair('AKIA1')}`),
  refusal('bytes that are not UTF-8', `[a]\n# é\n${keyPair('AKIA1')}`, 'latin1'),
  refusal('UTF-16 text', `[a]\n${keyPair('AKIA1')}`, 'utf16le'),
];
