import { type AwsHome, enterAwsHome, markedKeys } from './awsHome.js';
import { type StubService, startStub } from './stubService.js';

/** The environment of a test: a home folder with keys, and a stub of AWS Backup for all connections. */
export interface StubbedHome {
  home: AwsHome;
  stub: StubService;
}

/** Sets up a new environment before each test of a `describe`, in the object that it returns. */
export function inStubbedHome(): StubbedHome {
  const environment = {} as StubbedHome;
  beforeEach(async () => {
    environment.home = await enterAwsHome();
    environment.stub = await startStub();
    environment.home.set({ ...markedKeys, AWS_ENDPOINT_URL_BACKUP: environment.stub.url });
  });
  afterEach(async () => {
    await environment.stub.close();
    await environment.home.leave();
  });
  return environment;
}
