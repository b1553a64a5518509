import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { calendarLabels } from '../../src/calendar/calendarLabels.js';
import type { ShowCalendarMessage } from '../../src/calendar/calendarMessages.js';
import type { CalendarViewModel } from '../../src/calendar/calendarViewModel.js';
import { panelHtml } from '../../src/editor/panelHtml.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { installBrowser } from '../host/browserInstall.js';
import { packageVsix } from '../host/vsix.js';
import { launchBrowser } from '../host/workbench.js';
import { calendarOf } from '../unit/calendar/calendarOf.js';
import { type Bench, comparedWith, type Figure } from './bench.js';

/**
 * The calendar of 10,000 resources over 30 days, in the shipped page: the time from its data to its first
 * paint, and how long the frames take while it scrolls. Beside it, a plain table of the same cells.
 */
export const calendar: Bench = {
  names: ['calendar10k.firstPaint.ms', 'calendar10k.scroll.p95FrameMs'],
  run: async () => {
    await packageVsix(() => {});
    const started = performance.now();
    const { viewModel } = await calendarOf(jobsOf(10_000, 30), { now });
    const buildMs = performance.now() - started;
    const message = messageOf(viewModel);
    const shipped = await measured('calendar', message);
    const plain = await measured('table', message);
    const figures: Figure[] = [
      { name: 'calendar10k.table.firstPaint.ms', value: plain.firstPaintMs, unit: 'ms' },
      { name: 'calendar10k.table.scroll.p95FrameMs', value: plain.p95FrameMs, unit: 'ms' },
      { name: 'calendar10k.table.scroll.p95WorkMs', value: plain.p95WorkMs, unit: 'ms' },
    ];
    return [
      comparedWith(
        { name: 'calendar10k.firstPaint.ms', value: shipped.firstPaintMs, unit: 'ms', bound: 300 },
        figures[0],
      ),
      comparedWith(
        { name: 'calendar10k.scroll.p95FrameMs', value: shipped.p95FrameMs, unit: 'ms', bound: 20 },
        figures[1],
      ),
      { name: 'calendar10k.scroll.p95WorkMs', value: shipped.p95WorkMs, unit: 'ms' },
      { name: 'calendar10k.firstPaint.cpuMs', value: shipped.firstPaintCpuMs, unit: 'ms' },
      { name: 'calendar10k.scroll.cpuMs', value: shipped.frameCpuMs, unit: 'ms' },
      ...figures,
      { name: 'calendar10k.nodes', value: shipped.nodes, unit: 'nodes', bound: shipped.maxNodes },
      { name: 'calendar10k.build.ms', value: buildMs, unit: 'ms' },
      { name: 'calendar10k.message.kb', value: Buffer.byteLength(message) / 1024, unit: 'kb' },
    ];
  },
};

/**
 * The same over 400 days of a history, a third of the resources with a job every day, the others every second
 * or every seventh day. The jobs are created while they are counted, because the four million of them would
 * not fit into memory; without a schedule, which keeps them.
 */
export const calendar400: Bench = {
  names: ['calendar10k400'],
  run: async () => {
    await packageVsix(() => {});
    const started = performance.now();
    const first = latestRun - 400 * dayMs;
    const jobs = { [Symbol.iterator]: () => jobsOver(10_000, 400, [1, 2, 7]) };
    const { viewModel } = await calendarOf(jobs, {
      now,
      listed: [{ from: first, to: now }],
      readSince: first,
    });
    const buildMs = performance.now() - started;
    const message = messageOf(viewModel);
    const page = await measured('calendar', message);
    const { firstPaintMs, maxNodes, nodes, p95FrameMs, p95SidewaysMs, p95WorkMs } = page;
    return [
      { name: 'calendar10k400.firstPaint.ms', value: firstPaintMs, unit: 'ms', bound: 300 },
      { name: 'calendar10k400.scroll.p95FrameMs', value: p95FrameMs, unit: 'ms', bound: 20 },
      { name: 'calendar10k400.sideways.p95FrameMs', value: p95SidewaysMs, unit: 'ms', bound: 20 },
      { name: 'calendar10k400.scroll.p95WorkMs', value: p95WorkMs, unit: 'ms' },
      { name: 'calendar10k400.firstPaint.cpuMs', value: page.firstPaintCpuMs, unit: 'ms' },
      { name: 'calendar10k400.scroll.cpuMs', value: page.frameCpuMs, unit: 'ms' },
      { name: 'calendar10k400.nodes', value: nodes, unit: 'nodes', bound: maxNodes },
      { name: 'calendar10k400.build.ms', value: buildMs, unit: 'ms' },
      { name: 'calendar10k400.message.kb', value: Buffer.byteLength(message) / 1024, unit: 'kb' },
    ];
  },
};

