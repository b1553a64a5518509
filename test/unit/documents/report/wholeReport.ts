/** The report on the jobs of `smallAccount`, in Markdown. */
export function wholeMarkdown(sha256: string): string {
  return `# AWS Backup report

- **Connection:** \`prod · 111122223333 (Production) · eu-west-1\`
- **Account:** \`111122223333 (Production)\`
- **Signed in as:** \`arn:aws:sts::111122223333:assumed-role/Auditor/jane\`
- **Regions:** \`eu-west-1\`
- **Jobs:** all that AWS Backup lists, without a filter
- **Period:**
  - covered: Oct 30, 2026, 8:00 PM to Nov 29, 2026, 8:00 PM
  - jobs created from Nov 22, 2026, 5:00 AM to Nov 29, 2026, 7:00 PM
- **Read:** \`eu-west-1\`: Nov 29, 2026, 8:00:00 PM UTC
- **Written:** Nov 29, 2026, 8:00:00 PM UTC (2026-11-29 20:00:00 UTC)
- **Times:** in UTC

## Completeness

- \`eu-west-1\`: the jobs of the filter were read to the end.
- The filter leaves out no job of the account in these regions.
- All jobs of each resource are known that AWS Backup listed at the time of the read.
- Other accounts and other regions are not part of the report.

## What the report does not prove

- A completed job does not prove that its recovery point still exists, that it was copied, or that it can be restored.
- 4 jobs have a deletion date that has passed. They are marked below.
- 1 job had not ended when it was read. Its result is not known.
- AWS Backup lists the jobs of the last 30 days. Older ones are not in the report.
- A resource that was never backed up in this time is in no list of jobs, nor in this report.
- A run that made no job leaves no trace in AWS Backup. Missed runs follow from the schedules that other jobs of the same rule name.
- A rule with fewer than three runs in 30 days, such as a monthly one, is not judged: its missed runs are not known.

## Results

11 jobs: 2 Failed, 1 Running, 8 Completed

Jobs by the day of their creation (UTC) and by state

| Day | Failed | Running | Completed | Jobs |
| --- | ---: | ---: | ---: | ---: |
| Sun, Nov 29, 2026 | 1 | 1 | 1 | 3 |
| Sat, Nov 28, 2026 | 1 | 0 | 1 | 2 |
| Fri, Nov 27, 2026 | 0 | 0 | 2 | 2 |
| Wed, Nov 25, 2026 | 0 | 0 | 1 | 1 |
| Tue, Nov 24, 2026 | 0 | 0 | 1 | 1 |
| Mon, Nov 23, 2026 | 0 | 0 | 1 | 1 |
| Sun, Nov 22, 2026 | 0 | 0 | 1 | 1 |
| All days | 2 | 1 | 8 | 11 |

## Missed and overdue runs

- Missed: Resource \`orders-db\`, 1 run, the latest: Nov 26, 2026, 5:00 AM. Rule: \`prod\` · \`daily\`. What to check: Whether the resource matched the selection of the plan at the time, the opt-in of its type, and the role.

Judged: all 2 pairs of a resource and a rule.

## Resources

Resources that need attention come first. “Job 12” is number 12 in the list of jobs below.

### \`logs\`

- **ARN:** \`arn:aws:s3:::logs\`
- **Type and place:** \`S3\`, \`eu-west-1\`
- **Jobs:** 1 Running
- **Schedule:** none: no rule made a job of the report
- **Last good backup:** none among the jobs of the last 30 days
- **Longest gap:** not known: no job has ended

### \`orders-db\`

- **ARN:** \`arn:aws:dynamodb:eu-west-1:111122223333:table/orders-db\`
- **Type and place:** \`111122223333\`, \`eu-west-1\`
- **Jobs:** 2 Failed, 5 Completed
- **Schedule:** \`prod\` · \`daily\`: At 05:00 (\`UTC\`). Missed runs: Nov 26, 2026, 5:00 AM
- **Last good backup:** Nov 27, 2026, 5:00 AM (job 6)
- **Longest gap:** 2 d 15 h without a newer good backup, from Nov 27, 2026, 5:00 AM to the read. At most 1 d by its schedule
- **Without a good backup:** Failed, \`AccessDenied\`, \`Access denied, request id: 0a1b2c3d-orders-db-29\`: Nov 29, 2026, 5:00 AM (job 2); Nov 28, 2026, 5:00 AM (job 4)

### \`users\`

- **ARN:** \`arn:aws:dynamodb:eu-west-1:111122223333:table/users\`
- **Type and place:** \`111122223333\`, \`eu-west-1\`
- **Jobs:** 3 Completed
- **Schedule:** \`prod\` · \`daily\`: At 05:00 (\`UTC\`). No run is known to be missed
- **Last good backup:** Nov 29, 2026, 5:00 AM (job 3)
- **Longest gap:** 1 d between good backups, from Nov 28, 2026, 5:00 AM to Nov 29, 2026, 5:00 AM. At most 1 d by its schedule

## Jobs

Every job of the report, in the order of the NDJSON: region by region, the latest creation first. Times are in UTC.

- **SHA-256 of the NDJSON:** \`${sha256}\`
- **NDJSON:** \`report.ndjson\`, 4,779 bytes

1. \`by-hand\`, 2026-11-29 19:00:00 UTC, Running
2. \`orders-db-29\`, 2026-11-29 05:00:20 UTC, Failed
3. \`users-29\`, 2026-11-29 05:00:20 UTC, Completed
4. \`orders-db-28\`, 2026-11-28 05:00:20 UTC, Failed
5. \`users-28\`, 2026-11-28 05:00:20 UTC, Completed
6. \`orders-db-27\`, 2026-11-27 05:00:20 UTC, Completed
7. \`users-27\`, 2026-11-27 05:00:20 UTC, Completed
8. \`orders-db-25\`, 2026-11-25 05:00:20 UTC, Completed, deletion date has passed: about Nov 28, 2026
9. \`orders-db-24\`, 2026-11-24 05:00:20 UTC, Completed, deletion date has passed: about Nov 27, 2026
10. \`orders-db-23\`, 2026-11-23 05:00:20 UTC, Completed, deletion date has passed: about Nov 26, 2026
11. \`orders-db-22\`, 2026-11-22 05:00:20 UTC, Completed, deletion date has passed: about Nov 25, 2026
`;
}

