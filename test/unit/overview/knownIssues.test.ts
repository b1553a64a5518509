import assert from 'node:assert/strict';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { coverageOf } from '../../../src/jobs/coverage.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import { isPast, type KnownIssue } from '../../../src/jobs/knownIssue.js';
import { scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { overviewViewModel } from '../../../src/overview/viewModels/overviewViewModel.js';
import { sectionContent } from '../../../src/overview/viewModels/sectionContent.js';
import { Targets } from '../../../src/overview/viewModels/viewModelContext.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { hostileTexts } from '../../hostile.js';
import { daily } from '../schedule/dailyJobs.js';
import { figuresOf } from './figuresOf.js';

/** A Thursday: the period is 24 hours in every time zone. */
const now = new Date('2026-11-26T20:00:00Z');
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const denied = { State: 'FAILED', StatusMessage: 'Access denied to key 12' };
const skipped = {
  State: 'COMPLETED',
  MessageCategory: 'VSS_ERROR',
  StatusMessage: 'Windows VSS backup attempt failed',
};
const until = '2026-12-03';
const keyIssue: KnownIssue = { statusMessage: 'Access denied to key *', reason: 'key is replaced', until };
const vssIssue: KnownIssue = {
  statusMessage: 'Windows VSS backup attempt failed',
  reason: 'no VSS',
  until: '2027-01-31',
};
const tableArn = (name: string) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${name}`;

describe('Known issues in the overview', () => {
  it('are counted apart in the verdict, which is never good with an accepted failure', async () => {
    const good = states('good', {});
    const otherIssue = [{ backupRuleId: 'other', reason: 'moved', until }];
    /** The jobs of a rule that runs in the morning and in the afternoon, except on one morning. */
    const twiceADay = (resource: string, { missed, until }: { missed: number; until: number }) =>
      [5, 17].flatMap((hour) =>
        daily({
          resource,
          rule: 'other',
          hour,
          cron: 'cron(0 5,17 ? * * *)',
          until,
          without: (day) => hour === 5 && day === missed,
        }).map((job, at) => ({ ...ended(job), BackupJobId: `${resource}-${hour}-${at}` })),
      );
    const verdictOf = async (
      jobs: readonly BackupJob[],
      known: readonly KnownIssue[] = [keyIssue, vssIssue],
    ) => {
      const { text, tone } = (await viewModelOf([...good, ...jobs], known)).viewModel.verdict;
      return `${tone}: ${text.replace(/ that ended .+?M(?=\b)/, '')}`;
    };
    assert.deepEqual(
      [
        await verdictOf([...states('a', { 26: { State: 'FAILED' } }), ...states('b', { 26: denied })]),
        await verdictOf(states('b', { 26: denied })),
        await verdictOf([...states('b', { 26: denied }), ...states('c', { 26: denied })]),
        await verdictOf(states('d', { 26: skipped })),
        await verdictOf([...states('d', { 26: skipped })], []),
        await verdictOf(daily({ resource: 'e', rule: 'other', until: 24 }).map(ended), otherIssue),
        await verdictOf(twiceADay('e', { until: 26, missed: 26 }), otherIssue),
        await verdictOf(
          ['e', 'f'].flatMap((resource) => [
            ...twiceADay(resource, { until: 26, missed: 26 }),
            ...daily({ resource: `${resource}-late`, rule: 'other', until: 24 }).map(ended),
          ]),
          otherIssue,
        ),
      ],
      [
        'bad: 1 of 3 jobs made no complete backup; the resource has had no good backup for one night. 1 more job made no complete backup, which is a known issue.',
        'plain: 1 of 2 jobs made no complete backup: a known issue.',
        'plain: 2 of 3 jobs made no complete backup: known issues.',
        'good: All 2 jobs completed, 1 of them with known issues.',
        'plain: All 2 jobs completed, 1 of them with issues.',
        'plain: The only job completed. 1 overdue resource is a known issue.',
        'plain: All 2 jobs completed. 1 missed run is a known issue.',
        'plain: All 3 jobs completed. 2 missed runs are known issues. 2 overdue resources are known issues.',
      ],
    );
  });

  it('come last, with their reasons and end dates, wherever they are listed', async () => {
    const { section, targets } = await viewModelOf(
      [
        ...states('a', { 26: { State: 'FAILED' } }),
        ...states('b', { 24: denied, 25: denied, 26: denied }),
        ...daily({ resource: 'c', rule: 'other', without: (day) => day === 25, until: 26 }).map(ended),
        ...daily({ resource: 'd', rule: 'moved', until: 25 }).map(ended),
      ],
      [keyIssue, { backupRuleId: 'moved', reason: 'moved to B', until }],
    );
    const known = 'Known issue until Dec 3, 2026: key is replaced';
    const moved = 'Known issue until Dec 3, 2026: moved to B';
    const rowsOf = (name: string, column: number) =>
      section(name).table.rows.map(({ accept, cells, group }) => [
        group,
        cells[0],
        cells[column],
        accept !== undefined && targets.at(accept)?.kind,
      ]);
    assert.deepEqual(rowsOf('failures', 1), [
      [undefined, 'a', 'Failed', 'accept'],
      ['Known issues · 1', 'b', `${known} · Failed · Access denied to key 12`, false],
    ]);
    assert.match(section('failures').caption, / Jobs: 1 failed · 1 known\.$/);
    assert.deepEqual(rowsOf('changes', 1), [
      ['Newly failing · 1', 'a', 'Failed', 'accept'],
      ['Missed a run · 1', 'c', 'prod · other · 1 run made no job', 'accept'],
      ['Known issues · 2', 'b', `${known} · Failed · Access denied to key 12`, false],
      ['Known issues · 2', 'd', `${moved} · prod · moved · no job for 1 run`, false],
    ]);
    assert.deepEqual(
      rowsOf('missed', 4).map(([group, ...others]) => [group?.toString().split(':')[0], ...others]),
      [
        ['Missed', 'c', section('missed').table.rows[0]?.cells[4], 'accept'],
        ['Known issues · 1', 'd', moved, false],
      ],
    );
    assert.match(section('stale').caption, /^Resources: 1 of 4\./);
    assert.deepEqual(
      section('stale').table.rows.map(({ cells, group }) => [
        group,
        cells[0],
        cells[3]?.replace(/ \d+ h ago/, ''),
      ]),
      [
        ['Latest job made no complete backup · 1', 'a', 'Failed ·'],
        ['Known issues, not counted · 2', 'b', `Failed · · ${known}`],
        ['Known issues, not counted · 2', 'd', `Completed · · ${moved}`],
      ],
    );
    assert.deepEqual(
      section('messages').causes?.map(({ accept, advice, title, tone, value }) => [
        title,
        tone,
        value,
        advice[0],
        accept !== undefined,
      ]),
      [['Access denied to key <number>', 'known', 'Jobs: 1 · resources: 1 · 1 known', known, false]],
    );
  });

  it('leave out no resource without a good backup of which something else is open', async () => {
    const second = (resource: string, changes: Readonly<Record<number, Partial<BackupJob>>>, until = 26) =>
      daily({ resource, rule: 'moved', hour: 4, until }).map((job, at) => ({
        ...ended(job),
        BackupJobId: `${resource}-second-${at}`,
        ...changes[at + 1],
      }));
    const always = (change: Partial<BackupJob>) => ({ 24: change, 25: change, 26: change });
    const running = { State: 'RUNNING', CompletionDate: undefined };
    const { section } = await viewModelOf(
      [
        ...states('failure', always(denied)),
        ...second('failure', always({ State: 'FAILED', StatusMessage: 'Another reason' })).map((job) => ({
          ...job,
          CreatedBy: { ...job.CreatedBy, BackupRuleId: 'open' },
        })),
        ...states('issues', always(skipped)),
        ...second('issues', { 24: skipped }, 24),
        ...states('running', { 24: denied, 25: denied, 26: running }),
        ...second('running', { 24: denied }, 24),
        ...states('denied', always(denied)),
        ...second('late', { 24: denied }, 24),
      ],
      [keyIssue, { backupRuleId: 'moved', reason: 'moved to B', until }],
    );
    assert.deepEqual(
      section('stale').table.rows.map(({ cells, group }) => [
        group,
        cells[0],
        cells[3]?.replace(/ · \d+ h ago/, ''),
      ]),
      [
        ['Latest job made no complete backup · 1', 'failure', 'Failed'],
        ['Latest job completed with issues · 1', 'issues', 'Completed with issues'],
        ['Latest job is in progress · 1', 'running', 'Running'],
        [
          'Known issues, not counted · 2',
          'late',
          'Failed · 2 d ago · Known issue until Dec 3, 2026: key is replaced',
        ],
        [
          'Known issues, not counted · 2',
          'denied',
          'Failed · Known issue until Dec 3, 2026: key is replaced',
        ],
      ],
    );
    const late = await viewModelOf(second('late', { 24: skipped }, 24), [
      vssIssue,
      { backupRuleId: 'moved', reason: 'moved to B', until },
    ]);
    assert.deepEqual(
      late.section('stale').table.rows.map(({ cells, group }) => [group, cells[3]]),
      [
        [
          'Known issues, not counted · 1',
          'Completed with issues · 2 d ago · Known issue until Dec 3, 2026: moved to B',
        ],
      ],
    );
  });

  it('make a resource known after a job with other issues, but not beside a failure without a date', async () => {
    const { section } = await viewModelOf(
      [
        ...states('issues before', { 24: skipped, 25: denied, 26: denied }),
        ...states('undated', { 25: denied, 26: denied }),
        {
          ...states('undated', {})[0],
          BackupJobId: 'undated',
          CompletionDate: undefined,
          CreationDate: undefined,
          State: 'FAILED',
          StatusMessage: 'Another reason',
        },
      ],
      [keyIssue],
    );
    assert.deepEqual(
      section('stale').table.rows.map(({ cells, group }) => [group, cells[0]]),
      [
        ['Latest job made no complete backup · 1', 'undated'],
        ['Known issues, not counted · 1', 'issues before'],
      ],
    );
  });

  it('make a job that completed with them a good backup: neither too old nor a gap', async () => {
    const always = states('a', Object.fromEntries(Array.from({ length: 26 }, (_, at) => [at + 1, skipped])));
    const rowsOf = async (known: readonly KnownIssue[]) => {
      const { section } = await viewModelOf([...always, ...states('good', {})], known);
      return ['stale', 'gaps'].map((name) => section(name).table.rows.map(({ cells }) => cells[0]));
    };
    assert.deepEqual(
      [await rowsOf([]), await rowsOf([vssIssue])],
      [
        [['a'], ['a']],
        [[], []],
      ],
    );
  });

  it('hide nothing that they do not accept: a resource stays listed with its other failure', async () => {
    const { section } = await viewModelOf(
      [
        ...states('a', { 26: denied }),
        ...daily({ resource: 'a', rule: 'second', hour: 4, until: 26 }).map((job, at) => ({
          ...ended(job),
          BackupJobId: `second-${at}`,
          ...(at === 25 && { State: 'FAILED', StatusMessage: 'Another reason' }),
        })),
      ],
      [keyIssue],
    );
    assert.deepEqual(
      ['failures', 'changes'].map((name) =>
        section(name).table.rows.map(({ cells, group }) => [group, cells[0], cells[1]]),
      ),
      [
        [[undefined, 'a', 'Failed · Another reason']],
        [['Newly failing · 1', 'a', 'Failed · Another reason']],
      ],
    );
  });

  it('leave to accept what is open: the latest failure of each rule, and runs that made no job', async () => {
    const full = { State: 'FAILED', StatusMessage: 'No space left' };
    const ofRule = (rule: string, hour: number, changes: Parameters<typeof states>[1], without?: number) =>
      daily({ resource: 'a', rule, plan: rule, hour, until: 26, without: (day) => day === without }).map(
        (job) => {
          const day = job.CreationDate?.getUTCDate() ?? 0;
          return { ...ended(job), BackupJobId: `${rule}-${day}`, ...changes[day] };
        },
      );
    const offered = async (jobs: readonly BackupJob[], ...known: readonly KnownIssue[]) => {
      const { section, targets } = await viewModelOf(jobs, known);
      return section('changes').table.rows.map(({ accept = -1 }) => {
        const target = targets.at(accept);
        if (target?.kind !== 'accept') return undefined;
        const { jobs: failures, runs } = target.what;
        return [...failures, ...runs].map((one) =>
          'backupRuleId' in one ? `runs of ${one.backupRuleId}` : (one as BackupJob).BackupJobId,
        );
      });
    };
    const failing = ofRule('x', 4, { 25: full, 26: denied });
    const [first, second] = [ofRule('y', 5, { 26: full }, 25), ofRule('z', 6, {}, 25)];
    const moved = { backupRuleId: 'z', reason: 'moved', until };
    assert.deepEqual(
      {
        failing: await offered([...failing, ...second], keyIssue),
        both: await offered([...ofRule('x', 4, { 26: full }), ...first, ...second], keyIssue, moved),
        missed: await offered([...ofRule('y', 5, {}, 25), ...second], moved),
        known: await offered(second, moved),
        recovered: await offered(ofRule('x', 4, { 25: full }), keyIssue),
      },
      {
        failing: [['x-25', 'runs of z']],
        both: [['y-26', 'x-26', 'runs of y']],
        missed: [['runs of y']],
        known: [undefined],
        recovered: [undefined],
      },
    );
  });

  it('have a section with what each accepts here, what ends soon, and what accepts nothing', async () => {
    const issues: readonly KnownIssue[] = [
      { resourceArn: tableArn('none'), reason: 'nothing there', until: '2026-11-27' },
      { backupVaultName: 'vault', accountId: '999999999999', reason: 'elsewhere', until: '2026-11-26' },
      { ...vssIssue, until: '2026-12-04' },
      keyIssue,
      { backupRuleId: 'moved', reason: 'moved to B', until: '2027-11-26' },
      { resourceArn: tableArn('b'), reason: 'over', until: '2026-11-25' },
    ];
    const { section, targets } = await viewModelOf(
      [
        ...states('a', { 24: denied, 26: denied }),
        ...states('b', { 25: denied }),
        ...states('c', { 2: skipped }),
        ...daily({ resource: 'd', rule: 'moved', until: 24 }).map(ended),
      ],
      issues,
    );
    const { caption, setting, table } = section('knownIssues');
    assert.equal(setting, 'knownIssues');
    assert.match(caption, /Each job is counted under the first entry that accepts it\.$/);
    assert.deepEqual(
      table.rows.map(({ cells }) => cells.slice(0, 4)),
      [
        ['elsewhere', 'vault vault, account 999999999999', 'Nov 26, 2026 · ends today', 'nothing'],
        ['nothing there', `resource ${tableArn('none')}`, 'Nov 27, 2026 · ends tomorrow', 'nothing'],
        [
          'key is replaced',
          'message “Access denied to key *”',
          'Dec 3, 2026 · ends in 7 days',
          'Jobs: 3 · resources: 2',
        ],
        ['no VSS', `message “${vssIssue.statusMessage}”`, 'Dec 4, 2026', 'Jobs: 1 · resources: 1'],
        ['moved to B', 'rule moved', 'Nov 26, 2027', 'runs without a job: 2'],
        ['over', `resource ${tableArn('b')}`, 'Nov 25, 2026 · has ended', 'nothing: its end date has passed'],
      ],
    );
    const [, , row] = table.rows;
    const opened = targets.at(row?.target ?? -1);
    assert.equal(opened?.kind === 'open' && opened.job.BackupJobId, 'a-26');
    assert.deepEqual(targets.at(row?.filter ?? -1), {
      kind: 'filter',
      filter: {
        statusMessage: 'Access denied to key <number>',
        state: ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED', 'COMPLETED_WITH_ISSUES'],
      },
    });
    const { viewModel } = await viewModelOf(states('a', {}), []);
    assert.ok(!viewModel.attention.some(({ name }) => name === 'knownIssues'));
  });

  it('are counted apart in the shares and rankings', async () => {
    const { viewModel } = await viewModelOf(
      [
        ...states('a', { 26: denied }),
        ...states('b', { 26: { State: 'FAILED' } }),
        ...states('c', { 26: skipped }),
        ...states('d', {}),
      ],
      [keyIssue, vssIssue],
    );
    assert.deepEqual(
      [
        viewModel.health.cards[0]?.value,
        viewModel.health.caption.replace(/^.+(?=Known)/, ''),
        viewModel.sections
          .find(({ name }) => name === 'resource')
          ?.bars?.map(({ title, value }) => `${title}: ${value}`),
      ],
      [
        '50%',
        'Known issues among the jobs without a complete backup: 1, among those completed with issues, which count as succeeded: 1.',
        ['b: 100% · 1 of 1', 'a: 0% · 0 of 1 · 1 known'],
      ],
    );
  });

  it('are counted by day, and leave a cause that is partly accepted to its latest other job', async () => {
    const { section, targets, viewModel } = await viewModelOf(
      [...states('a', { 26: denied }), ...states('b', { 25: denied, 26: denied })].map((job) =>
        job.BackupJobId === 'a-26' ? { ...job, CreationDate: new Date(now.getTime() - hourMs) } : job,
      ),
      [{ resourceArn: tableArn('a'), reason: 'old', until }],
    );
    const [cause] = section('messages').causes ?? [];
    const accept = targets.at(cause?.accept ?? -1);
    assert.deepEqual(
      [
        cause?.value,
        accept?.kind === 'accept' && accept.what.jobs.map(({ BackupJobId }) => BackupJobId),
        viewModel.days.caption.replace(/^.+(?=Known)/, ''),
        viewModel.days.chart.days.slice(-2).map(({ title }) => title.replace(/^.+: /, '')),
      ],
      [
        'Jobs: 2 · resources: 2 · 1 known',
        ['b-26'],
        'Known issues among these jobs, counted with the others: 1.',
        ['2 jobs', '2 jobs · 1 known'],
      ],
    );
  });

  it('keep any reason and condition on one line, and make no formula and no markup of a copy', async () => {
    for (const text of Object.values(hostileTexts)) {
      const reason = text.trim() || 'r';
      const { section } = await viewModelOf(states('a', { 26: denied }), [
        { ...keyIssue, reason },
        { backupVaultName: reason, reason, until },
      ]);
      for (const name of ['failures', 'changes', 'stale', 'knownIssues']) {
        const { table } = section(name);
        for (const cell of table.rows.flatMap(({ cells }) => cells))
          assert.ok(cell !== '' && cell.length < 700 && !/[\r\n\u202e]/.test(cell), `${name}: ${cell}`);
        const about = { connection: 'account', filter: '', regions: [] };
        const { html, text: copy } = sectionContent(section(name), about, 'en');
        assert.doesNotMatch(html, /<(?!\/?(?:p|br|table|thead|tbody|tr|th|td|strong|code)\b)/);
        assert.doesNotMatch(copy, /^[=+@]|\t[=+@]/m);
      }
    }
  });
});

/** A job with an end. */
function ended(job: BackupJob): BackupJob {
  return { ...job, CompletionDate: new Date((job.CreationDate?.getTime() ?? 0) + hourMs / 2) };
}

/** The jobs of a daily rule, each with an end. Some days have other fields. */
function states(
  resource: string,
  changes: Readonly<Record<number, Partial<BackupJob>>>,
): readonly BackupJob[] {
  return daily({ resource, rule: 'daily', until: 26 }).map((job, at) => ({
    ...ended(job),
    ...changes[at + 1],
  }));
}

/** The view model of all jobs of an account. */
async function viewModelOf(jobs: readonly BackupJob[], known: readonly KnownIssue[]) {
  const entries = known.map((issue, place) => ({
    scope: 'user' as const,
    place,
    stored: issue,
    issue,
    isPast: isPast(issue.until, now),
    problems: [],
  }));
  const accepted = new AcceptedIssues(entries.flatMap((one) => (one.isPast ? [] : one.issue)));
  const readAt = now.getTime();
  const read = [{ from: readAt - 30 * dayMs, to: readAt }];
  const report = await scheduleReport([{ region: 'us-east-1', jobs, known: read, readAt }]);
  const schedule = await scheduleFigures(report, now, { accepted });
  const options = { now, asOf: now, periodMs: dayMs, staleMs: undefined };
  const targets = new Targets();
  const figures = await figuresOf(jobs, { ...options, accepted, schedule: report });
  const viewModel = await overviewViewModel(figures, schedule, {
    ...options,
    coverage: coverageOf(selectionOf({}), { isComplete: true, readSince: undefined }),
    locale: 'en',
    targets,
    knownIssues: entries,
  });
  const section = (name: string) => {
    const found = [...viewModel.attention, ...viewModel.sections].find((one) => one.name === name);
    assert.ok(found, name);
    return found;
  };
  return { viewModel, section, targets };
}
