/** The commands of src/commands/filterCommands.ts, whose bundle is loaded when the first of them is run. */
export const filterCommandNames = [
  'filter',
  'filterByAccount',
  'filterByBackupPlanId',
  'filterByBackupVaultName',
  'filterByCompleteDate',
  'filterByCreatedDate',
  'filterByMessageCategory',
  'filterByParentJobId',
  'filterByResourceArn',
  'filterByResourceType',
  'filterByState',
  'applyPreset',
  'saveFilter',
  'filterByThisAccount',
  'filterByThisCategory',
  'filterByThisDay',
  'filterByThisParent',
  'filterByThisPlan',
  'filterByThisResource',
  'filterByThisResourceType',
  'filterByThisState',
  'filterByThisVault',
] as const;

export type FilterCommandName = (typeof filterCommandNames)[number];
/** The commands of a row's menu. */
export type FilterByThisName = Extract<FilterCommandName, `filterByThis${string}`>;
