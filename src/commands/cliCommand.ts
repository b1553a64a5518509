import { visibleJson } from '../documents/jobJson.js';
import { filterRow, parameterOf } from '../jobs/filterTable.js';
import { jobQueryFilters } from '../jobs/jobQuery.js';
import type { ClientFilter, JobSelection, SelectionPart } from '../jobs/jobSelection.js';
import { completedWithIssues } from '../jobs/jobStates.js';
import type { OneOfFilter } from '../jobs/oneOfFilter.js';
import { maxCommandBytes, oneLine, type Shell } from './shell.js';
import { isPrintable, shellQuote, type UnquotableReason, unquotableReason } from './shellQuote.js';

/** Where an AWS CLI command applies, and the shell that it is quoted for. */
export interface CliContext extends CliPlace {
  readonly shell: Shell;
}

/** The credentials, region and endpoint of an AWS CLI command. */
export interface CliPlace {
  /** If absent, the default credential chain. */
  readonly profile?: string | undefined;
  readonly region: string;
  /** The connection's own endpoint; absent if the AWS CLI finds the endpoint itself. */
  readonly endpointUrl?: string | undefined;
}

/** One line to paste into the shell, or why there is none. */
export type CliCommand = { readonly text: string } | { readonly refused: RefusedValue };

/** What makes a command unsafe to paste: the value of an option, or the total length. */
export type RefusedValue =
  | {
      readonly option: string;
      readonly reason: UnquotableReason | 'address' | 'backslash' | 'messagePattern';
    }
  | { readonly reason: 'tooLong'; readonly maxBytes: number };

/**
 * `aws backup describe-backup-job …` for each job, because no request can name several IDs. They are on one
 * line, because each pasted line would run at once.
 */
export function describeCommands(
  jobs: readonly { readonly backupJobId: string; readonly place: CliPlace }[],
  shell: Shell,
): CliCommand {
  return commandLine(
    jobs.map(({ backupJobId, place }) => ({
      operation: 'describe-backup-job',
      input: { BackupJobId: backupJobId },
      place,
    })),
    shell,
  );
}

/**
 * `aws backup list-backup-jobs …` for each part of a selection, on one line. `--query` applies the filters
 * that the service does not have.
 */
export function listCommand(selection: JobSelection, { shell, ...place }: CliContext): CliCommand {
  return commandLine(
    selection.parts.map((part) => ({ ...partRequest(part), place })),
    shell,
  );
}

interface CliRequest {
  readonly operation: string;
  readonly input: Readonly<Record<string, string>>;
  readonly clientFilters?: readonly ClientFilter[];
  readonly place: CliPlace;
}

function partRequest({ query, clientFilters }: SelectionPart): Omit<CliRequest, 'place'> {
  const input: Record<string, string> = {};
  for (const name of jobQueryFilters) {
    const value = query[name];
    if (value !== undefined && value !== '')
      input[parameterOf(name)] = value instanceof Date ? value.toISOString() : value;
  }
  return { operation: 'list-backup-jobs', input, clientFilters };
}

