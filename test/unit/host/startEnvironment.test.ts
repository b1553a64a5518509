import assert from 'node:assert/strict';
import { startEnvironment } from '../../host/startEnvironment.js';

describe('The environment that npm start passes to the editor', () => {
  it('has the variables for programs, languages, AWS, connections and browsers, and nothing else', () => {
    const needed = {
      PATH: '/bin',
      HOME: '/home/me',
      LC_TIME: 'de_DE.UTF-8',
      AWS_PROFILE: 'prod',
      AWS_SECRET_ACCESS_KEY: 'secret',
      https_proxy: 'http://proxy:3128',
      NO_PROXY: 'localhost',
      NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
      WAYLAND_DISPLAY: 'wayland-0',
      XDG_RUNTIME_DIR: '/run/user/1000',
      SystemRoot: String.raw`C:\Windows`,
      'ProgramFiles(x86)': String.raw`C:\Program Files (x86)`,
    };
    const others = {
      GITHUB_TOKEN: 'secret',
      MY_AWS_KEY: 'secret',
      LANGUAGES: 'none',
      NODE_OPTIONS: '--inspect',
      NPM_TOKEN: 'secret',
      npm_config__auth: 'secret',
      SSH_AUTH_SOCK: '/run/agent',
      VSCODE_IPC_HOOK_CLI: '/run/vscode.sock',
    };
    assert.deepEqual(startEnvironment({ ...needed, ...others }), needed);
  });
});
