import assert from 'node:assert/strict';
import { readCron } from '../../../src/schedule/cron.js';
import { cronWords } from '../../../src/schedule/cronWords.js';

describe('The description of an AWS cron expression', () => {
  it('covers each kind of syntax that AWS allows', () => {
    const expected = {
      'cron(0 5 ? * * *)': 'At 05:00',
      '0 12 * * ? *': 'At 12:00',
      'cron(15 10,22 * * ? *)': 'At 10:15 and 22:15',
      '15 * ? * * *': 'At 15 minutes past the hour',
      'cron(0/15 * * * ? *)': 'Every 15 minutes',
      'cron(0 18 ? * MON-FRI *)': 'At 18:00, Monday through Friday',
      'cron(0 18 ? * FRI-MON *)': 'At 18:00, Friday through Monday',
      'cron(0 18 ? * sun,3 *)': 'At 18:00, only on Sunday and Tuesday',
      'cron(0 18 ? * L *)': 'At 18:00, only on Saturday',
      'cron(0 8 1 * ? *)': 'At 08:00, on day 1 of the month',
      'cron(0 8 L * ? *)': 'At 08:00, on the last day of the month',
      'cron(0 8 L-3 * ? *)': 'At 08:00, 3 days before the last day of the month',
      'cron(0 8 LW * ? *)': 'At 08:00, on the last weekday of the month',
      'cron(0 8 15W JAN,JUL ? 2027)':
        'At 08:00, on the weekday nearest day 15 of the month, only in January and July, only in 2027',
      'cron(0 8 ? * 6L *)': 'At 08:00, on the last Friday of the month',
      'cron(0 8 ? * TUE#2 2027-2029)': 'At 08:00, on the second Tuesday of the month, 2027 through 2029',
    };
    const words = Object.keys(expected).map((expression) => {
      assert.ok(readCron(expression), expression);
      return [expression, cronWords(expression, 'en-US')];
    });
    assert.deepEqual(Object.fromEntries(words), expected);
  });

  it('is in the display language of VS Code, or in English if the library does not have that language', () => {
    const words = (locale: string) => cronWords('cron(0 18 ? * MON-FRI *)', locale);
    assert.deepEqual(['de', 'pt-br', 'zh-cn', 'zh-tw', 'en-GB', 'tlh', ''].map(words), [
      'Um 18:00, Montag bis Freitag',
      'Às 18:00, de segunda-feira a sexta-feira',
      '在18:00, 星期一至星期五',
      '在 18:00, 星期一 到 星期五',
      'At 18:00, Monday through Friday',
      'At 18:00, Monday through Friday',
      'At 18:00, Monday through Friday',
    ]);
  });

  it('is the expression itself if the library cannot describe it', () => {
    for (const expression of ['cron(5,* 5 ? * * *)', 'rate(1 day)', '0 5 ? FOO * *'])
      assert.equal(cronWords(expression, 'en'), expression);
  });
});
