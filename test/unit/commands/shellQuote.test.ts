import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Shell, shellOfProgram, shells } from '../../../src/commands/shell.js';
import { shellQuote, unquotableReason } from '../../../src/commands/shellQuote.js';
import { visibleJson } from '../../../src/documents/jobJson.js';
import { isPlainWord } from '../../../src/jobs/plainWord.js';
import { hostileShellTexts, hostileTexts } from '../../hostile.js';
import { batchCommands, cmdCommands } from './shells/cmdModel.js';
import { legacyCommandLine, powershellCommands } from './shells/powershellModel.js';
import { programArguments } from './shells/programArguments.js';
import { programOnPath, promptLine, runAtPrompt, runScript } from './shells/realShell.js';

const corpus = [...Object.values(hostileTexts), ...Object.values(hostileShellTexts)].filter(
  (text) => text.length < 10_000,
);

/** Texts that shells, prompts and terminals act on, and any others. */
const anyText = fc.oneof(
  fc.constantFrom(...corpus),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...'\'"\\`$!#;&|<>(){}[]*?~=%^@,-+: \n\r\t\u001b\u2018\u2019\u201c\u00a0ab'))
    .map((characters) => characters.join('')),
);

describe('A word that is quoted for a shell', () => {
  it('is not quoted if every shell reads it literally', () => {
    const plain = ['A1-B2', 'us-east-1', 'arn:aws:ec2:us-east-1:1:volume/vol-1', '2026-11-24T08:12:00.000Z'];
    for (const shell of shells)
      assert.deepEqual(
        plain.map((text) => shellQuote(text, shell)),
        plain,
      );
    for (const text of ['', '-a', '=ls', '~', '/c', 'a=b', 'a b', '@a', 'a,b', 'ü', '.', 'a\n'])
      assert.ok(!isPlainWord(text), text);
  });

  it('is the same for POSIX shells and fish: its quotes contain no backslash', () => {
    for (const shell of ['posix', 'gitBash', 'fish'] as const)
      assert.equal(shellQuote(`a\\'; b`, shell), `'a'\\\\''\\''; b'`);
  });

  it('has the typographic quotes of PowerShell doubled', () => {
    assert.equal(
      shellQuote(`a'\u2018\u2019\u201a\u201b\u201c b`, 'powershell'),
      [`'a''`, '\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b\u201c', ` b'`].join(''),
    );
  });

  it('has a backslash at its end doubled for cmd.exe, as it would escape the closing quote', () => {
    assert.equal(shellQuote('a b\\\\', 'cmd'), '"a b\\\\\\\\"');
  });

  it('is refused if no quoting preserves it', () => {
    const reasons = (text: string) => shells.map((shell) => unquotableReason(text, shell));
    const everywhere = (reason: string) => shells.map(() => reason);
    const none = undefined;
    for (const text of [
      '\n',
      '\r',
      '\t',
      '\0',
      '\u001b[201~',
      '\u007f',
      '\u009b',
      '\u200b',
      '\u202e',
      '\u2028',
      '\ud800',
    ])
      assert.deepEqual(reasons(`a${text}b`), everywhere('unprintable'), JSON.stringify(text));
    assert.deepEqual(reasons('a"b'), [none, none, none, 'doubleQuote', 'doubleQuote']);
    assert.deepEqual(reasons('a%b'), [none, none, none, 'percent', 'percent']);
    for (const operator of '&|<>^()') {
      assert.deepEqual(reasons(`a${operator}b`), [none, none, none, 'operator', none]);
      assert.deepEqual(reasons(`a ${operator}b`), [none, none, none, none, none]);
    }
    assert.deepEqual(reasons('a b\\'), [none, none, none, 'trailingBackslash', none]);
    // Which white space PowerShell quotes depends on its version, so the rules rely on none.
    assert.deepEqual(reasons('a\u00a0b\\'), [none, none, none, 'trailingBackslash', none]);
    assert.deepEqual(reasons('a\u00a0&b'), [none, none, none, 'operator', none]);
    assert.deepEqual(reasons('a\\'), [none, none, none, none, none]);
    assert.deepEqual(reasons(''), [none, none, none, 'empty', none]);
    for (const shell of shells) assert.throws(() => shellQuote('a\nb', shell), RangeError);
  });

  it('law: is one line without characters that a terminal acts on', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...shells), (text, shell) => {
        fc.pre(unquotableReason(text, shell) === undefined);
        assert.doesNotMatch(shellQuote(text, shell), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it('law: as JSON is one line of visible text with the same value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = visibleJson({ text });
        assert.doesNotMatch(json, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        assert.deepEqual(JSON.parse(json), { text });
      }),
    );
  });

  it('ends in time for long texts that a search could go through again and again', () => {
    const parts = {
      posix: [`'`, '\\', `a'\\ `],
      powershell: ['\u2019', ' \\', '&'],
      cmd: ['\\', ' \\'],
    } as const;
    for (const shell of ['posix', 'powershell', 'cmd'] as const)
      for (const part of parts[shell]) {
        // The last character keeps a search for the end of a text from succeeding early.
        const text = `${part.repeat(veryLong / part.length)}x`;
        if (unquotableReason(text, shell) === undefined) shellQuote(text, shell);
      }
    visibleJson('\u200b'.repeat(veryLong));
  });
});

