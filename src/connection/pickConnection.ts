import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import { type Choice, pickOne } from '../editor/pickOne.js';
import { failureOf } from '../jobs/jobSource.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type Connection, connectionKey, connectionLabel, sampleConnection } from './connection.js';

/** A profile of the AWS config and credentials files, as far as the picker tells of it. */
export interface ProfileChoice {
  readonly name: string;
  readonly region?: string | undefined;
  /** Where its credentials come from. */
  readonly kind: 'keys' | 'login' | 'other' | 'process' | 'role' | 'sso' | 'webIdentity';
}

/** What the picker asks of the AWS files. */
export interface AwsChoices {
  profiles(): Promise<readonly ProfileChoice[]>;
  /** Every region that may be named, the most likely first. */
  regions(profile: string | undefined): Promise<readonly string[]>;
}

/** Lets the user choose whose backup jobs are shown: the sample account, or a profile and then a region. */
export async function pickConnection(
  chosen: Connection | undefined,
  aws: AwsChoices,
): Promise<Connection | undefined> {
  for (;;) {
    const connection = await pickOne<Connection>({
      title: vscode.l10n.t('Backup Jobs: Select Connection'),
      placeholder: vscode.l10n.t('Whose backup jobs?'),
      choices: connectionChoices(aws),
      active: (value) => chosen !== undefined && connectionKey(value) === connectionKey(chosen),
      step: 1,
      totalSteps: 2,
    });
    if (connection === undefined || connection === 'back') return undefined;
    if (connection.value.kind === 'sample') return connection.value;
    const region = await pickRegion(connection.value, aws);
    if (region === undefined) return undefined;
    if (region !== 'back') return { ...connection.value, regions: [region.value] };
  }
}

async function connectionChoices(aws: AwsChoices): Promise<Choice<Connection>[]> {
  const sample = {
    label: connectionLabel(sampleConnection, localize),
    iconPath: new vscode.ThemeIcon('beaker'),
    description: vscode.l10n.t('built in, needs no AWS account'),
    value: sampleConnection,
  };
  const fallback: Choice<Connection> = {
    label: connectionLabel({ kind: 'aws' }, localize),
    iconPath: new vscode.ThemeIcon('key'),
    description: vscode.l10n.t('what the AWS CLI uses where no profile is named'),
    value: { kind: 'aws' },
  };
  try {
    const profiles = (await aws.profiles()).map(profileChoice);
    return [...profiles, fallback, sample];
  } catch (error) {
    const failure = failureOf(error);
    return [
      { ...fallback, detail: `$(warning) ${visibleLine(`${failure.summary}. ${failure.detail}`, 300)}` },
      sample,
    ];
  }
}

function profileChoice({ name, region, kind }: ProfileChoice): Choice<Connection> {
  return {
    label: visibleLine(name, 100),
    iconPath: new vscode.ThemeIcon('account'),
    description: [kindText(kind), region].filter(Boolean).join(' · '),
    value: { kind: 'aws', profile: name },
  };
}

function kindText(kind: ProfileChoice['kind']): string | undefined {
  switch (kind) {
    case 'keys':
      return vscode.l10n.t('access keys');
    case 'login':
      return vscode.l10n.t('console sign-in');
    case 'process':
      return vscode.l10n.t('runs a program');
    case 'role':
      return vscode.l10n.t('role');
    case 'sso':
      return 'SSO';
    case 'webIdentity':
      return vscode.l10n.t('web identity');
    case 'other':
      return undefined;
  }
}

function pickRegion(connection: Connection & { kind: 'aws' }, aws: AwsChoices) {
  return pickOne<string>({
    title: vscode.l10n.t('Backup Jobs: Select Region for {connection}', {
      connection: connectionLabel(connection, localize),
    }),
    placeholder: vscode.l10n.t('Pick a region or type its name'),
    choices: aws
      .regions(connection.profile)
      .then((regions) => regions.map((value) => ({ label: value, value }))),
    typed: (text) => (regionName.test(text) ? { label: text, value: text } : undefined),
    step: 2,
    totalSteps: 2,
  });
}

/** What can stand in a host name: anything else could lead a request to another host. */
const regionName = /^[a-z0-9]+(-[a-z0-9]+)*$/;
