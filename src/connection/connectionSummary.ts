import * as l10n from '@vscode/l10n';
import { visibleLine } from '../jobs/visibleText.js';
import { type Connection, connectionLabel } from './connection.js';

/** The input of {@link connectionSummary}. */
export interface SummarizedSessions {
  readonly chosen: Connection | undefined;
  readonly regions: readonly string[];
  readonly inUse:
    | {
        readonly account: string | undefined;
        /** Empty if its name is not known; see `ConnectionInUse`. */
        readonly machineRole?: string | undefined;
        /** The facts of a connection that is not one to AWS; see `OpenedConnection`. */
        readonly facts?: string | undefined;
        endpointsText(): string;
      }
    | undefined;
}

/**
 * The current connection in one line: `prod · 111122223333 (Production) · us-east-1, eu-west-1`. An endpoint
 * that is not AWS's own is appended: ` · endpoint http://localhost:4566`. If the end of the line may be cut,
 * the endpoint follows the name. Empty if no connection is selected. A role of this machine is named, because
 * no setting names it. A history has no account of its own: `History: reports-2026 · 1,234 jobs · 1 Jan to 31
 * Mar`. The account is always the one of the open connection, never of an earlier one.
 */
export function connectionSummary(
  { chosen, inUse, regions }: SummarizedSessions,
  accountText: (account: string) => string = (account) => account,
  mayBeCut = false,
): string {
  if (chosen === undefined) return '';
  if (chosen.kind === 'history') return inUse?.facts ?? connectionLabel(chosen);
  const account = chosen.kind === 'sample' ? undefined : inUse?.account;
  const facts = [
    machineRoleText(inUse?.machineRole),
    account ? accountText(account) : '',
    regions.join(', '),
  ];
  const label = visibleLine(connectionLabel(chosen), 100);
  const shown = facts.map((fact) => visibleLine(fact, 100));
  // Already shortened, in a way that keeps the ends of the host names.
  const endpoints = inUse?.endpointsText();
  const parts = mayBeCut ? [label, endpoints, ...shown] : [label, ...shown, endpoints];
  return parts.filter(Boolean).join(' · ');
}

function machineRoleText(role: string | undefined): string {
  if (role === undefined) return '';
  return role === '' ? l10n.t('role of this machine') : l10n.t('role of this machine: {role}', { role });
}
