import type { SubjectNotice } from '../../jobs/subjectNotice.js';
import { button, element } from './element.js';

/** A notice with its button. `onFix` is called for a click on it. */
export function noticeElement(
  { action, detail, key, summary }: SubjectNotice,
  onFix: () => void,
): HTMLElement {
  return element(
    'div',
    { class: 'notice', role: 'status' },
    element('strong', {}, summary),
    detail !== '' && element('p', {}, detail),
    requestButton(action, `notice-${key}`, onFix),
  );
}

/** A button of the toolbar or of a notice. `key` is that of `focusKey`. */
export function requestButton(title: string, key: string, onClick: () => void): HTMLElement {
  return button({ class: 'secondary-button', 'data-key': key }, onClick, title);
}
