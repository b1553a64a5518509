import * as l10n from '@vscode/l10n';
import type { AwsChoices } from '../connection/awsChoices.js';
import { type Connection, type HistoryConnection, historyConnection } from '../connection/connection.js';
import { showError } from '../editor/notify.js';
import { type Choice, pickOne } from '../editor/pickOne.js';
import type { AthenaCatalog } from '../history/athena/athenaCatalog.js';
import {
  type AthenaPlace,
  athenaAddress,
  athenaPlaceFrom,
  glueCatalog,
  isRegion,
} from '../history/athena/athenaPlace.js';
import type { AthenaRunner } from '../history/athena/athenaRunner.js';
import { findReportPlaces } from '../history/athena/findReportPlaces.js';
import type { ReportPlan } from '../history/athena/reportPlaces.js';
import { failureText } from '../jobs/failureText.js';
import { failureOf } from '../jobs/jobSource.js';
import type { SignIn } from '../jobs/openedConnection.js';
import type { TimeExpression } from '../jobs/timeExpression.js';
import { athenaTitle, pickName, previousStep, type Step } from './athenaPicks.js';
import { createTableInEditor } from './createTable.js';
import { type AthenaStart, pickAthenaRegions } from './pickAthenaRegions.js';
import { listed, pickAthenaTable } from './pickAthenaTable.js';

/** Athena until it is disposed. */
interface OpenedAthena {
  readonly service: AthenaCatalog & AthenaRunner;
  /** The report plans of a region of AWS Backup. Rejects with a JobSourceError. */
  readonly reportPlans: (region: string, signal: AbortSignal) => Promise<readonly ReportPlan[]>;
  /** How to sign in; absent if the credentials do not come from a sign-in. */
  readonly signIn?: SignIn | undefined;
  dispose(): void;
}

/** Dependencies of {@link connectToAthena}. */
export interface ConnectToAthenaContext {
  readonly aws: AwsChoices;
  readonly chosen: Connection | undefined;
  readonly openAthena: (
    place: Pick<AthenaPlace, 'catalog' | 'isEnvironment' | 'profile' | 'region' | 'workGroup'>,
  ) => Promise<OpenedAthena>;
  /** Signs in; resolves to whether that succeeded. */
  readonly signIn: (how: SignIn) => Promise<boolean>;
  /** Opens the connection, and filters by the date of creation. */
  readonly onConnect: (
    connection: HistoryConnection,
    createdAfter: TimeExpression | undefined,
  ) => Promise<void>;
}

type Credentials = Pick<AthenaPlace, 'isEnvironment' | 'profile'>;

/**
 * Lets the user select a table of job reports in Athena, and connects to it with the credentials of the
 * current connection. Checks the definition of the table first.
 */
export async function connectToAthena(context: ConnectToAthenaContext): Promise<void> {
  try {
    await select(context);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'aborted') await showError(failureText(failure));
  }
}

async function select(context: ConnectToAthenaContext): Promise<void> {
  const { aws, chosen, onConnect } = context;
  const credentials = credentialsOf(chosen) ?? (await pickProfile(aws));
  if (credentials === undefined || credentials === previousStep) return;
  const { all, configured } = await aws.regions(credentials.profile);
  const regions = configured === undefined ? all : [...new Set([configured, ...all])];
  const region = await pickName(
    {
      placeholder: l10n.t('Select the region of Athena'),
      prompt: l10n.t('The name of the region of Athena'),
      isValid: isRegion,
    },
    regions,
  );
  if (region === undefined || region === previousStep) return;
  const { isEnvironment, profile } = credentials;
  const access = { isEnvironment, profile, region, catalog: glueCatalog };
  const workGroup = await withAthena(context, { ...access, workGroup: 'primary' }, ({ service }, signal) =>
    pickName(
      {
        placeholder: l10n.t('Select a workgroup, or type its name'),
        prompt: l10n.t('The name of the workgroup'),
      },
      listed(service.workGroups(signal)),
    ),
  );
  if (workGroup === undefined || workGroup === previousStep) return;
  const place = await withAthena(context, { ...access, workGroup }, async (athena, signal) => {
    const found = findReportPlaces(athena.reportPlans, planRegions(region, chosen), signal);
    const table = await pickAthenaTable(athena.service, found, signal);
    if (table === undefined) return undefined;
    if ('createsIn' in table) return createTableInEditor(table.createsIn, found);
    const start = await pickStart();
    if (start === undefined) return undefined;
    const jobs = await pickAthenaRegions(athena.service, table, { known: [region, ...regions], start });
    if (jobs === undefined || jobs === previousStep) return undefined;
    const address = { ...access, workGroup, database: table.database, table: table.name, regions: jobs };
    return { address, start };
  });
  if (place === undefined) return;
  const { address, start } = place;
  await onConnect(historyConnection([athenaAddress(address)]), start === 'all' ? undefined : start);
}

