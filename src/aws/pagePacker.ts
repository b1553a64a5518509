import { backupJobFields } from '../jobs/backupJob.js';
import { checkAnswer } from './answerCaps.js';
import { epochMilliseconds, type JsonObject } from './fieldReaders.js';
import { byteOf, JsonBytes } from './jsonBytes.js';
import type { CellKind, PackedPage } from './packedPage.js';
import { PageRows } from './pageRows.js';
import { nextTokenIn, parseObject } from './readAnswer.js';
import { type Column, readValue, SeenValues } from './seenValues.js';
import { UnreadableAnswerError } from './unreadableAnswerError.js';

/**
 * Packs the answers that one connection gets for a {@link PageUnpacker}, which has to get all of them, in this order: what
 * `readJobPage` makes of them, but for the objects in between. It looks at the bytes: nearly all that a job says others have said in
 * the same ones, and most often in the same order.
 */
export class PagePacker {
  readonly #rows = new PageRows();
  #seen = new SeenValues();

  /** Throws where jobs are written as AWS never writes them, too; `readJobPage` reads all that can be read. */
  pack(body: Buffer): PackedPage {
    checkAnswer(body);
    if (this.#seen.areTooMany) this.#seen = new SeenValues();
    this.#rows.beginPage(body.byteLength);
    const nextToken = nextTokenIn(this.#packAnswer(new JsonBytes(body)));
    const rows = this.#rows.packed();
    // At last, for what is taken has to arrive.
    return { nextToken, ...rows, ...this.#seen.takeNew() };
  }

  /** Answers what stands beside the jobs. */
  #packAnswer(json: JsonBytes): JsonObject {
    const others: string[] = [];
    let lists = 0;
    let at = json.afterFirst(byteOf.brace, json.afterSpace(0));
    while (json.at(at) !== byteOf.braceEnd) {
      const keyEnd = json.stringEnd(at);
      const start = afterKey(json, keyEnd);
      if (json.text(at, keyEnd) === '"BackupJobs"') {
        lists++;
        at = json.afterOne(this.#packJobs(json, start), byteOf.braceEnd);
      } else {
        const end = json.valueEnd(start);
        others.push(json.text(at, end));
        at = json.afterOne(end, byteOf.braceEnd);
      }
    }
    const rest = parseObject(`{${others.join()}}`);
    if (lists !== 1 || 'BackupJobs' in rest || json.afterSpace(at + 1) < json.length)
      throw new UnreadableAnswerError('There is not one list of jobs');
    return rest;
  }

  /** Answers the place after the list. */
  #packJobs(json: JsonBytes, start: number): number {
    let at = json.afterFirst(byteOf.bracket, start);
    while (json.at(at) !== byteOf.bracketEnd) at = json.afterOne(this.#packJob(json, at), byteOf.bracketEnd);
    return at + 1;
  }

  /** Answers the place after the job. */
  #packJob(json: JsonBytes, start: number): number {
    const newer: string[] = [];
    this.#rows.beginRow();
    this.#seen.beginJob();
    let at = json.afterFirst(byteOf.brace, start);
    while (json.at(at) !== byteOf.braceEnd) {
      at = json.afterOne(this.#packMember(json, at, newer), byteOf.braceEnd);
    }
    if (newer.length > 0) this.#packNewer(newer);
    return at + 1;
  }

  /** A name and its value, which go to `newer` where the name is not known. Answers the place after them. */
  #packMember(json: JsonBytes, place: number, newer: string[]): number {
    const likely = this.#seen.likelyAt(json, place);
    if (likely !== undefined) {
      this.#rows.setCell(likely.column.index, likely.cell);
      return place + likely.length;
    }
    const column = this.#seen.columnAt(json, place);
    const start = afterKey(json, column === undefined ? json.stringEnd(place) : place + column.key.length);
    const end = json.valueEnd(start);
    if (column === undefined) newer.push(json.text(place, end));
    else if (column.kind === 'value')
      this.#rows.setCell(column.index, this.#seen.memberAt(column, json, place, start, end).cell);
    else this.#packOwn(column, json, start, end);
    return end;
  }

  /** What is the job's own: a number, a time, or a text that no other job has. */
  #packOwn(column: Column, json: JsonBytes, start: number, end: number): void {
    const { kind, index } = column;
    const rows = this.#rows;
    const cell = plainCell(kind, json, start, end);
    if (cell !== undefined) rows.setCell(index, cell);
    else if (kind === 'text' && json.isPlainString(start, end)) rows.setText(index, json, start + 1, end - 1);
    else rows.setValue(index, readValue(column, json, start, end));
  }

  /** The fields that a newer API has added. */
  #packNewer(members: readonly string[]): void {
    const fields = Object.entries(parseObject(`{${members.join()}}`));
    if (fields.some(([name]) => backupJobFields.some((known) => known === name)))
      throw new UnreadableAnswerError('A known field is written in an odd way');
    this.#rows.setNewer(fields.filter(([, value]) => value !== null));
  }
}

function afterKey(json: JsonBytes, keyEnd: number): number {
  return json.afterFirst(byteOf.colon, json.afterSpace(keyEnd));
}

/** Undefined where it is no plain number. */
function plainCell(kind: CellKind, json: JsonBytes, start: number, end: number): number | undefined {
  if (kind === 'text') return undefined;
  const number = json.plainNumber(start, end);
  if (Number.isNaN(number)) return undefined;
  return kind === 'time' ? epochMilliseconds(number) : number;
}
