import { alerts } from './zh-hans/alerts.ts'
import { apps } from './zh-hans/apps.ts'
import { fit } from './zh-hans/fit.ts'
import { limit } from './zh-hans/limit.ts'
import { models } from './zh-hans/models.ts'
import { notices } from './zh-hans/notices.ts'
import { overview } from './zh-hans/overview.ts'
import { relief } from './zh-hans/relief.ts'
import { settings } from './zh-hans/settings.ts'
import { ui } from './zh-hans/ui.ts'
import { welcome } from './zh-hans/welcome.ts'
import type { Texts } from './texts.ts'

export const zhHans: Texts = {
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
