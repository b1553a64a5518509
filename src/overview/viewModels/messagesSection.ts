import * as l10n from '@vscode/l10n';
import { agoText } from '../../jobs/formats.js';
import { displayState } from '../../jobs/jobStates.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import type { MessageEntry } from '../figures/messageTally.js';
import type { Ranking } from '../figures/ranking.js';
import { moreText, type Section } from './section.js';
import { jobText, noneText, periodText, type ViewModelContext } from './viewModelContext.js';

/** The most frequent status messages. Each one opens its latest job. */
export function messagesSection(messages: Ranking<MessageEntry>, context: ViewModelContext): Section {
  const { locale, now, targets } = context;
  const number = new Intl.NumberFormat(locale);
  const period = periodText(context);
  return {
    name: 'messages',
    title: l10n.t('Repeated messages'),
    caption: l10n.t(
      'Of jobs that are failing or completed with issues, created in the {period}. Differences in IDs, ARNs, times and numbers are ignored. A message opens its latest job.',
      { period },
    ),
    empty: noneText(messages.top, context),
    more: moreText(messages),
    table: {
      columns: [
        { title: l10n.t('Message') },
        { title: l10n.t('Jobs'), isNumber: true },
        { title: l10n.t('Resources'), isNumber: true },
        { title: l10n.t('Latest') },
      ],
      rows: messages.top.map(({ latest, pattern, resources, weight }) => ({
        cells: [
          jobText(pattern, 300),
          number.format(weight),
          number.format(resources),
          [stateTitle(displayState(latest)), latest.CreationDate && agoText(latest.CreationDate, now)]
            .filter(Boolean)
            .join(' · '),
        ],
        target: targets.add({ kind: 'open', job: latest }),
      })),
    },
  };
}
