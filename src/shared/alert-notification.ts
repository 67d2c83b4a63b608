import type { Alert } from './alert.ts'
import { nameOfSeverity } from './alert-text.ts'
import type { Language } from './language.ts'
import { markIn } from './phrases/mark.ts'

/** The language in which alerts are told beside the screen. */
export interface AlertWords {
  readonly language: Language
  readonly say: (english: string) => string
}

export const inEnglish: AlertWords = { language: 'en', say: (text) => text }

export interface NotificationText {
  readonly title: string
  readonly body: string
}

/** What a notification says of an alert: that it is urgent with its title. */
export function notificationText(
  { severity, title, sentence, advice }: Pick<Alert, 'severity' | 'title' | 'sentence' | 'advice'>,
  { language, say }: AlertWords,
): NotificationText {
  const said = say(title)
  return {
    title:
      severity === 'imminent'
        ? `${said}${markIn(language, ': ')}${say(nameOfSeverity[severity])}`
        : said,
    body: [sentence, ...(advice === null ? [] : [advice])].map(say).join('\n'),
  }
}

/** A notice calls nobody from their work, but for the one that was asked for. */
export const isWorthTelling = ({ severity, rule }: Pick<Alert, 'severity' | 'rule'>): boolean =>
  severity !== 'notice' || rule === 'good-news'