/**
 * Opens Athena for some work, and closes it afterwards. If the work needs a sign-in, the user can sign in,
 * and it begins again.
 */
async function withAthena<Result>(
  context: ConnectToAthenaContext,
  place: Parameters<ConnectToAthenaContext['openAthena']>[0],
  work: (athena: OpenedAthena, signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  const athena = await context.openAthena(place);
  const controller = new AbortController();
  try {
    return await work(athena, controller.signal);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'signInExpired' || athena.signIn === undefined) throw error;
    const button = l10n.t('Sign In');
    if ((await showError(failureText(failure), button)) !== button) return undefined;
    if (!(await context.signIn(athena.signIn))) return undefined;
  } finally {
    controller.abort();
    athena.dispose();
  }
  return withAthena(context, place, work);
}

/** The regions whose report plans are looked for: those in which the user works. */
function planRegions(region: string, chosen: Connection | undefined): readonly string[] {
  const known =
    chosen?.kind === 'aws'
      ? chosen.regions
      : chosen?.kind === 'history'
        ? athenaPlaceFrom(chosen.paths[0] ?? '')?.regions
        : undefined;
  return [...new Set([region, ...(known ?? []).filter(isRegion)])];
}

/** The credentials of the current connection; undefined if it has none. */
function credentialsOf(chosen: Connection | undefined): Credentials | undefined {
  if (chosen?.kind === 'history') return athenaPlaceFrom(chosen.paths[0] ?? '');
  return chosen?.kind === 'aws' ? chosen : undefined;
}

async function pickProfile({ environment, profiles }: AwsChoices): Promise<Step<Credentials>> {
  const picked = await pickOne<Credentials>({
    title: athenaTitle(),
    placeholder: l10n.t('Select a profile'),
    choices: profiles().then((known) => [
      ...known.profiles.map(({ name }) => ({ label: name, value: { profile: name } })),
      ...(environment().hasKeys
        ? [{ label: l10n.t('Environment'), value: { isEnvironment: true } as const }]
        : []),
      { label: l10n.t('Default credentials'), value: {} },
    ]),
  });
  return picked === 'back' ? previousStep : picked?.value;
}

/** Lets the user select from when on to show jobs. */
async function pickStart(): Promise<AthenaStart | undefined> {
  const choices: Choice<AthenaStart>[] = [
    { label: l10n.t('Last 35 days'), value: 'last 35 days' },
    { label: l10n.t('Last 100 days'), value: 'last 100 days' },
    { label: l10n.t('Last 400 days'), value: 'last 400 days' },
    { label: l10n.t('All'), detail: l10n.t('Reads all reports, after a question'), value: 'all' },
  ];
  const picked = await pickOne<AthenaStart>({
    title: athenaTitle(),
    placeholder: l10n.t('Select when the jobs were created: Athena reads the reports from then on'),
    choices,
  });
  return picked === undefined || picked === 'back' ? undefined : picked.value;
}