function messageOf(viewModel: CalendarViewModel): string {
  return JSON.stringify({
    kind: 'show',
    version: 1,
    subject: 'Bench',
    viewModel,
    isSame: false,
    notices: [],
    progress: undefined,
    grouping: 'none',
    isScoped: false,
    scope: 0,
    labels: calendarLabels(),
  } satisfies ShowCalendarMessage);
}

interface PageReport {
  readonly firstPaintMs: number;
  /** Its processor time on the main thread. */
  readonly firstPaintCpuMs: number;
  /** The processor time of a frame on the main thread. */
  readonly frameCpuMs: number;
  readonly p95FrameMs: number;
  /** While it scrolls over the days. */
  readonly p95SidewaysMs: number;
  /** The part of a frame for scripts, styles and layout. The rest is painting, and waiting for the screen. */
  readonly p95WorkMs: number;
  readonly nodes: number;
  /** 1.5 for each visible cell, and 500. */
  readonly maxNodes: number;
}

/** Opens the page in a browser of its own, and shows the message. `table` is a page with a plain table. */
async function measured(name: 'calendar' | 'table', message: string): Promise<PageReport> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', name).then(({ body, type }) =>
      response.writeHead(200, { 'content-type': type }).end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser(await installBrowser(console.error));
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
    await page.addInitScript(
      'globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });',
    );
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await reportOf(page, message);
  } finally {
    await browser.close();
    server.close();
  }
}

async function reportOf(page: Page, message: string): Promise<PageReport> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuOf = async <Result>(work: () => Promise<unknown>) => {
    const before = await taskMs(session);
    const result = (await work()) as Result;
    return { result, cpuMs: (await taskMs(session)) - before };
  };
  await page.evaluate(`globalThis.data = ${message}; 0`);
  const first = await cpuOf<number>(() => page.evaluate(firstPaintSource));
  const counts = (await page.evaluate(countSource)) as Pick<PageReport, 'maxNodes' | 'nodes'>;
  const down = await cpuOf<ScrollReport>(() => page.evaluate(scrollSource(scrollSteps, 'scrollTop += 300')));
  const sideways = await cpuOf<ScrollReport>(() => page.evaluate(scrollSource(100, 'scrollLeft -= 100')));
  return {
    ...counts,
    firstPaintMs: first.result,
    firstPaintCpuMs: first.cpuMs,
    p95FrameMs: down.result.p95FrameMs,
    p95WorkMs: down.result.p95WorkMs,
    frameCpuMs: down.cpuMs / scrollSteps,
    p95SidewaysMs: sideways.result.p95FrameMs,
  };
}

type ScrollReport = Pick<PageReport, 'p95FrameMs' | 'p95WorkMs'>;

/** The processor time of the page's thread so far. It does not depend on what else the machine does. */
async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

const frameSource = 'const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));';

/** Runs in the page: the milliseconds until the data is painted, which is when the next frame begins. */
const firstPaintSource = `(async () => {
  ${frameSource}
  await frame();
  const started = performance.now();
  globalThis.dispatchEvent(new MessageEvent('message', { data: globalThis.data }));
  await frame();
  await frame();
  return performance.now() - started;
})()`;

/** Runs in the page. */
const countSource = `(async () => {
  const box = document.querySelector('.grid').getBoundingClientRect();
  const cells = [...document.querySelectorAll('.grid [role=gridcell]')];
  const visible = cells.filter((cell) => {
    const { bottom, left, right, top } = cell.getBoundingClientRect();
    return bottom > box.top && top < box.bottom && right > box.left && left < box.right;
  }).length;
  const nodes = document.querySelectorAll('*').length;
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { nodes, maxNodes: 1.5 * visible + 500 };
})()`;

