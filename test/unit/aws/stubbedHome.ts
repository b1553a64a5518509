import { type AwsHome, enterAwsHome, markedKeys } from './awsHome.js';
import { type StubService, startStub } from './stubService.js';

/** The environment of a test: a home folder with keys, and a stub that all connections lead to. */
export interface StubbedHome {
  home: AwsHome;
  stub: StubService;
}

/** Call it in a `describe`. The result is filled before each test. */
export function inStubbedHome(): StubbedHome {
  const here = {} as StubbedHome;
  beforeEach(async () => {
    here.home = await enterAwsHome();
    here.stub = await startStub();
    here.home.set({ ...markedKeys, AWS_ENDPOINT_URL_BACKUP: here.stub.url });
  });
  afterEach(async () => {
    await here.stub.close();
    await here.home.leave();
  });
  return here;
}
