import { type FilterName, filterNames, filterRow, filterTable } from '../jobs/filterTable.js';

type Row = (typeof filterTable)[FilterName];
/** The commands that edit one filter. */
export type FilterByName = Row['command'];
/** The commands in the menu of a row that filter by its value. */
export type FilterByThisName = Extract<Row, { readonly thisCommand: string }>['thisCommand'];
export type FilterCommandName = (typeof otherFilterCommands)[number] | FilterByName | FilterByThisName;

export const otherFilterCommands = ['filter', 'applyPreset', 'saveFilter'] as const;
export const filterByNames = [...new Set(filterNames.map((name) => filterTable[name].command))];
export const filterByThisNames = filterNames.flatMap(
  (name) => (filterRow(name).thisCommand as FilterByThisName | undefined) ?? [],
);

/** The filter that a "filter by this" command sets. */
export function filterOfThis(command: FilterByThisName): FilterName | undefined {
  return filterNames.find((name) => filterRow(name).thisCommand === command);
}
