import { type JobQuery, jobQueryFilters } from './jobQuery.js';
import type { JobSelection, SelectionPart, Sieve } from './jobSelection.js';
import { completedWithIssues } from './jobStates.js';
import { fieldOfFilter, type OneOfFilter } from './oneOfFilter.js';
import { type Shell, shellQuote } from './shellQuote.js';

/** Whom the AWS CLI asks, and which shell reads its command. */
export interface CliContext {
  /** Absent: the default credential chain. */
  readonly profile?: string | undefined;
  readonly region: string;
  readonly shell: Shell;
}

/** `aws backup describe-backup-job …`, ready to be pasted. */
export function describeCommand(backupJobId: string, context: CliContext): string {
  return commandLine('describe-backup-job', { BackupJobId: backupJobId }, undefined, context);
}

/**
 * `aws backup list-backup-jobs …` for each part of a selection, a line each. What the service has no filter for is sifted
 * by `--query`.
 */
export function listCommand(selection: JobSelection, context: CliContext): string {
  return selection.parts.map((part) => partCommand(part, context)).join('\n');
}

function partCommand({ query, sieves }: SelectionPart, context: CliContext): string {
  const input: Record<string, string> = {};
  for (const name of jobQueryFilters) {
    const value = query[name];
    if (value !== undefined && value !== '')
      input[parameterOf(name)] = value instanceof Date ? value.toISOString() : value;
  }
  const conditions = sieves.map(conditionOf);
  const sifting =
    conditions.length === 0 ? undefined : `{BackupJobs: BackupJobs[?${conditions.join(' && ')}]}`;
  return commandLine('list-backup-jobs', input, sifting, context);
}

function commandLine(
  operation: string,
  input: Readonly<Record<string, string>>,
  sifting: string | undefined,
  { profile, region, shell }: CliContext,
): string {
  const words = ['aws', 'backup', operation];
  const asJson: Record<string, string> = {};
  for (const [name, value] of Object.entries(input)) {
    if (isReadAsAddress(value) || value.includes(nul)) asJson[name] = value;
    else words.push(...option(optionOf(name), value, shell));
  }
  if (Object.keys(asJson).length > 0)
    words.push(...option('--cli-input-json', JSON.stringify(asJson), shell));
  if (sifting !== undefined) words.push(...option('--query', sifting, shell));
  words.push(...option('--region', region, shell));
  if (profile !== undefined) words.push(...option('--profile', profile, shell));
  return words.join(' ');
}

/** A command's argument ends at it, and in JSON it is written in other characters. */
const nul = '\0';

/** A value that begins with a dash would be taken for an option. */
function option(name: string, value: string, shell: Shell): string[] {
  return value.startsWith('-') ? [`${name}=${shellQuote(value, shell)}`] : [name, shellQuote(value, shell)];
}

/**
 * The AWS CLI reads `file://…` as the content of that file.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
function isReadAsAddress(value: string): boolean {
  return /^(fileb?|https?):\/\//i.test(value);
}

/** `backupVaultName` is the parameter `ByBackupVaultName`. */
function parameterOf(filter: keyof JobQuery): string {
  return `By${filter.charAt(0).toUpperCase()}${filter.slice(1)}`;
}

/** `ByBackupVaultName` is the option `--by-backup-vault-name`. */
function optionOf(parameter: string): string {
  return `-${parameter.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** @see https://jmespath.org/specification.html */
function conditionOf(sieve: Sieve): string {
  switch (sieve.keeps) {
    case 'withIssues':
      return withIssues;
    case 'withoutIssues':
      return `(State != 'COMPLETED' || !MessageCategory || ${isSuccess})`;
    case 'ofPlan':
      return sieve.planId === undefined
        ? '!CreatedBy.BackupPlanId'
        : `CreatedBy.BackupPlanId == ${literal(sieve.planId)}`;
    case 'withoutField':
      return `!${sieve.field}`;
    case 'oneOf':
      return oneOfCondition(sieve);
  }
}

function oneOfCondition({ filter, values }: OneOfFilter): string {
  const texts = filter === 'messageCategory' ? values.flatMap(inLetterCases) : values;
  const condition = `contains([${[...new Set(texts)].map(literal).join(', ')}], ${fieldOfFilter[filter]})`;
  const isIncluded = filter === 'state' && values.includes(completedWithIssues);
  return isIncluded ? `(${condition} || ${withIssues})` : condition;
}

/** A category in the letter cases that AWS's pages write, for JMESPath cannot change a case. */
function inLetterCases(category: string): string[] {
  const lower = category.toLowerCase();
  return [category, category.toUpperCase(), `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`, lower];
}

function literal(text: string): string {
  return text.includes(nul)
    ? `\`${JSON.stringify(text).replaceAll('`', '\\`')}\``
    : `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}

/** The category in the letter cases that AWS's pages write, for JMESPath cannot change a case. */
const isSuccess = "contains(['SUCCESS', 'Success', 'success'], MessageCategory)";
const withIssues = `(State == 'COMPLETED' && MessageCategory && !${isSuccess})`;