/** The content of the report on one failed job, in HTML. */
export const wholeHtml = `<h1>AWS Backup report</h1>
<dl>
<dt>Connection</dt>
<dd><code>prod · 111122223333 (Production) · eu-west-1</code></dd>
<dt>Account</dt>
<dd><code>111122223333 (Production)</code></dd>
<dt>Signed in as</dt>
<dd><code>arn:aws:sts::111122223333:assumed-role/Auditor/jane</code></dd>
<dt>Regions</dt>
<dd><code>eu-west-1</code></dd>
<dt>Jobs</dt>
<dd>all that AWS Backup lists, without a filter</dd>
<dt>Period</dt>
<dd>covered: Oct 30, 2026, 8:00 PM to Nov 29, 2026, 8:00 PM</dd>
<dd>jobs created from Nov 29, 2026, 5:00 AM to Nov 29, 2026, 5:00 AM</dd>
<dt>Read</dt>
<dd><code>eu-west-1</code>: Nov 29, 2026, 8:00:00 PM UTC</dd>
<dt>Written</dt>
<dd>Nov 29, 2026, 8:00:00 PM UTC (2026-11-29 20:00:00 UTC)</dd>
<dt>Times</dt>
<dd>in UTC</dd>
</dl>
<h2 id="completeness">Completeness</h2>
<ul>
<li><code>eu-west-1</code>: the jobs of the filter were read to the end.</li>
<li>The filter leaves out no job of the account in these regions.</li>
<li>All jobs of each resource are known that AWS Backup listed at the time of the read.</li>
<li>Other accounts and other regions are not part of the report.</li>
</ul>
<h2 id="limits">What the report does not prove</h2>
<ul>
<li>A completed job does not prove that its recovery point still exists, that it was copied, or that it can be restored.</li>
<li>No job of the report has a deletion date that has passed, as far as the jobs name one.</li>
<li>AWS Backup lists the jobs of the last 30 days. Older ones are not in the report.</li>
<li>A resource that was never backed up in this time is in no list of jobs, nor in this report.</li>
<li>A run that made no job leaves no trace in AWS Backup. Missed runs follow from the schedules that other jobs of the same rule name.</li>
<li>A rule with fewer than three runs in 30 days, such as a monthly one, is not judged: its missed runs are not known.</li>
</ul>
<h2 id="results">Results</h2>
<p>1 job: 1 Failed</p>
<div class="wide" role="region" tabindex="0" aria-label="Jobs by the day of their creation (UTC) and by state">
<table>
<caption>Jobs by the day of their creation (UTC) and by state</caption>
<thead><tr><th scope="col">Day</th><th scope="col">Failed</th><th scope="col">Jobs</th></tr></thead>
<tbody>
<tr><th scope="row">Sun, Nov 29, 2026</th><td>1</td><td>1</td></tr>
</tbody>
<tfoot>
<tr><th scope="row">All days</th><td>1</td><td>1</td></tr>
</tfoot>
</table>
</div>
<h2 id="missed">Missed and overdue runs</h2>
<p>Not known: no schedule can be judged.</p>
<p>Not judged: the only pair of a resource and a rule.</p>
<h2 id="resources">Resources</h2>
<p>Resources that need attention come first. “Job 12” is number 12 in the list of jobs below.</p>
<section>
<h3><code>orders-db</code></h3>
<dl>
<dt>ARN</dt>
<dd><code>arn:aws:dynamodb:eu-west-1:111122223333:table/orders-db</code></dd>
<dt>Type and place</dt>
<dd><code>111122223333</code>, <code>eu-west-1</code></dd>
<dt>Jobs</dt>
<dd>1 Failed</dd>
<dt>Schedule</dt>
<dd><code>prod</code> · <code>daily</code>: At 05:00 (<code>UTC</code>). Not judged: fewer than three known runs of this version of the plan</dd>
<dt>Last good backup</dt>
<dd>none among the jobs of the last 30 days</dd>
<dt>Longest gap</dt>
<dd>at least 15 h without a good backup, from Nov 29, 2026, 5:00 AM to the read. At most 1 d by its schedule</dd>
<dt>Without a good backup</dt>
<dd>Failed, <code>AccessDenied</code>, <code>Access denied, request id: 0a1b2c3d-orders-db-29</code>: Nov 29, 2026, 5:00 AM (job 1)</dd>
</dl>
</section>
<h2 id="jobs">Jobs</h2>
<p>Every job of the report, in the order of the NDJSON: region by region, the latest creation first. Times are in UTC.</p>
<dl>
<dt>SHA-256 of the NDJSON</dt>
<dd><code>9231972ac9a9185d3548cac9e3bcd6bcd646bce92089dc1f719ea790367b0b81</code></dd>
<dt>NDJSON</dt>
<dd>not saved with the report; 544 bytes</dd>
</dl>
<ol start="1">
<li><code>orders-db-29</code>, 2026-11-29 05:00:20 UTC, Failed</li>
</ol>
`;
