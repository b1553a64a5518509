import { element } from '../../editor/webview/element.js';
import type { FieldViewModel, Section } from '../fieldSections.js';
import type { FieldMember, FieldPiece } from '../fieldValue.js';
import type { ShownText } from '../longText.js';
import { iconButton, type PageContext, type SendRequest, wideButton } from './buttons.js';
import { fold } from './fold.js';

/** All fields of the job, folded, under their names in the AWS API. */
export function fieldsOf(sections: readonly Section[], page: PageContext): HTMLElement {
  const groups = sections.map(({ fields, title }) =>
    element(
      'div',
      { class: 'group' },
      element('h3', {}, title),
      element('dl', {}, ...fields.map((field) => fieldOf(field, page))),
    ),
  );
  const heading = element('h2', { id: 'heading-allFields' }, page.labels.allFields);
  return element(
    'section',
    { 'aria-labelledby': heading.id, 'data-section': 'allFields' },
    fold('allFields', heading, page.folds, ...groups),
  );
}

/** The field whose text is shown, its accessible name, and the part of the page that shows it. */
export interface TextPlace {
  readonly label: string;
  readonly path: string;
  readonly part: string;
  readonly send: SendRequest;
}

/** A text. A long one scrolls in its own box; if it was cut, a button requests the full text. */
export function textOf({ rest, text }: ShownText, { label, part, path, send }: TextPlace): HTMLElement {
  if (text.length <= longText) return element('span', { class: 'value' }, text);
  // The box of the full text has the key of the button that requested it, and so gets its focus.
  const key = `fullText:${part}:${path}`;
  const box = { 'aria-label': label, class: 'value long', role: 'region', tabindex: '0' };
  if (rest === undefined) return element('div', { ...box, 'data-key': key }, text);
  return element(
    'div',
    { class: 'cut' },
    element('div', box, text),
    wideButton(rest, undefined, { send, key, request: { kind: 'showFullText', path } }),
  );
}

function fieldOf({ help, path, title, value }: FieldViewModel, page: PageContext): HTMLElement {
  return element(
    'div',
    { class: 'field', 'data-field': path },
    element('dt', help === undefined ? {} : { title: help }, title),
    value === undefined
      ? element('dd', { class: 'absent' }, page.labels.absent)
      : element('dd', {}, ...valueElements({ path, title, value }, page)),
  );
}

function valueElements({ path, title, value }: FieldMember, page: PageContext): readonly HTMLElement[] {
  const { labels, send } = page;
  const { members, note, pieces, rest, text = '', utc } = value;
  if (members !== undefined)
    return [element('dl', { class: 'members' }, ...members.map((member) => fieldOf(member, page)))];
  return [
    element(
      'div',
      { class: 'shown' },
      utc === undefined
        ? textOf({ text, ...(rest && { rest }) }, { send, label: title, part: 'field', path })
        : element('span', { class: 'value stamp', title: utc }, text, utcOf(utc)),
      note !== undefined && element('span', { class: 'note' }, note),
      pieces && piecesOf(pieces),
    ),
    iconButton(`${labels.copy} ${title}`, 'copy', {
      send,
      key: `copy:${path}`,
      request: { kind: 'copy', path },
    }),
  ];
}

/** A time in UTC for screen readers. It is visible while the control beside it has the focus. */
export function utcOf(utc: string): HTMLElement {
  return element('span', { class: 'utc' }, ` ${utc}`);
}

function piecesOf(pieces: readonly FieldPiece[]): HTMLElement {
  return element(
    'span',
    { class: 'pieces' },
    ...pieces.map(({ text, title }) => element('span', {}, element('i', {}, title), ` ${text}`)),
  );
}

/** Characters. */
const longText = 2000;
