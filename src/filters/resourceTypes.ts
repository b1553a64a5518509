/**
 * The resource types that the API page names, and EKS, whose jobs are listed too; with the names of their services, which
 * are the same in every language.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByResourceType
 */
export const resourceTypes: readonly { readonly type: string; readonly service: string }[] = [
  { type: 'Aurora', service: 'Amazon Aurora' },
  { type: 'CloudFormation', service: 'AWS CloudFormation' },
  { type: 'DocumentDB', service: 'Amazon DocumentDB (with MongoDB compatibility)' },
  { type: 'DynamoDB', service: 'Amazon DynamoDB' },
  { type: 'EBS', service: 'Amazon Elastic Block Store' },
  { type: 'EC2', service: 'Amazon Elastic Compute Cloud' },
  { type: 'EFS', service: 'Amazon Elastic File System' },
  { type: 'EKS', service: 'Amazon Elastic Kubernetes Service' },
  { type: 'FSx', service: 'Amazon FSx' },
  { type: 'Neptune', service: 'Amazon Neptune' },
  { type: 'RDS', service: 'Amazon Relational Database Service' },
  { type: 'Redshift', service: 'Amazon Redshift' },
  { type: 'S3', service: 'Amazon Simple Storage Service' },
  { type: 'SAP HANA on Amazon EC2', service: 'SAP HANA databases on Amazon EC2 instances' },
  { type: 'Storage Gateway', service: 'AWS Storage Gateway' },
  { type: 'Timestream', service: 'Amazon Timestream' },
  { type: 'VirtualMachine', service: 'VMware virtual machines' },
];
