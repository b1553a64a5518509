import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { SampleAccount } from '../../src/sample/sampleAccount.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { type BrowserInstall, installBrowser } from '../host/browserInstall.js';
import { fewBuiltInExtensions } from '../host/builtInExtensions.js';
import { calmSettings } from '../host/calmSettings.js';
import { defaultVersion, type EditorInstall, installEditor } from '../host/editorInstall.js';
import { installVsix, startEditor } from '../host/editorServer.js';
import { scratchFolder, testEnvironment } from '../host/testEnvironment.js';
import { packageVsix } from '../host/vsix.js';
import { launchBrowser, shortLived, Workbench } from '../host/workbench.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { startLoopbackServer } from '../service/loopbackServer.js';
import { type GivenReportPlan, withReportPlans } from '../service/reportPlans.js';

/** A window with the installed extension. `close` also ends its editor server and its services. */
export interface Window {
  readonly workbench: Workbench;
  /** The folder in which the editor writes its files. */
  readonly dataFolder: string;
  /** The workspace folder. */
  readonly folder: string;
  /** Sets how many milliseconds a message takes between the page and the extension host, each way. */
  setDistance(milliseconds: number): void;
  close(): Promise<void>;
}

/** The options of a window. */
export interface WindowOptions {
  /** Added to an environment without the user's AWS configuration. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** The workspace folder; by default an empty one. */
  readonly folder?: string;
  /** Whether the folder is untrusted until the user trusts it. */
  readonly hasWorkspaceTrust?: boolean;
  /** Whether its page computes so much that optimized JavaScript is worth its cost. */
  readonly isBusy?: boolean;
  /** Whether {@link Window.setDistance} is used. Messages then pass through this process. */
  readonly canBeDistant?: boolean;
}

const silent = () => {};
let prepared: Promise<Prepared> | undefined;

/** Opens a real VS Code window with the packaged extension, installed as a user does. */
export async function openWindow(options: WindowOptions = {}): Promise<Window> {
  prepared ??= prepare();
  const { browserInstall, ...editorFolders } = await prepared;
  const starting = startEditor({
    ...editorFolders,
    environment: { ...testEnvironment(), ...options.environment },
    settings: {
      ...calmSettings,
      // Animations cost a tenth of the processor time of these tests.
      'workbench.reduceMotion': 'on',
      ...(options.hasWorkspaceTrust && { 'security.workspace.trust.startupPrompt': 'never' }),
      ...options.settings,
    },
    userSettings: options.userSettings,
    trustsEveryWorkspace: !options.hasWorkspaceTrust,
  });
  const [editor, browser] = await Promise.all([starting, sharedBrowser(browserInstall, options.isBusy)]);
  const folder = options.folder ?? scratchFolder('workspace');
  let distance = 0;
  const workbench = await Workbench.open({
    editor,
    browser,
    folder,
    ...(options.canBeDistant && { prepare: (page) => delayMessages(page, () => distance) }),
  });
  return {
    workbench,
    dataFolder: editorFolders.dataFolder,
    folder,
    setDistance: (milliseconds) => {
      distance = milliseconds;
    },
    close: async () => {
      await workbench.close();
      await editor.stop();
    },
  };
}

/** A browser for pages that compute much, see {@link WindowOptions.isBusy}. */
export async function busyBrowser(): Promise<Browser> {
  return sharedBrowser(await installBrowser(silent), true);
}

const browsers = new Map<boolean, Promise<Browser>>();

/** All windows of the process share a browser, with a profile each. Playwright ends it with the process. */
function sharedBrowser(install: BrowserInstall, isBusy = false): Promise<Browser> {
  const browser = browsers.get(isBusy) ?? launchBrowser(install, isBusy ? [] : shortLived);
  browsers.set(isBusy, browser);
  return browser;
}

/** A window on a sample service on the loopback address, which can be made to fail. */
export interface ServedWindow extends Window {
  readonly faulty: FaultyService;
  /**
   * Serves another account from now on, and selects another region, so that the view reads its first page.
   * The view must be open.
   */
  serve(account: SampleAccount): Promise<void>;
}