/** Runs in the page: scrolls, and measures the frames. */
function scrollSource(steps: number, move: string): string {
  return `(async () => {
  ${frameSource}
  const scroller = document.querySelector('.grid');
  const times = [];
  const works = [];
  let before = await frame();
  for (let step = 0; step < ${steps}; step++) {
    const start = performance.now();
    scroller.${move};
    scroller.dispatchEvent(new Event('scroll'));
    scroller.firstElementChild.getBoundingClientRect();
    works.push(performance.now() - start);
    const now = await frame();
    times.push(now - before);
    before = now;
  }
  const p95 = (values) => values.sort((one, other) => one - other)[Math.floor(values.length * 0.95)];
  return { p95FrameMs: p95(times), p95WorkMs: p95(works) };
})()`;
}

const scrollSteps = 240;

async function answer(
  url: string,
  name: 'calendar' | 'table',
): Promise<{ readonly body: string | Buffer; readonly type: string }> {
  if (url === '/table.js') return { body: plainTableSource, type: 'text/javascript' };
  if (url === '/')
    return {
      body: panelHtml({
        title: 'Bench',
        cspSource: "'self'",
        script: `${name}.js`,
        style: 'calendarStyle.css',
        nonce: 'bench',
        language: 'en',
      }),
      type: 'text/html',
    };
  const file = path.basename(url);
  const type = file.endsWith('.css') ? 'text/css' : file.endsWith('.js') ? 'text/javascript' : 'font/ttf';
  const body = await readFile(path.join('dist', 'webview', file)).catch(() => '');
  return { body, type };
}

/** A page that shows all cells in a plain table, with the same names and marks. */
const plainTableSource = `addEventListener('message', ({ data: { viewModel } }) => {
  const box = document.createElement('div');
  box.className = 'grid';
  box.style.height = '700px';
  const table = document.createElement('table');
  viewModel.rows.titles.forEach((title, row) => {
    const line = table.insertRow();
    line.insertCell().textContent = title;
    viewModel.days.slots.forEach(({ name }) => {
      const cell = line.insertCell();
      cell.setAttribute('aria-label', title + ', ' + name);
      cell.textContent = viewModel.days.rows[row][0];
    });
  });
  box.append(table);
  document.querySelector('main').append(box);
});`;

function jobsOf(resources: number, days: number): readonly BackupJob[] {
  return [...jobsOver(resources, days, [1])];
}

/** The jobs of resources, the newest first. `periods` are the days between two jobs of a resource. */
function* jobsOver(resources: number, days: number, periods: readonly number[]): Generator<BackupJob> {
  const CreatedBy = {
    BackupPlanId: 'plan',
    BackupPlanName: 'plan',
    BackupRuleId: 'rule',
    BackupRuleName: 'rule',
    BackupRuleCron: 'cron(0 5 ? * * *)',
    BackupRuleTimezone: 'UTC',
  };
  for (let place = 0; place < resources * days; place++) {
    const [resource, back] = [place % resources, Math.floor(place / resources)];
    if (back % (periods[resource % periods.length] ?? 1) !== 0) continue;
    const time = latestRun - back * dayMs;
    const fails = (resource + back * 7) % 50 === 0;
    yield {
      AccountId: '111122223333',
      BackupJobId: `job-${place}`,
      BackupVaultName: `vault-${resource % 10}`,
      CreatedBy,
      CreationDate: new Date(time + 20_000),
      MessageCategory: fails ? 'AccessDenied' : 'SUCCESS',
      ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/vol-${resource}`,
      ResourceName: `volume-${resource}`,
      ResourceType: 'EBS',
      StartBy: new Date(time + 8 * hourMs),
      State: fails ? 'FAILED' : 'COMPLETED',
      ...(fails && { StatusMessage: 'Access denied' }),
    };
  }
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = Date.UTC(2026, 10, 29, 20);
const latestRun = Date.UTC(2026, 10, 29, 5);
