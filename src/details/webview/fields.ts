import { element, section } from '../../editor/webview/element.js';
import type { FieldViewModel, Section } from '../fieldSections.js';
import type { FieldMember, FieldPiece, FieldValue } from '../fieldValue.js';
import type { ShownText } from '../longText.js';
import type { PanelLabels } from '../panelMessages.js';
import { type Ask, iconButton, wideButton } from './buttons.js';

/** Every field of the job, under AWS's names. */
export function fieldsOf(sections: readonly Section[], labels: PanelLabels, ask: Ask): HTMLElement {
  return section(
    'everything',
    labels.everything,
    ...sections.map(({ fields, title }) =>
      element(
        'div',
        { class: 'group' },
        element('h3', {}, title),
        element('dl', {}, ...fields.map((field) => fieldOf(field, labels, ask))),
      ),
    ),
  );
}

/** Where a text is shown: what it is called, which field it is of, and in which part of the page. */
export interface TextPlace {
  readonly label: string;
  readonly path: string;
  readonly part: string;
  readonly ask: Ask;
}

/** A text; a long one scrolls in a box of its own, and where it goes on, a button leads to all of it. */
export function textOf({ rest, text }: ShownText, { ask, label, part, path }: TextPlace): HTMLElement {
  if (text.length <= longText) return element('span', { class: 'value' }, text);
  // The box of the whole text takes over the focus of the button that it was asked for by.
  const key = `whole:${part}:${path}`;
  const box = { 'aria-label': label, class: 'value long', role: 'region', tabindex: '0' };
  if (rest === undefined) return element('div', { ...box, 'data-key': key }, text);
  return element(
    'div',
    { class: 'begun' },
    element('div', box, text),
    wideButton(rest, undefined, { ask, key, request: { kind: 'showWhole', path } }),
  );
}

function fieldOf({ help, path, title, value }: FieldViewModel, labels: PanelLabels, ask: Ask): HTMLElement {
  return element(
    'div',
    { class: 'field', 'data-field': path },
    element('dt', help === undefined ? {} : { title: help }, title),
    value === undefined
      ? element('dd', { class: 'absent' }, labels.absent)
      : element('dd', {}, ...shownValue(value, path, title, labels, ask)),
  );
}

function shownValue(
  value: FieldValue,
  path: string,
  title: string,
  labels: PanelLabels,
  ask: Ask,
): (HTMLElement | undefined)[] {
  const { members, note, pieces, rest, text = '' } = value;
  if (members !== undefined)
    return [element('dl', { class: 'members' }, ...members.map((member) => memberOf(member, labels, ask)))];
  return [
    element(
      'div',
      { class: 'shown' },
      textOf({ text, ...(rest && { rest }) }, { ask, label: title, part: 'field', path }),
      note === undefined ? undefined : element('span', { class: 'note' }, note),
      pieces && piecesOf(pieces),
    ),
    iconButton(`${labels.copy} ${title}`, 'copy', {
      ask,
      key: `copy:${path}`,
      request: { kind: 'copy', path },
    }),
  ];
}

function memberOf({ path, title, value }: FieldMember, labels: PanelLabels, ask: Ask): HTMLElement {
  return element(
    'div',
    { class: 'field', 'data-field': path },
    element('dt', {}, title),
    element('dd', {}, ...shownValue(value, path, title, labels, ask)),
  );
}

function piecesOf(pieces: readonly FieldPiece[]): HTMLElement {
  return element(
    'span',
    { class: 'pieces' },
    ...pieces.map(({ text, title }) => element('span', {}, element('i', {}, title), ` ${text}`)),
  );
}

const longText = 2000;