/** The options of a window on an account. */
export interface ServedWindowOptions extends WindowOptions {
  readonly reportPlans?: readonly GivenReportPlan[];
}

/** Opens a window on an account, which the credentials in the environment select. */
export async function openServedWindow(
  account: SampleAccount,
  { reportPlans = [], ...options }: ServedWindowOptions = {},
): Promise<ServedWindow> {
  let served = account;
  const current: SampleAccount = {
    get accountId() {
      return served.accountId;
    },
    get jobs() {
      return served.jobs;
    },
    region: account.region,
    get vaults() {
      return served.vaults;
    },
  };
  const service = createSampleService({ account: current, laterStates: ['FROZEN'] });
  const faulty = withFaults(withReportPlans(service, reportPlans));
  const server = await startLoopbackServer(faulty.service);
  let region = 'us-east-1';
  const window = await openWindow({
    ...options,
    environment: {
      AWS_ACCESS_KEY_ID: 'AKIDFAKEFAKEFAKEFAKE',
      AWS_SECRET_ACCESS_KEY: 'fake',
      AWS_REGION: region,
      AWS_ENDPOINT_URL_BACKUP: server.url,
      AWS_MAX_ATTEMPTS: '1',
      ...options.environment,
    },
  });
  const close = async () => {
    await window.close();
    await server.close();
  };
  const serve = async (account: SampleAccount) => {
    served = account;
    region = region === 'us-east-1' ? 'us-west-2' : 'us-east-1';
    await window.workbench.runCommand('Backup Jobs: Select Regions…');
    await window.workbench.check(region);
    await window.workbench.view.getByText(` · ${region}`).waitFor();
    await window.workbench.untilQuiet();
  };
  return { ...window, faulty, serve, close };
}

/** Keeps a picture of the window if the test failed. */
export async function pictureOfFailure(this: Mocha.Context, window: Window | undefined): Promise<void> {
  const { currentTest } = this;
  if (currentTest?.state !== 'failed') return;
  await window?.workbench.keepPicture(`failed-${currentTest.title.replaceAll(/\W+/g, '-').slice(0, 60)}`);
}

/** A profile whose credentials come from a sign-in with IAM Identity Center. */
export const ssoConfig = `[profile corp]
region = us-east-1
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Reader
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://example.com/start
`;

/** Creates a home folder with this AWS config file. Returns the environment that points to it. */
export function awsHome(config: string): Record<string, string> {
  const home = scratchFolder('aws-home');
  mkdirSync(path.join(home, '.aws'));
  writeFileSync(path.join(home, '.aws', 'config'), config);
  return { HOME: home, USERPROFILE: home };
}

/** A home like that of {@link awsHome}, with the profile `prod` in eu-central-1, which has access keys. */
export function prodHome(): Record<string, string> {
  return awsHome(`[profile prod]
region = eu-central-1
aws_access_key_id = AKIDFAKEFAKEFAKEFAKE
aws_secret_access_key = fake
`);
}

/** Delays the messages between a page and its extension host. */
async function delayMessages(page: Page, distance: () => number): Promise<void> {
  await page.routeWebSocket(/./, (window) => {
    const host = window.connectToServer();
    window.onMessage((message) => setTimeout(() => host.send(message), distance()));
    host.onMessage((message) => setTimeout(() => window.send(message), distance()));
  });
}

interface Prepared {
  readonly install: EditorInstall;
  readonly browserInstall: BrowserInstall;
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  readonly builtInExtensions: string;
}

async function prepare(): Promise<Prepared> {
  const install = await installEditor(process.env['TEST_HOST'] ?? defaultVersion, silent);
  return {
    install,
    browserInstall: await installBrowser(silent),
    dataFolder: scratchFolder('editor'),
    // `npm test` installs them once for all test files.
    extensionsFolder:
      process.env['TEST_EXTENSIONS'] ??
      (await installVsix(install, scratchFolder('installed'), await packageVsix(silent))),
    builtInExtensions: fewBuiltInExtensions(install),
  };
}
