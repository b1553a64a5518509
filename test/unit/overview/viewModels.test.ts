import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { type Coverage, coverageOf } from '../../../src/jobs/coverage.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { localTimeText } from '../../../src/jobs/formats.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';
import { selects } from '../../../src/jobs/jobSelection.js';
import { type ScheduleFigures, scheduleFigures } from '../../../src/overview/figures/scheduleFigures.js';
import { overviewViewModel } from '../../../src/overview/viewModels/overviewViewModel.js';
import type { OverviewViewModel } from '../../../src/overview/viewModels/section.js';
import { shareText } from '../../../src/overview/viewModels/shareText.js';
import { Targets } from '../../../src/overview/viewModels/viewModelContext.js';
import { scheduleReport } from '../../../src/schedule/scheduleReport.js';
import { daily } from '../schedule/dailyJobs.js';
import { figuresOf } from './figuresOf.js';

const now = new Date(2026, 10, 23, 12);
const hour = 3_600_000;

describe('The view model of the overview', () => {
  it('marks the counts of incomplete days with a plus, in the table too', async () => {
    const { days } = await viewModelOf([job('FAILED', 50), job('COMPLETED', 1)], { readSince: hoursAgo(20) });
    const rows = days.table.rows.map(({ cells }) => cells);
    assert.deepEqual(rows.slice(0, 3), [
      ['Nov 23', '0', '1', '1'],
      ['Nov 22', '0+', '0+', '0+'],
      ['Nov 21', '1+', '0+', '1+'],
    ]);
  });

  it('has what needs attention and the days first, and folds the rest', async () => {
    const { attention, days, health, sections } = await viewModelOf([job('FAILED', 2), job('COMPLETED', 3)]);
    assert.deepEqual(
      [...attention, days, health, ...sections].map(({ isFolded = false, name, shortTitle, title }) => [
        name,
        isFolded,
        title.startsWith(shortTitle) || shortTitle,
      ]),
      [
        ['failures', false, true],
        ['changes', false, true],
        ['stale', false, true],
        ['missed', false, true],
        ['messages', false, true],
        ['days', false, true],
        ['health', true, true],
        ['longest', true, true],
        ['growing', true, 'Longer and longer'],
      ],
    );
  });

  it('marks the days that can only be a part, in the chart and the table', async () => {
    const inFilter = { filter: { createdAfter: new Date(2026, 10, 22, 18).toISOString() } };
    const daysOf = async (...given: Parameters<typeof viewModelOf>) => {
      const { days } = await viewModelOf(...given);
      return days.chart.days.map(({ title }, index) => [title, days.table.rows.at(-1 - index)?.cells[0]]);
    };
    const all = await daysOf([job('FAILED', 30 * 24 - 1), job('COMPLETED', 1)]);
    assert.deepEqual(
      [all.length, all[0], all[1], all[30]],
      [
        31,
        ['Saturday, October 24, a part of the day: 1 job', 'Oct 24, a part of the day'],
        ['Sunday, October 25: 0 jobs', 'Oct 25'],
        ['Monday, November 23: 1 job', 'Nov 23'],
      ],
    );
    assert.deepEqual(await daysOf([job('COMPLETED', 15), job('COMPLETED', 1)], inFilter), [
      ['Sunday, November 22, a part of the day: 1 job', 'Nov 22, a part of the day'],
      ['Monday, November 23: 1 job', 'Nov 23'],
    ]);
  });

  it('compares the health with the time before, as text on the cards and as numbers in a copy', async () => {
    const running = { InitiationDate: hoursAgo(30), CompletionDate: hoursAgo(20) };
    const { health } = await viewModelOf([
      job('FAILED', 2),
      job('FAILED', 26),
      job('FAILED', 27),
      job('COMPLETED', 30, running),
    ]);
    assert.deepEqual(
      health.cards.map(({ comparison, title }) => `${title}: ${comparison}`).filter((_, at) => at % 4 < 2),
      [
        'Succeeded: before: 33.3%',
        'Failed: before: 2 (-1)',
        'Completed: before: 1 (-1)',
        'Running now: 24 hours ago: 1 (-1)',
      ],
    );
    assert.deepEqual(
      [
        health.table.columns.map(({ title }) => title),
        ...health.table.rows.slice(0, 3).map(({ cells }) => cells),
      ],
      [
        ['Figure', 'Now', 'Before', 'Change'],
        ['Succeeded', '0%', '33.3%', '—'],
        ['Failed', '1', '2', '-1'],
        ['Expired', '0', '0', '0'],
      ],
    );
  });

  it('never rounds a share to 0% or 100% if one of many jobs failed', async () => {
    const vault = { BackupVaultName: 'main' };
    const many = Array.from({ length: 9999 }, () => job('COMPLETED', 2, vault));
    const other = [job('FAILED', 2, { BackupVaultName: 'other' })];
    const all = [job('FAILED', 2, vault), ...many, job('COMPLETED', 26)];
    const { health } = await viewModelOf(all);
    const { sections } = await viewModelOf([...all, ...other]);
    const [share] = health.cards;
    assert.deepEqual([share?.value, share?.comparison, share?.tone], ['99.9%', 'before: 100%', 'plain']);
    const row = sections.find(({ name }) => name === 'vault')?.table.rows[1]?.cells;
    assert.deepEqual(row, ['main', '1', '10,000', '0.1%']);
  });

  it('ranks what fails most by the share, with the count beside it, unless the share is unknown', async () => {
    const inVault = (name: string, states: readonly string[]) =>
      states.map((state) => job(state, 2, { AccountId: '1', BackupVaultName: name }));
    const jobs = [
      ...inVault('often', ['FAILED', 'FAILED', 'FAILED', ...Array.from({ length: 9 }, () => 'COMPLETED')]),
      ...inVault('half', ['FAILED', 'COMPLETED']),
      ...inVault('half of more', ['FAILED', 'FAILED', 'COMPLETED', 'COMPLETED']),
      ...inVault('good', ['COMPLETED']),
    ];
    const barsOf = async (...given: Parameters<typeof viewModelOf>) =>
      (await viewModelOf(...given)).sections
        .find(({ name }) => name === 'vault')
        ?.bars?.map(({ share, title, value }) => `${title}: ${value}, ${share.toFixed(2)}`);
    assert.deepEqual(await barsOf(jobs), [
      'half of more: 50% · 2 of 4, 0.50',
      'half: 50% · 1 of 2, 0.50',
      'often: 25% · 3 of 12, 0.25',
    ]);
    assert.deepEqual(await barsOf(jobs, { readSince: hoursAgo(3) }), [
      'half of more: 2 of 4, 0.67',
      'half: 1 of 2, 0.33',
      'often: 3 of 12, 1.00',
    ]);
    const { sections } = await viewModelOf(jobs);
    assert.deepEqual(
      sections.map(({ name }) => name),
      ['vault', 'longest', 'growing'],
      'nothing is compared within the one account',
    );
  });

  it('has cards that show the jobs that they count', async () => {
    const states = ['FAILED', 'FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED', 'COMPLETED', 'RUNNING', 'FROZEN'];
    const jobs = [
      ...states.map((state, place) => job(state, place + 1)),
      ...states.map((state, place) => job(state, place + 30)),
      job('COMPLETED', 2, { MessageCategory: 'VSS_ERROR' }),
    ];
    const targets = new Targets();
    const { health } = await viewModelOf(jobs, { targets });
    const shown = health.cards.map(({ name, target, tone, value }) => {
      const its = targets.at(target);
      const selection = selectionOfFilter(its?.kind === 'filter' ? its.filter : {}, now);
      return `${tone} ${name} ${value}: ${jobs.filter((one) => selects(selection, one)).length}`;
    });
    assert.deepEqual(shown, [
      'plain share 14.3%: 9',
      'bad FAILED 2: 2',
      'bad EXPIRED 1: 1',
      'warning COMPLETED_WITH_ISSUES 1: 1',
      // The filter of AWS includes jobs with issues.
      'good COMPLETED 1: 2',
      'bad PARTIAL 1: 1',
      'bad ABORTED 1: 1',
      // AWS has no filter of states that it may invent.
      'plain any other 1: 9',
      'busy RUNNING 2: 2',
    ]);
  });

  it('formats shares with one decimal; only 0 is 0%, and only 1 is 100%', () => {
    const shares = [0, 1e-9, 0.0004, 0.29, 0.57, 0.9985, 0.9996, 1 - 1e-9, 1];
    assert.deepEqual(
      shares.map((share) => shareText(share, 'en')),
      ['0%', '0.1%', '0.1%', '29%', '57%', '99.9%', '99.9%', '99.9%', '100%'],
    );
  });

  it('groups the resources without a good backup by what became of them since', async () => {
    const of = (name: string) => ({ ResourceArn: `arn:aws:s3:::${name}` });
    const { attention } = await viewModelOf([
      job('COMPLETED', 90, of('quiet')),
      job('FAILED', 30, of('failing')),
      job('COMPLETED', 80, of('failing')),
      job('FAILED', 40, of('running')),
      job('RUNNING', 1, of('running')),
      job('COMPLETED', 30, { ...of('issues'), MessageCategory: 'VSS_ERROR' }),
      job('FROZEN', 1, of('frozen')),
      job('FAILED', 31, of('never')),
    ]);
    const table = attention.find(({ name }) => name === 'stale')?.table;
    assert.deepEqual(
      table?.rows.map(({ cells, group }) => [cells[0], group]),
      [
        ['failing', 'Latest job made no complete backup · 2'],
        ['never', 'Latest job made no complete backup · 2'],
        ['issues', 'Latest job completed with issues · 1'],
        ['frozen', 'Latest job is in another state · 1'],
        ['running', 'Latest job is in progress · 1'],
        ['quiet', 'No job since the last good backup · 1'],
      ],
      'the latest failure first',
    );
    assert.deepEqual(
      [table?.columns.slice(4), table?.rows[0]?.cells.slice(4)],
      [
        [
          { title: 'Next one was due', isCopyOnly: true },
          { title: 'Last good backup at', isCopyOnly: true },
          { title: 'Group', isCopyOnly: true },
          { title: 'ARN', isCopyOnly: true },
        ],
        [
          localTimeText(hoursAgo(80 - 24), 'en'),
          localTimeText(hoursAgo(80), 'en'),
          'Latest job made no complete backup',
          'arn:aws:s3:::failing',
        ],
      ],
    );
  });

  it('lists no resource without a good backup if older jobs that are not known may be one', async () => {
    const volume = { ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/a' };
    const running = job('RUNNING', 1, volume);
    const staleOf = async (...given: Parameters<typeof viewModelOf>) =>
      (await viewModelOf(...given)).attention.find(({ name }) => name === 'stale');
    const unknown = 'The filter excludes jobs that may be good backups, so this is unknown.';
    const cut = await staleOf([running], { filter: { createdAfter: hoursAgo(30).toISOString() } });
    assert.deepEqual(
      [cut?.empty, cut?.caption, cut?.table.rows],
      [unknown, 'A good backup completed without issues.', []],
    );
    const partial = await staleOf([running], { readSince: hoursAgo(30) });
    assert.equal(partial?.empty, 'This is known once all jobs of the last 48 hours are loaded.');
    const wide = { filter: { createdAfter: hoursAgo(50).toISOString() } };
    assert.equal((await staleOf([running], wide))?.table.rows.length, 1);
    const slow = job('COMPLETED', 40, { ResourceArn: 'arn:b', CompletionDate: hoursAgo(12) });
    assert.equal((await staleOf([running, slow], wide))?.empty, unknown, 'these jobs take longer');
    assert.equal((await staleOf([running, slow]))?.table.rows.length, 1);
  });
});

describe('The verdict of the overview', () => {
  const of = (resource: string): BackupJob => ({ ResourceArn: `arn:aws:s3:::${resource}` });
  const verdictOf = async (...[jobs, options]: Parameters<typeof viewModelOf>) => {
    const { verdict } = await viewModelOf(jobs, { schedule: await onSchedule(), ...options });
    return [verdict.tone, verdict.text] as const;
  };
  const night = [job('FAILED', 2, of('a')), job('COMPLETED', 3, of('b')), job('EXPIRED', 26 * 7, of('a'))];
  const period = 'in the 72 hours before Mon 12:00 PM';

  it('counts the jobs that ended, and the resources that have had no good backup for nights', async () => {
    assert.deepEqual(await verdictOf(night), [
      'bad',
      `1 of 2 jobs that ended ${period} made no complete backup; the resource has had no good backup for more than one night.`,
    ]);
    assert.deepEqual(await verdictOf([job('FAILED', 2, of('a')), job('COMPLETED', 50, of('a'))]), [
      'bad',
      `1 of 2 jobs that ended ${period} made no complete backup; the resource has had no good backup for one night.`,
    ]);
  });

  it('counts the nights of the resources of those jobs alone, not of resources that failed earlier', async () => {
    const earlier = job('FAILED', 26 * 7, of('earlier'));
    const since = (name: string) => [job('FAILED', 2, of(name)), job('FAILED', 26, of(name))];
    const first = (name: string) => [job('FAILED', 2, of(name)), job('COMPLETED', 26, of(name))];
    const secondPart = async (...jobs: BackupJob[]) =>
      (await verdictOf([...jobs, earlier]))[1]?.replace(/^.+?; (.+?\.) .+/, '$1');
    assert.deepEqual(
      [
        await secondPart(...first('a'), ...first('b')),
        await secondPart(...since('a'), ...first('b')),
        await secondPart(...since('a'), ...since('b')),
      ],
      [
        'none of their resources has been without a good backup for more than one night.',
        '1 of their resources has had no good backup for more than one night.',
        '2 of their resources have had no good backup for more than one night.',
      ],
    );
  });

  it('names the resources that failed before these jobs, if their jobs prove it', async () => {
    const earlier = (...names: string[]) =>
      names.flatMap((name) => [job('FAILED', 26 * 7, of(name)), job('COMPLETED', 26 * 8, of(name))]);
    const good = job('COMPLETED', 2, of('good'));
    const one = '1 resource made no complete backup earlier, and has had no good one since.';
    const two = '2 more resources made no complete backup earlier, and have had no good one since.';
    const all = `The only job that ended ${period} completed.`;
    assert.deepEqual(
      [
        await verdictOf([good, ...earlier('x')]),
        await verdictOf([good, ...earlier('x'), job('COMPLETED', 26 * 6, of('x'))]),
        await verdictOf([good, ...earlier('x')], { filter: { backupVaultName: ['a'] } }),
        (await verdictOf([...night, ...earlier('x', 'y')]))[1]?.endsWith(` for more than one night. ${two}`),
      ],
      [
        ['plain', `${all} ${one}`],
        ['good', all],
        ['plain', `${all} Only jobs that match the filter are counted.`],
        true,
      ],
    );
  });

  it('includes what ended after the first of several regions was read, and says so', async () => {
    const later = [job('FAILED', -0.1, of('a')), job('COMPLETED', -0.1, of('b'))];
    const { attention } = await viewModelOf(later, { isOldestRead: true });
    assert.match(attention[0]?.caption ?? '', /^Jobs that ended since Fri 12:00 PM, /);
    assert.match(
      (await verdictOf(later, { isOldestRead: true }))[1] ?? '',
      /^1 of 2 jobs that ended since Fri 12:00 PM made/,
    );
    assert.deepEqual(await verdictOf([job('COMPLETED', 2)], { isOldestRead: true }), [
      'good',
      'The only job that ended since Fri 12:00 PM completed. Each region is counted up to when it was read, the first at Mon 12:00 PM.',
    ]);
  });

  it('claims how long a resource has had no good backup only if its jobs prove it', async () => {
    const undated = { State: 'FAILED', CompletionDate: hoursAgo(2), ...of('a') };
    const failed = [job('FAILED', 60, of('a')), job('FAILED', 36, of('a'))];
    const goodUndated = { State: 'COMPLETED', CompletionDate: hoursAgo(50), ...of('a') };
    const secondOf = async (jobs: readonly BackupJob[]) => (await verdictOf(jobs))[1]?.split('; ')[1];
    const sinceOf = async (jobs: readonly BackupJob[]) =>
      (await viewModelOf(jobs)).attention
        .find(({ name }) => name === 'failures')
        ?.table.rows.map(({ cells }) => cells[2]);
    assert.deepEqual(
      [
        await secondOf([job('FAILED', 2)]),
        await secondOf([undated, job('COMPLETED', 100, of('a'))]),
        await sinceOf([undated, job('COMPLETED', 100, of('a'))]),
        await secondOf([...failed, job('COMPLETED', 5, of('a'))]),
        await secondOf([job('FAILED', 2, of('a')), goodUndated, job('FAILED', 90, of('a'))]),
      ],
      [
        'since when is not known.',
        'since when is not known.',
        ['not known'],
        'the resource has had a good backup since.',
        'the resource has had no good backup for one night.',
      ],
    );
  });

  it('does not say that all is well if a job ended in an unknown state, or at an unknown time', async () => {
    const good = job('COMPLETED', 2);
    const unknown = `Not known: whether all jobs that ended ${period} made a complete backup.`;
    const thawed = job('THAWED', 3, { CompletionDate: hoursAgo(2) });
    assert.deepEqual(
      [
        await verdictOf([good, thawed]),
        await verdictOf([good, thawed, { State: 'FAILED' }]),
        await verdictOf([good, job('THAWED', 100, { CompletionDate: hoursAgo(99) }), job('THAWED', 1)]),
      ],
      [
        ['plain', `${unknown} How or when 1 job ended is not known.`],
        ['plain', `${unknown} How or when 2 jobs ended is not known.`],
        ['good', `The only job that ended ${period} completed.`],
      ],
    );
  });

  it('says that all is well only if every job is known, and none was filtered out', async () => {
    const good = [job('COMPLETED', 2), job('COMPLETED', 3)];
    assert.deepEqual(
      [
        await verdictOf(good),
        await verdictOf([...good, job('COMPLETED', 4, { MessageCategory: 'VSS_ERROR' })]),
        await verdictOf(good, { filter: { resourceType: ['EBS'] } }),
        await verdictOf(good, { isRecent: false }),
        await verdictOf([job('RUNNING', 1)]),
      ],
      [
        ['good', `All 2 jobs that ended ${period} completed.`],
        ['plain', `All 3 jobs that ended ${period} completed, 1 of them with issues.`],
        ['plain', `All 2 jobs that ended ${period} completed. Only jobs that match the filter are counted.`],
        ['plain', `All 2 jobs that ended ${period} completed. What has ended since is not known.`],
        ['plain', `No job ended ${period}.`],
      ],
    );
  });

  it('says what is not known while jobs are missing or excluded', async () => {
    const unknown = `Not known: whether all jobs that ended ${period} made a complete backup.`;
    const known = `At least 1 job that ended ${period} made no complete backup; since when is not known.`;
    const partial = { readSince: hoursAgo(80) };
    assert.deepEqual(
      [
        await verdictOf(night, partial),
        await verdictOf([job('COMPLETED', 2)], partial),
        await verdictOf([job('FAILED', 2)], { filter: { state: ['FAILED'] } }),
        await verdictOf([], { filter: { createdAfter: hoursAgo(30).toISOString() } }),
      ],
      [
        ['bad', `${known} Not all jobs are loaded.`],
        ['plain', `${unknown} Not all jobs are loaded.`],
        ['bad', `${known} The filter excludes jobs that belong here.`],
        ['plain', `${unknown} The filter excludes jobs that belong here.`],
      ],
    );
  });
});

describe('The overview of a history', () => {
  it('says that jobs may be missing, not that they can be loaded', async () => {
    const { attention, verdict } = await viewModelOf([job('COMPLETED', 2)], {
      ...{ isHistory: true, isRecent: false, readSince: hoursAgo(30) },
    });
    assert.match(
      verdict.text,
      /^Not known: whether all jobs that ended .+ made a complete backup\. The history may lack jobs of this time\. What has ended since is not known\.$/,
    );
    const texts = JSON.stringify(attention);
    assert.ok(
      texts.includes('Not known: this needs all jobs of each resource, and the history may lack some.'),
      texts,
    );
    assert.ok(texts.includes('Not known: the history may lack jobs of the'), texts);
    assert.doesNotMatch(texts, /loaded/);
  });

  it('gives the times of failures, because an age would be one at its end', async () => {
    const { attention } = await viewModelOf([job('FAILED', 2)], {
      ...{ isHistory: true, isRecent: false, readSince: hoursAgo(30) },
    });
    assert.match(attention[0]?.table.rows[0]?.cells[2] ?? '', /^not known; ended Nov 23, 2026, /);
  });
});

describe('The counts of a history in the overview', () => {
  it('are exact once it is read, with a plus only on days of which it may lack jobs', async () => {
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
    const { days, note } = await viewModelOf([job('COMPLETED', 2), job('COMPLETED', 26), job('FAILED', 50)], {
      ...{ isHistory: true, isRecent: false, readSince: hoursAgo(1) },
      known: {
        isReadToEnd: true,
        hasReadBetween: (from) => from >= yesterday,
      },
    });
    assert.match(note, /^3 jobs, as of /);
    assert.match(days.caption ?? '', /A plus marks a day of which the history may lack jobs\./);
    assert.deepEqual(
      days.table.rows.map(({ cells }) => cells.at(-1)),
      ['1', '1', '1+'],
    );
  });

  it('come with what the files do not say of issues', async () => {
    const { verdict } = await viewModelOf([job('COMPLETED', 2)], {
      ...{ isHistory: true, known: { namesIssues: false } },
    });
    assert.match(
      verdict.text,
      /Which jobs completed with issues is not known: not all files name the message category\.$/,
    );
  });
});

describe('The causes of the overview', () => {
  it('are failures before warnings, with the resources and the suggested fix of each', async () => {
    const of = (name: string, StatusMessage: string) => ({
      ResourceArn: `arn:aws:s3:::${name}`,
      StatusMessage,
    });
    const issue = { MessageCategory: 'VSS_ERROR' };
    const { attention } = await viewModelOf([
      job('COMPLETED', 2, { ...of('c', 'VSS writer 1'), ...issue }),
      job('COMPLETED', 3, { ...of('d', 'VSS writer 2'), ...issue }),
      job('FAILED', 2, of('a', 'Something new 17')),
      job('FAILED', 1, of('b', 'Something new 18')),
      job('EXPIRED', 1, { StatusMessage: 'Backup job expired before completion' }),
    ]);
    const causes = attention.find(({ name }) => name === 'messages')?.causes;
    assert.deepEqual(
      causes?.map(({ advice, resources, title, tone, value }) => [
        title,
        tone,
        value,
        advice.at(-1)?.slice(0, 33),
        resources.map(({ note, title: resource }) => `${resource}: ${note}`),
      ]),
      [
        [
          'Something new <number>',
          'bad',
          'Jobs: 2 · resources: 2',
          'No fix is known for this message.',
          ['b: Failed · 1 h ago', 'a: Failed · 2 h ago'],
        ],
        [
          'Backup job expired before completion',
          'bad',
          'Jobs: 1 · resources: 0',
          'Suggested fix: Widen the rule’s c',
          ['(blank): Expired · 1 h ago'],
        ],
        [
          'VSS writer <number>',
          'warning',
          'Jobs: 2 · resources: 2',
          'Suggested fix: Check that the ins',
          ['c: Completed with issues · 2 h ago', 'd: Completed with issues · 3 h ago'],
        ],
      ],
    );
  });
});

describe('A cause with a long message', () => {
  it('has all of it below its title, and in the table', async () => {
    const message = `Denied ${'because of a policy '.repeat(30)}of the key`;
    const { attention } = await viewModelOf([job('FAILED', 2, { StatusMessage: message })]);
    const section = attention.find(({ name }) => name === 'messages');
    const [cause] = section?.causes ?? [];
    assert.deepEqual(
      [cause?.title.length, cause?.advice[0], section?.table.rows[0]?.cells[0]],
      [300, message, message],
    );
  });
});

describe('A click on what several jobs share', () => {
  it('shows exactly the jobs that are counted', async () => {
    const of = (name: string, StatusMessage: string) => ({
      ResourceArn: `arn:aws:s3:::${name}`,
      StatusMessage,
    });
    const jobs = [
      ...Array.from({ length: 60 }, (_, place) =>
        job('FAILED', 2, of(`a-${place}`, `Denied to vol-0a1b2c3d${place}`)),
      ),
      job('COMPLETED', 2, { ...of('b', 'Denied to vol-0a1b2c3d'), MessageCategory: 'VSS_ERROR' }),
      job('RUNNING', 1, of('c', 'Denied to vol-0a1b2c3d')),
      job('FAILED', 30, of('d', 'Denied to vol-0a1b2c3d')),
      ...Array.from({ length: 13 }, (_, place) =>
        job('FAILED', 3, of('e', `Cause ${'x'.repeat(place + 1)}`)),
      ),
    ];
    const targets = new Targets();
    const { attention } = await viewModelOf(jobs, { targets });
    const shownBy = (target = -1) => {
      const its = targets.at(target);
      assert.equal(its?.kind, 'filter');
      const selection = selectionOfFilter(its?.kind === 'filter' ? its.filter : {}, now);
      return jobs.filter((one) => selects(selection, one)).length;
    };
    const causes = attention.find(({ name }) => name === 'messages');
    const [first] = causes?.causes ?? [];
    assert.deepEqual(
      [first?.value, first?.more, shownBy(first?.target), shownBy(causes?.table.rows[0]?.target)],
      ['Jobs: 61 · resources: 61', 'and 11 more', 61, 61],
    );
    assert.deepEqual([causes?.more, shownBy(causes?.moreTarget)], ['and 2 more', 74]);
  });

  it('shows the failures that the page has no room for', async () => {
    const jobs = Array.from({ length: 500 }, (_, place) =>
      job('EXPIRED', 2, { ResourceArn: `arn:aws:s3:::${place}` }),
    );
    const targets = new Targets();
    const [failures] = (await viewModelOf([...jobs, job('COMPLETED', 1)], { targets })).attention;
    assert.deepEqual(
      [failures?.more, targets.at(failures?.moreTarget ?? -1)],
      ['and 300 more', { kind: 'filter', filter: { state: ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED'] } }],
    );
  });
});

describe('The failures of the overview', () => {
  const failed = job('FAILED', 2, {
    MessageCategory: 'AccessDenied',
    ResourceArn: 'arn:aws:s3:::a',
    StatusMessage: 'Denied',
  });
  const before = [
    job('FAILED', 26, { ResourceArn: 'arn:aws:s3:::a' }),
    job('COMPLETED', 50, { ResourceArn: 'arn:aws:s3:::a' }),
  ];
  const rowsOf = async (...given: Parameters<typeof viewModelOf>) =>
    (await viewModelOf(...given)).attention[0]?.table.rows.map(({ cells }) =>
      cells.slice(0, 4).map(withoutTime),
    );
  const withoutTime = (text: string) => text.replace(/ · Nov \d+, 2026.*/, '');

  it('name the cause, since when there is no good backup, and the last good one', async () => {
    assert.deepEqual(await rowsOf([failed, ...before]), [
      ['a', 'Failed · AccessDenied · Denied', 'since Nov 22 · 2 nights', '2 d ago'],
    ]);
    assert.equal(
      (await rowsOf([{ ...failed, MessageCategory: 'MISCELLANEOUS' }]))?.[0]?.[1],
      'Failed · Denied',
      'a category that names no reason',
    );
    const again = job('COMPLETED', 1, { ResourceArn: 'arn:aws:s3:::a' });
    assert.deepEqual(await rowsOf([again, failed, ...before]), [
      ['a', 'Failed · AccessDenied · Denied', 'until 11:00 AM', '1 h ago'],
    ]);
    assert.deepEqual(await rowsOf([failed]), [
      ['a', 'Failed · AccessDenied · Denied', 'since Mon 10:00 AM', 'none among these jobs'],
    ]);
  });

  it('have the whole cause and the time of the last good backup in tooltips and in the copy', async () => {
    const message = `Denied ${'because of a policy '.repeat(20)}of the key`;
    const { attention } = await viewModelOf([{ ...failed, StatusMessage: message }, ...before]);
    const [row] = attention[0]?.table.rows ?? [];
    assert.deepEqual(
      [row?.cells[1], row?.cellTooltips?.[1], row?.cells[4], row?.cellTooltips?.[3]],
      [
        `Failed · AccessDenied · ${message}`,
        `Failed · AccessDenied · ${message}`,
        row?.cells[4],
        row?.cells[4],
      ],
    );
    assert.match(row?.cells[4] ?? '', /^Nov 21, 2026, 10:00:00\sAM/);
  });

  it('claim nothing about earlier nights unless all jobs of the resource are known', async () => {
    const unknown = [['a', 'Failed · AccessDenied · Denied', 'not known; ended 2 h ago', 'not known']];
    assert.deepEqual(await rowsOf([failed, ...before], { readSince: hoursAgo(100) }), unknown);
    assert.deepEqual(await rowsOf([failed], { filter: { backupVaultName: ['prod'] } }), unknown);
  });
});

function hoursAgo(hours: number): Date {
  return new Date(now.getTime() - hours * hour);
}

function job(State: string, createdHoursAgo: number, more: BackupJob = {}): BackupJob {
  return { State, CreationDate: hoursAgo(createdHoursAgo), ...more };
}

/** The view model of jobs. They are complete, or complete since `readSince`. */
/** What a schedule says of which every run made a job, so that missed runs are known. */
async function onSchedule(): Promise<ScheduleFigures> {
  const jobs = daily({ resource: 'on schedule', rule: 'daily', until: 23 });
  const known = [{ from: 0, to: now.getTime() }];
  const region = { region: 'us-east-1', jobs, known, readAt: now.getTime() };
  return scheduleFigures(await scheduleReport([region]), now);
}

async function viewModelOf(
  jobs: readonly BackupJob[],
  {
    filter = {},
    isOldestRead = false,
    isHistory = false,
    isRecent = true,
    known = {},
    readSince,
    schedule,
    targets = new Targets(),
  }: {
    readonly filter?: JobFilter;
    readonly isOldestRead?: boolean;
    readonly isHistory?: boolean;
    readonly isRecent?: boolean;
    readonly known?: Partial<Coverage>;
    readonly readSince?: Date;
    readonly schedule?: ScheduleFigures;
    readonly targets?: Targets;
  } = {},
): Promise<OverviewViewModel> {
  const options = { now, asOf: now, periodMs: 24 * hour, staleMs: 24 * hour };
  const readResult = { isComplete: readSince === undefined, readSince };
  return overviewViewModel(await figuresOf(jobs, { ...options, schedule: schedule?.report }), schedule, {
    ...options,
    isOldestRead,
    coverage: {
      ...coverageOf(selectionOfFilter(filter, now), readResult, isRecent),
      ...(isHistory && { isHistory }),
      ...known,
    },
    locale: 'en',
    targets,
  });
}
