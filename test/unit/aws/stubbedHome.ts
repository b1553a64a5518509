import { type AwsHome, enterAwsHome, markedKeys } from './awsHome.js';
import { type StubService, startStub } from './stubService.js';

/**
 * Where each test of a suite is: in a home with keys, whose connections lead to a stub; both are new for
 * each.
 */
export interface StubbedHome {
  home: AwsHome;
  stub: StubService;
}

/** Call it in a `describe`; what it answers is filled before each test. */
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
