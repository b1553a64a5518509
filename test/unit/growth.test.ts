import assert from 'node:assert/strict';
import { parseIniFile } from '../../src/aws/config/iniFile.js';
import { millisecondsUntil } from '../../src/aws/credentials/cachedToken.js';
import { PagePacker } from '../../src/aws/pagePacker.js';
import { readJobPage } from '../../src/aws/readResponse.js';
import { describeCommands } from '../../src/commands/cliCommand.js';
import { jobIdIn } from '../../src/commands/jobIdIn.js';
import { shells } from '../../src/commands/shell.js';
import { copiedValue } from '../../src/details/copiedValue.js';
import { jobViewModel } from '../../src/details/jobViewModel.js';
import { csvLine } from '../../src/documents/export/csvCell.js';
import { jobJson } from '../../src/documents/jobJson.js';
import { filterFields } from '../../src/filters/filterFields.js';
import { isAmbiguousDate, typedTime } from '../../src/filters/typedTime.js';
import { fullFilterText, shortFilterText } from '../../src/jobs/filterText.js';
import { filterFrom } from '../../src/jobs/jobFilter.js';
import { messagePattern } from '../../src/jobs/messagePattern.js';
import { visibleLine } from '../../src/jobs/visibleText.js';
import { sectionContent } from '../../src/overview/viewModels/sectionContent.js';
import { hostileJob } from '../hostile.js';

const json = JSON.stringify;

/** The functions that process a long text of a job, a file or a user. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'a cell of CSV': (text) => csvLine([text, [text]]),
  'a command line': (text) =>
    shells.map((shell) => describeCommands([{ backupJobId: text, place: { region: 'us-east-1' } }], shell)),
  'a copied table': (text) =>
    sectionContent(
      { title: text, caption: '', table: { columns: [{ title: text }], rows: [{ cells: [text] }] } },
      { connection: text, filter: text, regions: [] },
      'en',
    ),
  'a copied value': (text) => copiedValue({ BackupOptions: { [text]: text } }, 'BackupOptions'),
  'a filter': (text) => {
    const { filter } = filterFrom({ createdAfter: text, state: [text], resourceArn: text });
    return [fullFilterText(filter), shortFilterText(filter), filterFields.resourceArn.hint(text)];
  },
  'a status message in the overview': messagePattern,
  'a page of jobs': (text) => readJobPage(Buffer.from(pageOf(json(text)))),
  'a packed page of jobs': (text) => new PagePacker().pack(Buffer.from(pageOf(json(text)))),
  'a page with a value that is not always JSON': (text) =>
    ignoringErrors(() => readJobPage(Buffer.from(pageOf(text)))),
  'a row': (text) => visibleLine(text, 100),
  'the expiration time of a token': millisecondsUntil,
  'a typed time': (text) => [typedTime(text), isAmbiguousDate(text)],
  'an AWS file': (text) => parseIniFile(`[profile ${text}]\n${text}`),
  'a search for a job ID': jobIdIn,
  'the JSON of a job': (text) => jobJson({ ...hostileJob(''), StatusMessage: text }),
  'the panel of a job': (text) => {
    const fullTextPaths = new Set(['StatusMessage', 'ResourceArn']);
    return jobViewModel(hostileJob(text), text, { now: new Date(), locale: 'en', fullTextPaths });
  },
};

/** Texts at which a regular expression may start or backtrack. A hostile service may repeat them. */
const pieces = [
  ...[
    '\t',
    '\t=',
    ' ',
    ';',
    '\n',
    '"',
    "'",
    '\\',
    '/',
    '{',
    '${',
    '[',
    '-',
    '\u202e',
    '\ud800',
    '\u{e0001}',
    '👩',
  ],
  ...[
    'a',
    'a-',
    'A',
    'E_',
    '0',
    '1,',
    '1-2,',
    '1234567890123456',
    '12345678901234567 ',
    ',12345678901234567',
    'arn:',
  ],
  ...[
    'arn:a:',
    'cron(',
    ') ',
    'kms key ',
    'backup vault ',
    'volume ',
    'backup job id: ',
    '/jobs/backup/',
    'last ',
  ],
  ...['2026-11-24 ', '1/', '\\"', 'é, '],
];

describe('Processing time', () => {
  for (const [name, read] of Object.entries(readers)) {
    it(`is not quadratic in the length of the text in ${name}`, function () {
      this.timeout(120_000);
      const slow = pieces
        .flatMap((piece) => ['', 'x'].map((end) => ({ piece, end })))
        .filter(({ piece, end }) => {
          const text = piece.repeat(textLength / piece.length) + end;
          return processorMs(() => read(text)) > maxMs;
        });
      assert.deepEqual(slow, []);
    });
  }
});

/** The processor time of some work in milliseconds. Other programs do not count. */
function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { system, user } = process.cpuUsage(before);
  return (system + user) / 1000;
}

function pageOf(value: string): string {
  return `{"BackupJobs":[{"CreationDate":${value},"StatusMessage":${value},"BackupSizeInBytes":${value},"New":[12345678901234567,${value}]}]}`;
}

function ignoringErrors(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof Error);
  }
}

/** In quadratic time, four thousand million steps. */
const textLength = 65_536;
/** Several times what the slowest text takes, and far less than quadratic time. */
const maxMs = 4000;
