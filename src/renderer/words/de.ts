import { about } from './de/about.ts'
import { acts } from './de/acts.ts'
import { alerts } from './de/alerts.ts'
import { apps } from './de/apps.ts'
import { details } from './de/details.ts'
import { diagnosis } from './de/diagnosis.ts'
import { doctor } from './de/doctor.ts'
import { ends } from './de/ends.ts'
import { fit } from './de/fit.ts'
import { history } from './de/history.ts'
import { inventory } from './de/inventory.ts'
import { learnt } from './de/learnt.ts'
import { limit } from './de/limit.ts'
import { log } from './de/log.ts'
import { models } from './de/models.ts'
import { notices } from './de/notices.ts'
import { overview } from './de/overview.ts'
import { own } from './de/own.ts'
import { relief } from './de/relief.ts'
import { remember } from './de/remember.ts'
import { settings } from './de/settings.ts'
import { ui } from './de/ui.ts'
import { updates } from './de/updates.ts'
import { welcome } from './de/welcome.ts'
import type { Texts } from './texts.ts'

export const de: Texts = {
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