describe('The shell of a program', () => {
  it('is recognized by its name, in any folder', () => {
    const programs: Readonly<
      Record<string, readonly [elsewhere: Shell | undefined, windows: Shell | undefined]>
    > = {
      '/bin/bash': ['posix', 'gitBash'],
      '/usr/bin/zsh': ['posix', 'gitBash'],
      sh: ['posix', 'gitBash'],
      '/opt/homebrew/bin/fish': ['fish', 'fish'],
      '/usr/bin/pwsh': ['powershell', 'powershell'],
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe': ['powershell', 'powershell'],
      'C:\\Program Files\\PowerShell\\7\\pwsh.EXE': ['powershell', 'powershell'],
      'C:\\WINDOWS\\system32\\cmd.exe': ['cmd', 'cmd'],
      'C:\\Program Files\\Git\\bin\\bash.exe': ['posix', 'gitBash'],
      'C:\\Windows\\System32\\wsl.exe': [undefined, undefined],
      '/usr/bin/nu': [undefined, undefined],
      '/bin/tcsh': [undefined, undefined],
      '/opt/fish/': [undefined, undefined],
      '': [undefined, undefined],
    };
    for (const [program, expected] of Object.entries(programs))
      assert.deepEqual([shellOfProgram(program, false), shellOfProgram(program, true)], expected, program);
  });
});

describe('PowerShell, by its documented rules', () => {
  it('law: passes on every quoted text, also in versions that escape nothing', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 10 }), (texts) => {
        const quotable = texts.filter((text) => unquotableReason(text, 'powershell') === undefined);
        const words = ['aws', ...quotable];
        assert.deepEqual(powershellCommands(['aws', ...quoted(quotable, 'powershell')].join(' ')), [words]);
        const line = legacyCommandLine(words);
        assert.deepEqual(programArguments(line), quotable);
        assert.deepEqual(batchCommands(line), [line], 'a batch file runs nothing else');
      }),
      { numRuns: 1000 },
    );
  });

  it('would run text in naive quotes', () => {
    const naive = (text: string) => powershellCommands(`aws '${text}'`);
    assert.deepEqual(naive(hostileShellTexts.typographicSingle), [['aws', ''], ['touch', 'PWNED'], ['']]);
    assert.throws(() => naive(hostileShellTexts.powershell), /is evaluated/);
    assert.deepEqual(programArguments(legacyCommandLine(['aws', 'a b\\', 'c'])), ['a b" c']);
    assert.deepEqual(batchCommands(legacyCommandLine(['aws', 'a&b'])), ['aws a', 'b']);
  });
});

describe('The Windows command prompt, by its documented rules', () => {
  it('law: passes on every quoted text, also through a batch file', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 10 }), (texts) => {
        const quotable = texts.filter((text) => unquotableReason(text, 'cmd') === undefined);
        const line = ['aws', ...quoted(quotable, 'cmd')].join(' ');
        const [command = '', ...others] = cmdCommands(line);
        assert.deepEqual(others, []);
        assert.deepEqual(programArguments(command), quotable);
        assert.deepEqual(batchCommands(command), [command]);
      }),
      { numRuns: 1000 },
    );
  });

  it('would run text in naive quotes', () => {
    assert.deepEqual(cmdCommands(`aws "${hostileShellTexts.batchQuote}"`).length, 3);
    assert.ok(cmdCommands('aws "%COMSPEC%"').includes('PWNED'));
    assert.deepEqual(programArguments('aws "a\\" b'), ['a" b']);
  });
});

