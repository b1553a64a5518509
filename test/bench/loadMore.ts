import type { Page } from 'playwright-core';
import { type Bench, median } from './bench.js';
import type { LoadMoreReport } from './inHost/loadMore.js';
import { runInHost } from './inHostBench.js';
import { benchEnvironment, withListServer } from './listServer.js';

/**
 * Clicks on Load more in one list, in pages of 100. Compares about the 200th click with about the 2nd: the
 * processor time of the extension host, and the bytes that the window receives.
 */
export const loadMore: Bench = {
  names: ['loadMore.200vs2', 'loadMore.bytesGrowth'],
  run: () =>
    withListServer(async ({ url }) => {
      const frames: { readonly time: number; readonly bytes: number }[] = [];
      const reports = await runInHost<LoadMoreReport[]>('loadMore', {
        environment: { ...benchEnvironment(), AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_BACKUP: url },
        settings: { 'backupJobs.pageSize': 100 },
        prepare: (page) => watchFrames(page, (bytes) => frames.push({ time: Date.now(), bytes })),
      });
      const bytesOf = ({ from, to }: LoadMoreReport) =>
        frames.filter(({ time }) => time >= from && time <= to).reduce((sum, { bytes }) => sum + bytes, 0);
      const early = reports.filter(({ click }) => click < 10);
      const late = reports.filter(({ click }) => click > 10);
      const cpu = (some: readonly LoadMoreReport[]) => median(some.map(({ cpuMs }) => cpuMs));
      const kilobytes = (some: readonly LoadMoreReport[]) => median(some.map(bytesOf)) / 1024;
      return [
        { name: 'loadMore.200vs2', value: cpu(late) / cpu(early), unit: '×', bound: 2 },
        { name: 'loadMore.bytesGrowth', value: kilobytes(late) / kilobytes(early), unit: '×' },
        { name: 'loadMore.2.ms', value: cpu(early), unit: 'ms' },
        { name: 'loadMore.200.ms', value: cpu(late), unit: 'ms' },
        { name: 'loadMore.2.kb', value: kilobytes(early), unit: 'kb' },
        { name: 'loadMore.200.kb', value: kilobytes(late), unit: 'kb' },
      ];
    }),
};

function watchFrames(page: Page, onFrame: (bytes: number) => void): void {
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => onFrame(Buffer.byteLength(payload))),
  );
}
