// Finds where the sources spread, enumerate or clone a job. A job of a packed page reads its fields on access
// (src/jobs/packed/packedJob.ts), so all of these would miss them: `fieldsOf` returns every field.
import path from 'node:path';
import {
  isCallExpression,
  isForInStatement,
  isObjectBindingPattern,
  isSpreadAssignment,
  isVariableDeclaration,
} from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';

/** The functions that read an object's own properties. */
const enumerating =
  /^(?:(?:Object|Reflect)\.(?:assign|entries|getOwn\w+|hasOwn|keys|ownKeys|values)|structuredClone)$/;

const jobTypes = new Set(['BackupJob', 'DescribedBackupJob']);

const root = process.cwd();
const api = new API({ cwd: root });
const [project] = api.updateSnapshot({ openProjects: [path.resolve('tsconfig.json')] }).getProjects();
if (project === undefined) throw new Error('There is no project.');
const { checker, program } = project;
const sources = project.rootFiles.filter((file) => file.startsWith(path.resolve('src')));
const found = sources.flatMap(misuses);
api.close();
for (const line of found) console.error(`${line}: fieldsOf(job) has all fields of a job`);
if (found.length > 0 || sources.length === 0) process.exitCode = 1;
else console.log('No job is spread, enumerated or cloned');

/** @param {string} name */
function misuses(name) {
  const file = program.getSourceFile(name);
  if (file === undefined) throw new Error(`${name} is not in the project.`);
  const relative = path.relative(root, name);
  /** @type {string[]} */
  const lines = [];
  /** @param {import('typescript/unstable/ast').Node} node */
  function visit(node) {
    if (enumerated(node).some(isJob)) {
      const line = file?.text.slice(0, node.getStart()).split('\n').length;
      lines.push(`${relative}:${line}`);
    }
    node.forEachChild(visit);
  }
  file.forEachChild(visit);
  // The only place that knows how a job holds its fields.
  return relative === path.join('src', 'jobs', 'backupJob.ts') ? [] : lines;
}

/**
 * The objects whose own properties a node reads; often none.
 *
 * @param {import('typescript/unstable/ast').Node} node
 * @returns {readonly import('typescript/unstable/ast').Node[]}
 */
function enumerated(node) {
  if (isSpreadAssignment(node) || isForInStatement(node)) return [node.expression];
  if (isVariableDeclaration(node) && isObjectBindingPattern(node.name) && node.initializer !== undefined)
    return node.name.elements.some(({ dotDotDotToken }) => dotDotDotToken) ? [node.initializer] : [];
  return isCallExpression(node) && enumerating.test(node.expression.getText()) ? node.arguments : [];
}

/**
 * Whether a node may be a job of a packed page. An object from `fieldsOf` is none: it owns its fields.
 *
 * @param {import('typescript/unstable/ast').Node} node
 */
function isJob(node) {
  if (isCallExpression(node) && node.expression.getText() === 'fieldsOf') return false;
  const type = checker.getTypeAtLocation(node);
  const known = type && checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
  return jobTypes.has(known?.getSymbol()?.name ?? '');
}
