import alerts from './de/alerts.json' with { type: 'json' }
import cards from './de/cards.json' with { type: 'json' }
import doctor from './de/doctor.json' with { type: 'json' }
import fit from './de/fit.json' with { type: 'json' }
import machine from './de/machine.json' with { type: 'json' }
import menu from './de/menu.json' with { type: 'json' }
import misadvice from './de/misadvice.json' with { type: 'json' }
import relief from './de/relief.json' with { type: 'json' }
import settings from './de/settings.json' with { type: 'json' }
import store from './de/store.json' with { type: 'json' }
import updates from './de/updates.json' with { type: 'json' }
import type { PhraseBook } from './phrase.ts'

export const bookDe: PhraseBook = {
  ...alerts,
  ...cards,
  ...doctor,
  ...fit,
  ...machine,
  ...menu,
  ...misadvice,
  ...relief,
  ...settings,
  ...store,
  ...updates,
}
