import assert from 'node:assert/strict';
import { withoutSecrets } from '../../../src/aws/secrets.js';

describe('a text without secrets', () => {
  const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY';
  for (const text of [
    `Authorization: AWS4-HMAC-SHA256 ${secret}`,
    `Credential=${secret}/20261124/us-east-1/backup/aws4_request, SignedHeaders=host, Signature=${secret}`,
    `X-Amz-Security-Token:${secret}`,
    `aws_secret_access_key = ${secret}`,
    `{"SecretAccessKey": "${secret}", "SessionToken":"${secret}"}`,
    `accessToken=${secret}&client_secret: ${secret}`,
    `http://user:${secret}@proxy.example:3128`,
    `AKIA${secret.toUpperCase()}`,
    `The request signature does not match. The Canonical String for this request should have been 'GET\n${secret}'`,
    secret.repeat(5),
  ]) {
    it(`hides it in: ${text.slice(0, 40)}`, () => {
      assert.doesNotMatch(withoutSecrets(text, 1000), new RegExp(secret, 'i'));
    });
  }

  it('leaves everything else as it is', () => {
    const text =
      'User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/me@example.org is not ' +
      'authorized to perform: backup:ListBackupJobs on resource: * with an explicit deny; the Token is too old.';
    assert.equal(withoutSecrets(text, 1000), text);
  });

  it('cuts what is too long', () => assert.equal(withoutSecrets(' abcdef ', 4), 'abc…'));
});
