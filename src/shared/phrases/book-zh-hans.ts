import alerts from './zh-Hans/alerts.json' with { type: 'json' }
import cards from './zh-Hans/cards.json' with { type: 'json' }
import doctor from './zh-Hans/doctor.json' with { type: 'json' }
import fit from './zh-Hans/fit.json' with { type: 'json' }
import machine from './zh-Hans/machine.json' with { type: 'json' }
import menu from './zh-Hans/menu.json' with { type: 'json' }
import misadvice from './zh-Hans/misadvice.json' with { type: 'json' }
import relief from './zh-Hans/relief.json' with { type: 'json' }
import settings from './zh-Hans/settings.json' with { type: 'json' }
import store from './zh-Hans/store.json' with { type: 'json' }
import updates from './zh-Hans/updates.json' with { type: 'json' }
import type { PhraseBook } from './phrase.ts'

export const bookZhHans: PhraseBook = {
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
