import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AthenaOptions } from '../aws/athenaConnection.js';
import { connectionLabel } from '../connection/connection.js';
import type { ConnectionListener } from '../connection/connectionListener.js';
import { confirm, statusMessage } from '../editor/notify.js';
import { athenaRegions, readTable } from '../history/athena/athenaHistory.js';
import { type AthenaPlace, athenaPlaceFrom } from '../history/athena/athenaPlace.js';
import type { MayReadAll } from '../history/athena/athenaSource.js';
import type { AthenaTable } from '../history/athena/athenaTable.js';
import { scanCostText, scanText } from '../history/athena/scanCost.js';
import { SignedOutSource } from '../history/athena/signedOutSource.js';
import { foreignEndpointsText } from '../jobs/foreignEndpoint.js';
import { aborted, failureOf, JobSourceError } from '../jobs/jobSource.js';
import type { OpenedConnection } from '../jobs/openedConnection.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { AppParts } from './appParts.js';
import { StoppableQueries } from './stoppableQueries.js';

/** How Athena is opened: the profile, the region and the workgroup come from the address. */
export type AthenaAccess = Omit<
  AthenaOptions,
  'catalog' | 'connection' | 'onScanned' | 'region' | 'workGroup'
> &
  Pick<AppParts, 'scannedBytes'>;

/**
 * Opens the job reports at an address of Athena; see `athenaAddress`. Reads the definition of the table, but
 * no report. If that needs a sign-in, the jobs need it, too. Rejects with a JobSourceError.
 */
export async function openAthenaConnection(
  address: string,
  access: AthenaAccess,
  { onOtherSettings, signal }: Pick<ConnectionListener, 'onOtherSettings' | 'signal'>,
): Promise<OpenedConnection> {
  const place = athenaPlaceFrom(address);
  if (place === undefined) throw new JobSourceError(wrongAddress());
  const athena = await openAthenaAt(place, access);
  try {
    const describe = (described: AbortSignal) => readTable(athena.service, place, described);
    return {
      regions: await describe(signal).then(
        (table) => {
          const mayReadAll = new ReadAllQuestion(table);
          return athenaRegions(place, { runner: new StoppableQueries(athena.service), table, mayReadAll });
        },
        (error: unknown) => {
          if (failureOf(error).kind !== 'signInExpired') throw error;
          const source = new SignedOutSource(describe, onOtherSettings);
          return place.regions.map((region) => ({ region, source, listed: [], history: {} }));
        },
      ),
      signIn: athena.signIn,
      certificateFile: athena.certificateFile,
      foreignEndpoints: athena.foreignEndpoints,
      get facts() {
        return [
          l10n.t('Athena: {table}', { table: visibleLine(`${place.database}.${place.table}`, 80) }),
          // Before what may be cut.
          foreignEndpointsText(athena.foreignEndpoints),
          visibleLine(credentialsLabel(place), 100),
          place.region,
          scanCostText(access.scannedBytes, vscode.env.language),
        ]
          .filter(Boolean)
          .join(' · ');
      },
      dispose: athena.dispose,
    };
  } catch (error) {
    athena.dispose();
    throw error;
  }
}

function credentialsLabel({ isEnvironment, profile }: AthenaPlace): string {
  return connectionLabel({
    kind: 'aws',
    ...(isEnvironment && { isEnvironment }),
    ...(profile !== undefined && { profile }),
  });
}

/**
 * Opens Athena with the profile, in the region and for the workgroup of a place. The status bar shows for a
 * moment what each query has read.
 */
export async function openAthenaAt(
  place: Pick<AthenaPlace, 'catalog' | 'isEnvironment' | 'profile' | 'region' | 'workGroup'>,
  { scannedBytes, ...access }: AthenaAccess,
) {
  const { openAthena } = await import('../aws/athenaConnection.js');
  const { catalog, isEnvironment, profile, region, workGroup } = place;
  const connection = { isEnvironment, profile };
  return openAthena({
    ...{ ...access, catalog, connection, region, workGroup },
    onScanned: (bytes) => {
      scannedBytes.push(bytes);
      statusMessage(scanText(bytes, vscode.env.language));
    },
  });
}

/** Asks once whether queries may read all reports. A no counts for the queries that wait for the answer. */
class ReadAllQuestion implements MayReadAll {
  readonly #table: AthenaTable;
  #asking: Promise<boolean> | undefined;
  isAllowed = false;

  constructor(table: AthenaTable) {
    this.#table = table;
  }

  async ask(signal: AbortSignal): Promise<boolean> {
    this.#asking ??= this.#confirm().finally(() => {
      this.#asking = undefined;
    });
    const isAllowed = await this.#asking;
    if (signal.aborted) throw aborted();
    return isAllowed;
  }

  async #confirm(): Promise<boolean> {
    const { database, day, name } = this.#table;
    this.isAllowed = await confirm(
      l10n.t('Read all job reports of {table}?', { table: visibleLine(`${database}.${name}`, 80) }),
      day === undefined
        ? l10n.t(
            'The table is not partitioned by day, so each query reads all reports. AWS charges about 5 US dollars for each TB, and for at least 10 MB a query.',
          )
        : l10n.t(
            'Without a start date, a query reads all reports. AWS charges about 5 US dollars for each TB, and for at least 10 MB a query. Filter by the date of creation to read less.',
          ),
      l10n.t('Read All'),
    );
    return this.isAllowed;
  }
}

function wrongAddress() {
  return {
    kind: 'configuration',
    summary: l10n.t('The stored connection to Athena is not valid'),
    detail: l10n.t('Connect to Athena again.'),
    remedy: 'selectConnection',
  } as const;
}
