import { agoText } from '../../jobs/formats.js';
import { displayState } from '../../jobs/jobStates.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import type { MessageEntry } from '../figures/messageTally.js';
import type { Ranking } from '../figures/ranking.js';
import { moreText, type Section } from './section.js';
import { jobText, noneText, periodText, type ViewModelContext } from './viewModelContext.js';

/** What AWS Backup says again and again; each opens the latest job of which it says so. */
export function messagesSection(messages: Ranking<MessageEntry>, context: ViewModelContext): Section {
  const { locale, now, t, targets } = context;
  const number = new Intl.NumberFormat(locale);
  const period = periodText(context);
  return {
    name: 'messages',
    title: t('Repeated messages'),
    caption: t(
      'Of jobs that are failing or completed with issues, created in the {period}; ids, ARNs, times and numbers do not count. A message opens the latest such job.',
      { period },
    ),
    empty: noneText(messages.top, context),
    more: moreText(messages, t),
    table: {
      columns: [
        { title: t('Message') },
        { title: t('Jobs'), isNumber: true },
        { title: t('Resources'), isNumber: true },
        { title: t('Latest') },
      ],
      rows: messages.top.map(({ latest, pattern, resources, weight }) => ({
        cells: [
          jobText(pattern, 300, t),
          number.format(weight),
          number.format(resources),
          [stateTitle(displayState(latest), t), latest.CreationDate && agoText(latest.CreationDate, now, t)]
            .filter(Boolean)
            .join(' · '),
        ],
        target: targets.add({ kind: 'open', job: latest }),
      })),
    },
  };
}
