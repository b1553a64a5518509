import assert from 'node:assert/strict';
import { foreignEndpointsText } from '../../../src/jobs/foreignEndpoint.js';

describe('Endpoints that are not AWS’s', () => {
  it('are listed once each, with their services if AWS Backup is not among them', () => {
    assert.equal(foreignEndpointsText([]), '');
    assert.equal(
      foreignEndpointsText([
        { service: 'backup', url: 'http://localhost:1' },
        { service: 'sts', url: 'http://localhost:1' },
        { service: 'sso', url: 'http://localhost:2' },
        { service: 'sso_oidc', url: 'http://localhost:2' },
      ]),
      'endpoint http://localhost:1 · SSO, SSO OIDC endpoint http://localhost:2',
    );
    assert.equal(
      foreignEndpointsText([
        { service: 'athena', url: 'http://localhost:1' },
        { service: 'sts', url: 'http://localhost:2' },
      ]),
      'Athena endpoint http://localhost:1 · STS endpoint http://localhost:2',
    );
  });

  it('keep the end of a long host, which identifies its owner', () => {
    const text = (url: string) => foreignEndpointsText([{ service: 'backup', url }]);
    const lookalike = `https://backup.us-east-1.amazonaws.com.${'a'.repeat(60)}.${'b'.repeat(60)}.evil.example:8443`;
    assert.match(text(`${lookalike}/path`), /^endpoint https:\/\/…a+\.b+\.evil\.example:8443$/);
    assert.equal(text(`${lookalike}/path`), `endpoint https://…${lookalike.slice(-90)}`);
    const fitting = `https://${'a'.repeat(90)}`;
    assert.equal(text(`${fitting}/path`), `endpoint ${fitting}/…`);
    assert.equal(text(`http://localhost:1/${'x'.repeat(200)}`), 'endpoint http://localhost:1/…');
    const hundred = 'http://localhost:1/'.padEnd(100, 'x');
    assert.deepEqual(
      [text(hundred), text(`${hundred}x`)],
      [`endpoint ${hundred}`, 'endpoint http://localhost:1/…'],
    );
  });
});
