import { about } from './zh-hans/about.ts'
import { acts } from './zh-hans/acts.ts'
import { alerts } from './zh-hans/alerts.ts'
import { apps } from './zh-hans/apps.ts'
import { details } from './zh-hans/details.ts'
import { diagnosis } from './zh-hans/diagnosis.ts'
import { doctor } from './zh-hans/doctor.ts'
import { ends } from './zh-hans/ends.ts'
import { fit } from './zh-hans/fit.ts'
import { history } from './zh-hans/history.ts'
import { inventory } from './zh-hans/inventory.ts'
import { learnt } from './zh-hans/learnt.ts'
import { limit } from './zh-hans/limit.ts'
import { log } from './zh-hans/log.ts'
import { models } from './zh-hans/models.ts'
import { notices } from './zh-hans/notices.ts'
import { overview } from './zh-hans/overview.ts'
import { own } from './zh-hans/own.ts'
import { relief } from './zh-hans/relief.ts'
import { remember } from './zh-hans/remember.ts'
import { settings } from './zh-hans/settings.ts'
import { ui } from './zh-hans/ui.ts'
import { updates } from './zh-hans/updates.ts'
import { welcome } from './zh-hans/welcome.ts'
import type { Texts } from './texts.ts'

export const zhHans: Texts = {
  about,
  acts,
  alerts,
  apps,
  details,
  diagnosis,
  doctor,
  ends,
  fit,
  history,
  inventory,
  learnt,
  limit,
  log,
  models,
  notices,
  overview,
  own,
  relief,
  remember,
  settings,
  ui,
  updates,
  welcome,
}
