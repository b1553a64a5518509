import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Choice, pickOne } from '../editor/pickOne.js';
import { userSetting } from '../editor/userSetting.js';
import { failureOf, type JobFailure } from '../jobs/jobSource.js';
import type { SignIn } from '../jobs/openedConnection.js';
import type { ProfileChoice } from '../jobs/profileChoices.js';
import { visibleLine } from '../jobs/visibleText.js';
import { accountText } from './accountText.js';
import type { AwsChoices } from './awsChoices.js';
import {
  type Connection,
  connectionKey,
  connectionLabel,
  environmentConnection,
  sampleConnection,
} from './connection.js';
import { skippedChoices } from './skippedChoices.js';

/** The picked connection, without its regions, or a file that has to be fixed first. */
export type PickedConnection =
  | {
      readonly connection: Connection;
      readonly neededSignIn?: SignIn | undefined;
      readonly onlySignsIn: boolean;
    }
  | { readonly brokenFile: NonNullable<JobFailure['place']> };

/** Lets the user pick a connection; undefined if the user cancels. */
export async function pickConnection(
  chosen: Connection | undefined,
  aws: AwsChoices,
): Promise<PickedConnection | undefined> {
  const changed = new vscode.EventEmitter<Promise<Choice<PickedConnection>[]>>();
  const watch = aws.watch(() => changed.fire(connectionChoices(aws)));
  const picked = await pickOne<PickedConnection>({
    title: l10n.t('Backup Jobs: Select Connection'),
    placeholder: l10n.t('Select a profile'),
    choices: connectionChoices(aws),
    onDidChangeChoices: changed.event,
    active: (value) =>
      chosen !== undefined &&
      'connection' in value &&
      connectionKey(value.connection) === connectionKey(chosen),
    step: 1,
    totalSteps: 2,
  }).finally(() => vscode.Disposable.from(watch, changed).dispose());
  if (picked === undefined || picked === 'back') return undefined;
  return 'connection' in picked.value && picked.button !== undefined
    ? { ...picked.value, onlySignsIn: true }
    : picked.value;
}

async function connectionChoices(aws: AwsChoices): Promise<Choice<PickedConnection>[]> {
  const others = [...environmentChoices(aws), sampleChoice()];
  try {
    const { profiles, skipped } = await aws.profiles();
    return [...profiles.map(profileChoice), ...others, ...skippedChoices(skipped)];
  } catch (error) {
    return [brokenFileChoice(failureOf(error)), ...others];
  }
}

function profileChoice(profile: ProfileChoice): Choice<PickedConnection> {
  const { accountId, kind, name, neededSignIn, problem, region } = profile;
  const facts = [
    kindText(kind),
    profile.runsProgram && l10n.t('runs a program'),
    accountId && accountText(accountId, userSetting('accountAliases')),
    region,
  ];
  const description = facts.filter(Boolean).join(' · ');
  const value = { connection: { kind: 'aws', profile: name }, neededSignIn, onlySignsIn: false } as const;
  const choice = { label: visibleLine(name, 100), description, section: l10n.t('Profiles'), value };
  if (problem !== undefined) return { ...choice, ...brokenProfile(problem, profile.place, value) };
  if (neededSignIn === undefined) return { ...choice, iconPath: new vscode.ThemeIcon('account') };
  return {
    ...choice,
    iconPath: new vscode.ThemeIcon('warning'),
    description: l10n.t('{facts} · sign-in needed', { facts: description }),
    buttons: [{ iconPath: new vscode.ThemeIcon('key'), tooltip: l10n.t('Sign In') }],
  };
}

/**
 * A profile that cannot be used. Picking it opens the file at its line, or selects it if the line is not
 * known.
 */
function brokenProfile(
  problem: string,
  place: ProfileChoice['place'],
  value: PickedConnection,
): Pick<Choice<PickedConnection>, 'detail' | 'iconPath' | 'value'> {
  const detail = visibleLine(problem, 300);
  const iconPath = new vscode.ThemeIcon('warning');
  if (place === undefined) return { detail, iconPath, value };
  return {
    detail: l10n.t('{problem} Select it to open the file', { problem: detail }),
    iconPath,
    value: { brokenFile: place },
  };
}

function environmentChoices({ environment }: AwsChoices): Choice<PickedConnection>[] {
  const { hasKeys, profiles } = environment();
  const section = l10n.t('Others');
  const keys: Choice<PickedConnection> = {
    label: connectionLabel(environmentConnection),
    iconPath: new vscode.ThemeIcon('key'),
    description: l10n.t('the access keys in AWS_ACCESS_KEY_ID'),
    section,
    value: { connection: environmentConnection, onlySignsIn: false },
  };
  const fallback: Choice<PickedConnection> = {
    label: connectionLabel({ kind: 'aws' }),
    iconPath: new vscode.ThemeIcon('key'),
    description: defaultText(profiles.map((name) => visibleLine(name, 50))),
    section,
    value: { connection: { kind: 'aws' }, onlySignsIn: false },
  };
  return hasKeys ? [keys, fallback] : [fallback];
}

/** Describes the default credentials, given the profiles that the environment names. */
function defaultText([profile, fallback]: readonly string[]): string {
  if (profile === undefined) return l10n.t('what the AWS CLI uses if no profile is set');
  if (fallback === undefined) return l10n.t('the profile {profile} of the environment', { profile });
  return l10n.t('AWS_PROFILE is {profile}, but AWS_DEFAULT_PROFILE is {fallback}', { profile, fallback });
}

function sampleChoice(): Choice<PickedConnection> {
  return {
    label: connectionLabel(sampleConnection),
    iconPath: new vscode.ThemeIcon('beaker'),
    description: l10n.t('built in, needs no AWS account'),
    section: l10n.t('Others'),
    value: { connection: sampleConnection, onlySignsIn: false },
  };
}

/** Replaces the profiles if a file cannot be read. Picking it opens the file at the problem. */
function brokenFileChoice({ detail, place, summary }: JobFailure): Choice<PickedConnection> {
  const value =
    place === undefined
      ? ({ connection: { kind: 'aws' }, onlySignsIn: false } as const)
      : { brokenFile: place };
  return {
    label: visibleLine(summary, 100),
    iconPath: new vscode.ThemeIcon('warning'),
    detail: visibleLine(detail, 300),
    section: l10n.t('Profiles'),
    alwaysShow: true,
    value,
  };
}

function kindText(kind: ProfileChoice['kind']): string | undefined {
  switch (kind) {
    case 'keys':
      return l10n.t('access keys');
    case 'login':
      return l10n.t('console sign-in');
    case 'role':
      return l10n.t('role');
    case 'sso':
      return 'SSO';
    case 'webIdentity':
      return l10n.t('web identity');
    case 'machine':
      return l10n.t('role of this machine');
    case 'unusable':
      return l10n.t('cannot be used');
    case 'container':
    case 'environment':
    case 'instance':
    case 'process':
      return undefined;
  }
}
