import { backupJobFields, type DescribedBackupJob } from '../src/jobs/backupJob.js';

/**
 * Values that an attacker, or a careless tool, may put into a text of a job: the name of a resource, a tag, a
 * status message. `markup` and `script` trigger the tripwire of {@link tripwireName} if something runs them.
 */
export const hostileTexts = {
  markup: `<img src=x onerror="window.backupJobsTripwire=1"><script>window.backupJobsTripwire=1</script>`,
  breakout: `"'\`></script></style></textarea><svg onload=window.backupJobsTripwire=1>`,
  scriptAddress: 'javascript:window.backupJobsTripwire=1//',
  commandLink: '[run](command:workbench.action.terminal.new) $(alert) ![x](http://127.0.0.1:9/x.png)',
  commandLinks:
    '[x](command:workbench.action.quit) [x](command:backupJobs.refresh "t") [[a] b](command:x) [x](COMMAND:y?%5B%22z%22%5D) ' +
    '[a]\n(command:b) [a](https://127.0.0.1:9/) [a](file:///etc/passwd) [a](command:b\'\' "c") <a href="command:d">e</a>',
  icons: '$(sync~spin) $(alert) \\$(alert) \\\\$(alert) $\u200b(alert) $($(alert))',
  loneReturn: 'Exported\rFailed\r',
  template:
    '$' + '{window.backupJobsTripwire=1}{{constructor.constructor("window.backupJobsTripwire=1")()}}<%=1%>',
  formula: `=cmd|' /C calc'!A0`,
  formulaPlus: '+1+1',
  formulaMinus: '-2+3',
  formulaAt: '@SUM(A1:A9)',
  formulaTab: '\t=1+1',
  control: 'a\u0000b\u0007c\u001b[2J\u001b]0;owned\u0007d\u007fe\u009bf',
  lines: 'one\r\ntwo\nthree\u2028four\u2029five',
  bidi: 'gnp\u202egpj.exe\u2066\u2069\u200f\u200e',
  rightToLeft: 'גיבוי 12 ארכיון',
  zeroWidth: 'pay\u200bpal\u2060\ufeff',
  surrogate: 'lone \ud800 and \udc00',
  combining: `z${'\u0301'.repeat(200)}`,
  shell: `$(touch /tmp/owned); \`id\` && rm -rf ~ | "x" 'y' !! #z`,
  file: 'file:///etc/passwd',
  option: '--endpoint-url=http://127.0.0.1:9',
  path: '../../../../etc/passwd\\..\\',
  prototype: '__proto__',
  csv: 'a,b;c\t"d""e"\r\nf',
  empty: '',
  blank: ' \u00a0\u3000 ',
  long: 'x'.repeat(1_000_000),
  longLine: 'word '.repeat(200_000),
} as const satisfies Readonly<Record<string, string>>;

/**
 * The file that a text of {@link hostileShellTexts} creates in the working directory of a shell that runs it.
 */
const shellTripwire = 'PWNED';

/** Values that break out of the quotes of some shell, or that a prompt or a terminal acts on. */
export const hostileShellTexts = {
  posixQuote: `a'; touch ${shellTripwire}; '`,
  posixQuotedQuote: `a'\\''; touch ${shellTripwire}; #`,
  fishQuote: `a\\'; touch ${shellTripwire}; #`,
  fishBackslashes: `a\\\\'; touch ${shellTripwire}; #\\`,
  onlyBackslashes: '\\\\\\',
  doubleQuote: `a"; touch ${shellTripwire}; "`,
  substitution: `$(touch ${shellTripwire})\`touch ${shellTripwire}\`(touch ${shellTripwire})`,
  hiddenSubstitution: `x\u200b$(touch ${shellTripwire})$`,
  history: `!! !$ !-1 !touch ^a^b !"!' 'a'!x`,
  quotedHistory: `it's !! and "!!" !`,
  expansion: `~ ~root *.* {a,b} [!a] =ls $HOME $\{HOME} %self &1 <(id)`,
  words: '-a --b=c # d',
  typographicSingle: `\u2019; touch ${shellTripwire}; \u2018`,
  typographicLow: `\u201a; touch ${shellTripwire}; \u201b`,
  typographicDouble: `\u201d; touch ${shellTripwire}; \u201c\u201e`,
  powershell: `a' @(touch ${shellTripwire}) '\`n --%`,
  batch: `a&touch|${shellTripwire}<b>c^d`,
  batchQuote: `" & touch ${shellTripwire} & "`,
  batchVariable: '%COMSPEC% %PATH:~0,1% %%a !PATH! ^%TEMP^%',
  endOfArgument: 'a b\\',
  endOfPaste: `a\u001b[201~\rtouch ${shellTripwire}\r`,
  enter: `a\rtouch ${shellTripwire}\r`,
  newLine: `a'\ntouch ${shellTripwire}\n'`,
  completion: 'a\t\tb',
  interrupt: `a\u0003touch ${shellTripwire}\n`,
} as const satisfies Readonly<Record<string, string>>;

/** What a hostile text sets on `window` if it is executed. */
export const tripwireName = 'backupJobsTripwire';

/**
 * A job with a text in every text field, nested ones included: one text, or the next of several. Its other
 * fields are plain.
 */
export function hostileJob(
  text: string | (() => string),
  plain: DescribedBackupJob = {},
): DescribedBackupJob {
  const next = typeof text === 'string' ? () => text : text;
  const job: Record<string, unknown> = Object.fromEntries(backupJobFields.map((name) => [name, next()]));
  const dates = ['CompletionDate', 'CreationDate', 'ExpectedCompletionDate', 'InitiationDate', 'StartBy'];
  for (const name of dates) job[name] = new Date(Date.UTC(2026, 10, 24, 5));
  return {
    ...job,
    BackupOptions: { [next()]: next() },
    BackupSizeInBytes: 1,
    BytesTransferred: 1,
    ChildJobsInState: { [next()]: 1 },
    CreatedBy: {
      BackupPlanArn: next(),
      BackupPlanId: next(),
      BackupPlanName: next(),
      BackupPlanVersion: next(),
      BackupRuleCron: next(),
      BackupRuleId: next(),
      BackupRuleName: next(),
      BackupRuleTimezone: next(),
    },
    IsEncrypted: true,
    IsParent: true,
    NumberOfChildJobs: 1,
    RecoveryPointLifecycle: { DeleteAfterEvent: next() },
    ...plain,
  };
}

/**
 * Jobs with the short hostile texts in their fields. Each job has all of them, in different fields.
 */
export function mixedHostileJobs(count: number): DescribedBackupJob[] {
  const texts = Object.values(hostileTexts).filter((text) => text.length < 10_000);
  return Array.from({ length: count }, (_, job) => {
    let place = Math.floor((job * texts.length) / count);
    return hostileJob(() => texts[place++ % texts.length] ?? '');
  });
}
