import assert from 'node:assert/strict';
import { hideSecrets, withoutSecrets } from '../../../src/jobs/secrets.js';

describe('A text without secrets', () => {
  const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY';
  for (const text of [
    `Authorization: AWS4-HMAC-SHA256 ${secret}`,
    `Credential=${secret}/20261124/us-east-1/backup/aws4_request, SignedHeaders=host, Signature=${secret}`,
    `X-Amz-Security-Token:${secret}`,
    `aws_secret_access_key = ${secret}`,
    `{"SecretAccessKey": "${secret}", "SessionToken":"${secret}"}`,
    `accessToken=${secret}&client_secret: ${secret}`,
    `{"Authorization":"Bearer ${secret}"}`,
    `http://user:${secret}@proxy.example:3128`,
    `https://${secret}@proxy.example/path`,
    `http://user:${secret}@${secret}@proxy.example`,
    `http://user:a/${secret}@proxy.example`,
    `http=http://proxy.example,https=http://user:${secret}@proxy.example`,
    `${'x '.repeat(9_980)}http://user:${secret}@proxy.example`,
    `AKIA${secret.toUpperCase()}`,
    `ASIA${secret.toUpperCase()}`,
    `key_ASIA${secret.toUpperCase()}`,
    `The request signature does not match. The Canonical String for this request should have been 'GET\n${secret}'`,
    secret.repeat(5),
  ]) {
    it(`hides the secret in: ${text.slice(0, 40)}`, () => {
      assert.doesNotMatch(withoutSecrets(text, 1000), new RegExp(secret, 'i'));
    });
  }

  const long = `${'aB1+/_=-'.repeat(12)}aB1+`;
  for (const [text, shown] of [
    ['The key AKIA12345678 of ASIA1234567890ABCDEF.', 'The key AKIA… of ASIA….'],
    [`No match. The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n${secret}'`, 'No match.'],
    [`GET /?X-Amz-Security-Token=${secret}`, 'GET /?X-Amz-Security-Token: …'],
    [
      `?X-Amz-Credential=${secret}&X-Amz-Signature=${secret}&Version=1`,
      '?X-Amz-Credential=…&X-Amz-Signature=…&Version=1',
    ],
    [
      `SecretAccessKey=${secret} secret_access_key: ${secret} secretKey=${secret}`,
      'SecretAccessKey=… secret_access_key: … secretKey=…',
    ],
    [
      `session_token=${secret}, sessionToken: "${secret}", SESSIONTOKEN='${secret}'`,
      `session_token=…, sessionToken: "…", SESSIONTOKEN='…'`,
    ],
    [
      `{"accessToken":"${secret}","refreshToken" : "${secret}","idToken":"${secret}"}`,
      '{"accessToken":"…","refreshToken" : "…","idToken":"…"}',
    ],
    [
      `access_token=${secret}&refresh_token=${secret}&id_token=${secret}&client_secret=${secret}&x=1`,
      'access_token=…&refresh_token=…&id_token=…&client_secret=…&x=1',
    ],
    [`clientSecret: ${secret} accessKey: ${secret}`, 'clientSecret: … accessKey: …'],
    [`token ${long}, ${long.slice(1)}`, `token …, ${long.slice(1)}`],
    [
      `via http://user:${secret}@proxy.example:3128 for me@example.org, https://b/@c`,
      'via http://…@proxy.example:3128 for me@example.org, https://b/@c',
    ],
    [`"http://user:${secret}@a" 'ftp://${secret}@b' <x://${secret}@c>`, `"http://…@a" 'ftp://…@b' <x://…@c>`],
    [`http://${secret}:${secret}@a@b/path`, 'http://…@b/path'],
    [`http://user:${secret}/x@proxy.example`, 'http://…@proxy.example'],
    [`http://user:a/${secret}@${secret}@proxy.example`, 'http://…@proxy.example'],
  ] as const)
    it(`is: ${shown.slice(0, 60)}`, () => assert.equal(withoutSecrets(text, 1000), shown));

  it('contains no part of a secret that is cut off at the maximum length', () => {
    const start = 'a '.repeat(9_995);
    assert.ok(withoutSecrets(`${start}AKIA12345678`, 30_000) === `${start.trim()}…`);
  });

  it('keeps everything else', () => {
    const text =
      'User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/me@example.org is not ' +
      'authorized to perform: backup:ListBackupJobs on resource: * with an explicit deny; the Token is too old. PARAKIABCDEFGHIJ is no key.';
    assert.equal(withoutSecrets(text, 1000), text);
  });

  it('keeps URLs without user info', () => {
    const text =
      'https://docs.aws.amazon.com/a?b=c#d http://[::1]:80/@x (http://localhost:4566/mail@example.org), arn:aws:s3:::x';
    assert.equal(withoutSecrets(text, 1000), text);
  });

  // In quadratic time, each of these takes minutes, and the test times out.
  for (const repeated of [
    ...[
      ' ',
      '\n',
      'The ',
      'Authorization ',
      'Credential=',
      'Secret',
      'SecretKey',
      'SecretKey=',
      'Access',
      'AKIA',
    ],
    ...['_AKIA', 'A', `${'x'.repeat(99)} `, '://', '://a:', '://a:@', '@', ':', '/', '"', 'a.', '-'],
  ])
    it(`is made in linear time if the text repeats ${JSON.stringify(repeated.slice(0, 20))}`, () => {
      for (const start of ['', 'Authorization', 'SecretKey', 'SecretKey=', '://user:'])
        hideSecrets(start + repeated.repeat(500_000 / repeated.length));
    });

  it('is cut if it is too long', () => assert.equal(withoutSecrets(' abcdef ', 4), 'abc…'));
});
