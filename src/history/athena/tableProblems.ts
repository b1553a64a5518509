import * as l10n from '@vscode/l10n';
import { columnTarget } from '../forms/columnTarget.js';
import { type AthenaTable, tableOf } from './athenaTable.js';
import { JobColumns } from './jobColumns.js';
import { isScalar, isText, type TableDescription } from './tableDescription.js';

/** What is wrong with the definition of a table. */
export interface TableProblem {
  /**
   * `unusable`: no jobs can be read. `wrong`: some jobs are read wrongly. `costly`: they are right, but every
   * query reads all reports.
   */
  readonly severity: 'costly' | 'unusable' | 'wrong';
  readonly text: string;
}

/**
 * The known mistakes in the definition of a table of job reports. A published definition of such tables
 * splits CSV at each comma, also within quotes, and stores sizes as 32-bit integers.
 */
export function tableProblems(
  named: Pick<AthenaTable, 'database' | 'name'>,
  description: TableDescription,
): readonly TableProblem[] {
  const table = tableOf(named, description);
  return [
    ...missingColumns(table),
    ...wrongFormat(description),
    ...wrongTypes(description),
    ...(table.day === undefined
      ? [
          {
            severity: 'costly' as const,
            text: l10n.t('It is not partitioned by day, so every query reads all reports.'),
          },
        ]
      : []),
  ];
}

function missingColumns(table: AthenaTable): readonly TableProblem[] {
  const columns = new JobColumns(table);
  const missing = neededFields.filter((field) => !columns.fields.includes(field));
  if (missing.length > 0)
    return [
      {
        severity: 'unusable',
        text: l10n.t('It has no column for {fields}: these are not job reports.', {
          fields: missing.join(', '),
        }),
      },
    ];
  return columns.region === undefined
    ? [{ severity: 'unusable', text: l10n.t('It has no column for the region of a job.') }]
    : [];
}

function wrongFormat({ parameters }: TableDescription): readonly TableProblem[] {
  const serde = parameters['serde.serialization.lib'] ?? '';
  if (!serde.endsWith('LazySimpleSerDe')) return [];
  return [
    {
      severity: 'wrong',
      text: l10n.t(
        'It splits lines at commas within quotes (LazySimpleSerDe): values may be in wrong columns.',
      ),
    },
  ];
}

function wrongTypes({ columns, parameters }: TableDescription): readonly TableProblem[] {
  const isOpenCsv = parameters['serde.serialization.lib']?.endsWith('OpenCSVSerde') ?? false;
  return columns.flatMap(({ name, type }): readonly TableProblem[] => {
    const target = columnTarget(name);
    if (target?.kind !== 'field') return [];
    if (target.field === 'BackupSizeInBytes' && /^(tiny|small)?int(eger)?$/i.test(type))
      return [
        { severity: 'wrong', text: l10n.t('Sizes over 2 GiB do not fit into its column {name}.', { name }) },
      ];
    if (isOpenCsv && isScalar(type) && !isText(type))
      return [
        {
          severity: 'wrong',
          text: l10n.t('OpenCSVSerde cannot read empty values of its column {name}: make it a string.', {
            name,
          }),
        },
      ];
    return [];
  });
}

const neededFields = ['BackupJobId', 'State', 'CreationDate'];
