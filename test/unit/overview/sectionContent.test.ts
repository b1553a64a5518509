import assert from 'node:assert/strict';
import { sectionContent } from '../../../src/overview/viewModels/sectionContent.js';
import { hostileTexts } from '../../hostile.js';

describe('A copied section', () => {
  const table = {
    columns: [{ title: 'Vault' }, { title: 'Jobs', isNumber: true }],
    rows: [{ cells: ['prod', '5'] }],
  };

  it('has the head of a summary, and its table as text and as HTML', () => {
    const { html, text } = sectionContent(
      { title: 'Vaults that fail most', caption: 'In the last 24 hours.', table },
      {
        connection: 'prod · 111122223333 (Production) · us-east-1, eu-west-1',
        filter: 'Vault: prod',
        regions: [
          { region: 'us-east-1', isComplete: true, readAt: undefined },
          { region: 'eu-west-1', isComplete: false, failure: 'Access denied', readAt: undefined },
        ],
      },
      'en',
    );
    assert.equal(
      text,
      [
        'Vaults that fail most',
        'In the last 24 hours.',
        'prod · 111122223333 (Production) · us-east-1, eu-west-1',
        'Filter: Vault: prod',
        'us-east-1, complete',
        'eu-west-1, not all could be read: Access denied',
        '',
        'Vault\tJobs',
        'prod\t5',
        '',
      ].join('\n'),
    );
    assert.equal(
      html,
      '<p><strong>Vaults that fail most</strong><br>In the last 24 hours.<br>' +
        '<code>prod · 111122223333 (Production) · us-east-1, eu-west-1</code><br>' +
        'Filter: <code>Vault: prod</code><br><code>us-east-1</code>, complete<br>' +
        '<code>eu-west-1</code>, not all could be read: <code>Access denied</code></p>' +
        '<table border="1"><thead><tr><th align="left">Vault</th><th align="right">Jobs</th></tr></thead>' +
        '<tbody><tr><td align="left">prod</td><td align="right">5</td></tr></tbody></table>',
    );
  });

  it('keeps the cells of a hostile text, which is neither markup nor a formula in any format', () => {
    for (const hostile of Object.values(hostileTexts)) {
      const { html, text } = sectionContent(
        {
          title: 'Causes',
          caption: '',
          table: { columns: [{ title: hostile }, { title: 'b' }], rows: [{ cells: [hostile, 'x'] }] },
        },
        {
          connection: hostile,
          filter: hostile,
          regions: [{ region: 'us-east-1', isComplete: false, failure: hostile, readAt: undefined }],
        },
        'en',
      );
      for (const line of text.split('\n')) assert.doesNotMatch(line, /^\s*[=+\-@]/);
      for (const line of text.split('\n').slice(-3, -1)) assert.equal(line.split('\t').length, 2);
      const tags = html.match(/<[^>]*>?/g) ?? [];
      assert.deepEqual(tags.filter((tag) => !ownTag.test(tag)).slice(0, 3), []);
      assert.doesNotMatch(html, /<(p|br|t[dh] [^>]+)>(<(strong|code|bdi)>)*\s*[=+\-@]/);
    }
  });
});

const ownTag =
  /^<(\/?(p|strong|code|bdi|thead|tbody|tr)|br|\/?table|table border="1"|\/t[dh]|t[dh] align="(left|right)")>$/;
