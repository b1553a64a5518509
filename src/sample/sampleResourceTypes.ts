/** What the service reports as the size of a backup: a size in this range of GiB, 0, or nothing. */
type SizeReport = readonly [low: number, high: number] | 'zero' | 'unset';

/** A resource type that AWS Backup supports, and what its jobs look like. */
export interface ResourceKind {
  readonly type: string;
  /** A template with `{region}`, `{account}`, `{name}` and `{id}` (hexadecimal digits). */
  readonly arn: string;
  /** Like `arn`; `{job}` is the job's ID. If absent, AWS Backup's own kind of recovery point. */
  readonly recoveryPointArn?: string;
  readonly names: readonly [string, ...string[]];
  readonly size: SizeReport;
  readonly backupType?: string;
  /** The share of an account's resources with this type, relative to the others. */
  readonly share: number;
  /** Whether a backup of it is a parent job with nested jobs. */
  readonly isComposite?: boolean;
  /** Whether several resources share a name: `web-1`, `web-2`. */
  readonly isNumbered?: boolean;
}

const clusterSnapshot = 'arn:aws:rds:{region}:{account}:cluster-snapshot:awsbackup:job-{job}';
const cluster = 'arn:aws:rds:{region}:{account}:cluster:{name}';

/**
 * The sixteen types of the API reference, and EKS. Sizes follow the notes on `BackupSizeInBytes`.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
 */
export const resourceKinds: readonly [ResourceKind, ...ResourceKind[]] = [
  {
    type: 'EBS',
    arn: 'arn:aws:ec2:{region}:{account}:volume/vol-{id}',
    recoveryPointArn: 'arn:aws:ec2:{region}::snapshot/snap-{id}',
    names: ['web', 'app-data', 'jenkins-home', 'kafka-broker', 'build-cache', 'grafana', 'mail-spool'],
    size: [8, 2000],
    backupType: 'SNAPSHOT',
    share: 30,
    isNumbered: true,
  },
  {
    type: 'EC2',
    arn: 'arn:aws:ec2:{region}:{account}:instance/i-{id}',
    recoveryPointArn: 'arn:aws:ec2:{region}::image/ami-{id}',
    names: ['api', 'win-files', 'bastion', 'win-ad', 'worker', 'legacy-erp', 'vpn'],
    size: [20, 1500],
    backupType: 'SNAPSHOT',
    share: 18,
    isNumbered: true,
  },
  {
    type: 'RDS',
    arn: 'arn:aws:rds:{region}:{account}:db:{name}',
    recoveryPointArn: 'arn:aws:rds:{region}:{account}:snapshot:awsbackup:job-{job}',
    names: ['orders-db', 'customers-db', 'inventory-db', 'auth-db', 'reporting-db'],
    size: 'zero',
    backupType: 'SNAPSHOT',
    share: 12,
  },
  {
    type: 'DynamoDB',
    arn: 'arn:aws:dynamodb:{region}:{account}:table/{name}',
    names: ['sessions', 'carts', 'feature-flags', 'audit-log', 'devices'],
    size: [1, 400],
    share: 10,
  },
  {
    type: 'S3',
    arn: 'arn:aws:s3:::{name}',
    names: ['billing-exports', 'invoices', 'media-originals', 'data-lake-raw', 'terraform-state'],
    size: [1, 9000],
    backupType: 'CONTINUOUS',
    share: 8,
  },
  {
    type: 'EFS',
    arn: 'arn:aws:elasticfilesystem:{region}:{account}:file-system/fs-{id}',
    names: ['home-dirs', 'wordpress-content', 'shared-assets', 'notebooks'],
    size: [0, 12],
    share: 8,
  },
  {
    type: 'Aurora',
    arn: cluster,
    recoveryPointArn: clusterSnapshot,
    names: ['payments-aurora', 'catalog-aurora', 'ledger-aurora'],
    size: 'unset',
    backupType: 'SNAPSHOT',
    share: 5,
  },
  {
    type: 'FSx',
    arn: 'arn:aws:fsx:{region}:{account}:file-system/fs-{id}',
    recoveryPointArn: 'arn:aws:fsx:{region}:{account}:backup/backup-{id}',
    names: ['team-shares', 'render-scratch', 'cad-files'],
    size: 'unset',
    share: 3,
  },
  {
    type: 'EKS',
    arn: 'arn:aws:eks:{region}:{account}:cluster/{name}',
    names: ['prod-cluster', 'batch-cluster', 'edge-cluster'],
    size: [1, 60],
    share: 1,
    isComposite: true,
  },
  {
    type: 'CloudFormation',
    arn: 'arn:aws:cloudformation:{region}:{account}:stack/{name}/{id}',
    names: ['shop-stack', 'crm-stack', 'intranet-stack'],
    size: [1, 200],
    share: 1,
    isComposite: true,
  },
  {
    type: 'DocumentDB',
    arn: cluster,
    recoveryPointArn: clusterSnapshot,
    names: ['profiles-docdb', 'content-docdb'],
    size: 'unset',
    share: 1,
  },
  {
    type: 'Neptune',
    arn: cluster,
    recoveryPointArn: clusterSnapshot,
    names: ['fraud-graph', 'knowledge-graph'],
    size: 'unset',
    share: 1,
  },
  {
    type: 'Redshift',
    arn: 'arn:aws:redshift:{region}:{account}:cluster:{name}',
    recoveryPointArn: 'arn:aws:redshift:{region}:{account}:snapshot:{name}/awsbackup:job-{job}',
    names: ['finance-dwh', 'marketing-dwh'],
    size: [100, 8000],
    share: 1,
  },
  {
    type: 'SAP HANA on Amazon EC2',
    arn: 'arn:aws:ssm-sap:{region}:{account}:HANA/{name}/DB/SYSTEMDB',
    names: ['s4hana-prd', 'bw4hana-prd'],
    size: [200, 4000],
    backupType: 'FULL',
    share: 1,
  },
  {
    type: 'Storage Gateway',
    arn: 'arn:aws:storagegateway:{region}:{account}:gateway/sgw-12A3456B/volume/vol-{id}',
    names: ['branch-office', 'warehouse-nas'],
    size: [50, 1000],
    share: 1,
  },
  {
    type: 'Timestream',
    arn: 'arn:aws:timestream:{region}:{account}:database/telemetry/table/{name}',
    names: ['sensor-readings', 'fleet-positions'],
    size: [5, 300],
    share: 1,
  },
  {
    type: 'VirtualMachine',
    arn: 'arn:aws:backup-gateway:{region}:{account}:vm/vm-{id}',
    names: ['dc01', 'print-server', 'plant-historian'],
    size: [40, 600],
    share: 2,
  },
];

/** The kind of the type with this name. */
export function kindOf(type: string): ResourceKind {
  const kind = resourceKinds.find((candidate) => candidate.type === type);
  if (kind === undefined) throw new RangeError(`No resource type ${type} is known.`);
  return kind;
}

/** Fills in an ARN template such as `arn:aws:s3:::{name}`. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
