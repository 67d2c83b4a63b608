import { alerts } from './de/alerts.ts'
import { apps } from './de/apps.ts'
import { fit } from './de/fit.ts'
import { limit } from './de/limit.ts'
import { models } from './de/models.ts'
import { notices } from './de/notices.ts'
import { overview } from './de/overview.ts'
import { relief } from './de/relief.ts'
import { settings } from './de/settings.ts'
import { ui } from './de/ui.ts'
import { welcome } from './de/welcome.ts'
import type { Texts } from './texts.ts'

export const de: Texts = {
  alerts,
  apps,
  fit,
  limit,
  models,
  notices,
  overview,
  relief,
  settings,
  ui,
  welcome,
}