const realShells: Readonly<Record<string, Shell>> = {
  sh: 'posix',
  bash: 'posix',
  dash: 'posix',
  ksh: 'posix',
  mksh: 'posix',
  zsh: 'posix',
  fish: 'fish',
};

for (const [name, shell] of Object.entries(realShells))
  describe(`A script of ${name} (skipped if ${name} is not installed)`, function () {
    this.timeout(60_000);
    const program = programOnPath(name);
    before(function () {
      if (program === undefined) this.skip();
    });

    it('law: reads every quoted text, and runs none', () => {
      assert.ok(program);
      fc.assert(
        fc.property(fc.array(anyText, { minLength: 400, maxLength: 400, size: 'max' }), (texts) => {
          const quotable = texts.concat(corpus).filter((text) => unquotableReason(text, shell) === undefined);
          const lines = inLines(quoted(quotable, shell), 50_000);
          assert.deepEqual(runScript(program, lines), { texts: quotable, files: [] });
        }),
        { numRuns: 2 },
      );
    });
  });

describe('Bash (skipped if not installed) with text that is quoted for PowerShell', () => {
  it('runs none of it', function () {
    const program = programOnPath('bash');
    if (program === undefined) return this.skip();
    const quotable = corpus.filter((text) => unquotableReason(text, 'powershell') === undefined);
    const { files } = runScript(program, inLines(quoted(quotable, 'powershell'), 50_000));
    assert.deepEqual(files, []);
    assert.equal(unquotableReason(hostileShellTexts.hiddenSubstitution, 'powershell'), 'unprintable');
  });
});

const prompts: Readonly<Record<string, string>> = {
  bash: 'bash --noprofile --norc -i',
  zsh: 'zsh -f -i',
  fish: 'fish -i',
};

for (const [name, command] of Object.entries(prompts))
  for (const asPaste of [true, false])
    describe(`Text that is ${asPaste ? 'pasted' : 'typed'} at the prompt of ${name} (skipped if ${name} or Linux’s \`script\` is not installed)`, function () {
      this.timeout(60_000);
      const shell: Shell = name === 'fish' ? 'fish' : 'posix';
      before(function () {
        const isLinux = process.platform === 'linux' && programOnPath('script') !== undefined;
        if (!isLinux || programOnPath(name) === undefined) this.skip();
      });

      it('arrives unchanged if it is quoted, and expands no history', async () => {
        const sample = fc.sample(anyText, { numRuns: 100, seed: 7 });
        const quotable = [...corpus, ...sample].filter(
          (text) => unquotableReason(text, shell) === undefined && text.length < 500,
        );
        const lines = inLines(quoted(quotable, shell), 2500).map(promptLine);
        const { texts, files } = await runAtPrompt(command, ['echo remember', ...lines], { asPaste });
        assert.deepEqual({ texts, files }, { texts: quotable, files: [] });
      });

      if (name !== 'fish')
        it('expands history in naive quotes', async () => {
          const { texts } = await runAtPrompt(command, ['echo remember', promptLine(['"!!"'])], { asPaste });
          assert.deepEqual(texts, ['echo remember']);
        });
    });

function quoted(texts: readonly string[], shell: Shell): string[] {
  return texts.map((text) => shellQuote(text, shell));
}

/** Words in lines of at most `maxBytes` UTF-8 bytes, or with a single word. */
function inLines(words: readonly string[], maxBytes: number): string[][] {
  const lines: string[][] = [[]];
  let bytes = 0;
  for (const word of words) {
    const length = Buffer.byteLength(word) + 1;
    if (bytes + length > maxBytes) {
      lines.push([]);
      bytes = 0;
    }
    lines.at(-1)?.push(word);
    bytes += length;
  }
  return lines.filter((line) => line.length > 0);
}

/** In quadratic time, this takes far longer than a test may. */
const veryLong = 500_000;
