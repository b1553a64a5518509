/** The words of an API name: `IamRoleArn` is "IAM role ARN". */
export function fieldTitle(name: string): string {
  const words = name.split(/(?=[A-Z])/).map((word) => abbreviations.get(word) ?? word.toLowerCase());
  const [first = '', ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' ');
}

const abbreviations = new Map([
  ['Arn', 'ARN'],
  ['Iam', 'IAM'],
  ['Id', 'ID'],
]);
