import type { In } from '../texts.ts'

export const ui: In<'ui'> = {
  bar: { beyond: '{{bytes}} darüber hinaus', beyondIt: 'darüber hinaus' },
  copy: {
    copy: 'Kopieren',
    copied: 'Kopiert',
    selected: 'Markiert',
    how: 'Diese Seite darf nicht in die Zwischenablage schreiben: Auswahl mit ⌘C oder Strg+C kopieren',
  },
  dismiss: 'Ausblenden',
  dismissThis: 'Ausblenden: {{title}}',
  advice: { tryFirst: 'Zuerst versuchen:', costs: 'Preis: {{costs}}' },
}