function commandLine(requests: readonly CliRequest[], shell: Shell): CliCommand {
  const commands: string[] = [];
  for (const request of requests) {
    const words = ['aws', 'backup', request.operation];
    for (const { name, reason, value } of optionsOf(request, shell)) {
      // A value that begins with a dash would be read as an option.
      const word = value.startsWith('-') ? `${name}=${value}` : value;
      const refusal = reason ?? unquotableReason(word, shell);
      if (refusal !== undefined) return { refused: { option: name, reason: refusal } };
      if (word === value) words.push(name);
      words.push(shellQuote(word, shell));
    }
    // Git for Windows converts arguments that look like POSIX paths.
    if (shell === 'gitBash' && words.some((word) => /\W\//.test(word))) words.unshift('MSYS_NO_PATHCONV=1');
    commands.push(words.join(' '));
  }
  const text = oneLine(commands, shell);
  const maxBytes = maxCommandBytes[shell];
  return new TextEncoder().encode(text).length > maxBytes
    ? { refused: { reason: 'tooLong', maxBytes } }
    : { text };
}

/** An option and its value, or why the value cannot be written. */
interface CliOption {
  readonly name: string;
  readonly value: string;
  readonly reason?: 'address' | 'backslash' | 'messagePattern' | UnquotableReason | undefined;
}

function optionsOf({ input, place, clientFilters = [] }: CliRequest, shell: Shell): CliOption[] {
  const { endpointUrl, profile, region } = place;
  const options: CliOption[] = [];
  const asJson: Record<string, string> = {};
  for (const [parameter, value] of Object.entries(input)) {
    const reason = isReadAsAddress(value) ? 'address' : unquotableReason(value, shell);
    if (reason !== undefined && takesJson(shell)) asJson[parameter] = value;
    else options.push({ name: optionOf(parameter), value, reason });
  }
  if (Object.keys(asJson).length > 0) options.push({ name: '--cli-input-json', value: visibleJson(asJson) });
  if (clientFilters.length > 0) options.push(queryOption(clientFilters, shell));
  options.push({ name: '--region', value: region });
  if (profile !== undefined) options.push({ name: '--profile', value: profile });
  if (endpointUrl) options.push({ name: '--endpoint-url', value: endpointUrl });
  return options;
}

/** JSON can escape characters that no argument can contain, but needs double quotes. */
function takesJson(shell: Shell): boolean {
  return unquotableReason('"', shell) === undefined;
}

function queryOption(clientFilters: readonly ClientFilter[], shell: Shell): CliOption {
  const conditions = clientFilters.map((clientFilter) => conditionOf(clientFilter, shell));
  const value = `{BackupJobs: BackupJobs[?${conditions.join(' && ')}]}`;
  const isUnwritable = clientFilters.some(
    (clientFilter) => !takesJson(shell) && textsOf(clientFilter).some(hasEscapingBackslash),
  );
  // JMESPath has no patterns.
  const hasPattern = clientFilters.some((one) => one.keeps === 'ofMessage' && one.pattern !== undefined);
  const reason = hasPattern ? 'messagePattern' : isUnwritable ? 'backslash' : undefined;
  return { name: '--query', value, reason };
}

/** The texts that a condition quotes. */
function textsOf(clientFilter: ClientFilter): readonly string[] {
  switch (clientFilter.keeps) {
    case 'ofField':
      return clientFilter.value === undefined ? [] : [clientFilter.value];
    case 'oneOf':
      return clientFilter.values;
    case 'ofMessage':
    case 'withIssues':
    case 'withoutIssues':
      return [];
  }
}

/**
 * Whether the AWS CLI would replace a value by the content of the address. Version 1 also loads `http://…`
 * and `https://…`.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
function isReadAsAddress(value: string): boolean {
  return /^(fileb?|https?):\/\//i.test(value);
}

/** `ByBackupVaultName` is the option `--by-backup-vault-name`. */
function optionOf(parameter: string): string {
  return `-${parameter.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** @see https://jmespath.org/specification.html */
function conditionOf(clientFilter: ClientFilter, shell: Shell): string {
  switch (clientFilter.keeps) {
    case 'withIssues':
      return withIssues;
    case 'withoutIssues':
      return `(State != 'COMPLETED' || !MessageCategory || ${isSuccess})`;
    case 'ofField':
      return clientFilter.value === undefined
        ? `!${clientFilter.field}`
        : `${clientFilter.field} == ${literal(clientFilter.value, shell)}`;
    case 'ofMessage':
      return '!StatusMessage';
    case 'oneOf':
      return oneOfCondition(clientFilter, shell);
  }
}

function oneOfCondition({ filter, values }: OneOfFilter, shell: Shell): string {
  const { field, ignoresCase } = filterRow(filter);
  const texts = ignoresCase ? values.flatMap(inLetterCases) : values;
  const literals = [...new Set(texts)].map((text) => literal(text, shell));
  const condition = `contains([${literals.join(', ')}], ${field})`;
  const isIncluded = filter === 'state' && values.includes(completedWithIssues);
  return isIncluded ? `(${condition} || ${withIssues})` : condition;
}

/** The spellings of a category in AWS's documentation, because JMESPath cannot ignore case. */
function inLetterCases(category: string): string[] {
  const lower = category.toLowerCase();
  return [category, category.toUpperCase(), `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`, lower];
}

/** A JMESPath raw string can escape only its quote, not a backslash; JSON can escape all characters. */
function literal(text: string, shell: Shell): string {
  return takesJson(shell) && (text.includes('\\') || !isPrintable(text))
    ? `\`${visibleJson(text).replaceAll('`', '\\`')}\``
    : `'${text.replaceAll("'", "\\'")}'`;
}

/** Whether a JMESPath raw string would read a backslash of this text as an escape. */
function hasEscapingBackslash(text: string): boolean {
  return /\\(?:'|$)/.test(text);
}

/** Lists the spellings in AWS's documentation, because JMESPath cannot ignore case. */
const isSuccess = "contains(['SUCCESS', 'Success', 'success'], MessageCategory)";
const withIssues = `(State == 'COMPLETED' && MessageCategory && !${isSuccess})`;
