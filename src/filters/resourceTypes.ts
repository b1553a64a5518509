/**
 * The resource types of the API reference with the names of their services, which are the same in every
 * language. The reference lacks EKS, but AWS Backup lists its jobs.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByResourceType
 */
export const resourceTypes: ReadonlyMap<string, string> = new Map([
  ['Aurora', 'Amazon Aurora'],
  ['CloudFormation', 'AWS CloudFormation'],
  ['DocumentDB', 'Amazon DocumentDB (with MongoDB compatibility)'],
  ['DynamoDB', 'Amazon DynamoDB'],
  ['EBS', 'Amazon Elastic Block Store'],
  ['EC2', 'Amazon Elastic Compute Cloud'],
  ['EFS', 'Amazon Elastic File System'],
  ['EKS', 'Amazon Elastic Kubernetes Service'],
  ['FSx', 'Amazon FSx'],
  ['Neptune', 'Amazon Neptune'],
  ['RDS', 'Amazon Relational Database Service'],
  ['Redshift', 'Amazon Redshift'],
  ['S3', 'Amazon Simple Storage Service'],
  ['SAP HANA on Amazon EC2', 'SAP HANA databases on Amazon EC2 instances'],
  ['Storage Gateway', 'AWS Storage Gateway'],
  ['Timestream', 'Amazon Timestream'],
  ['VirtualMachine', 'VMware virtual machines'],
]);
