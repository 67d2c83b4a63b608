import { about } from './en/about.ts'
import { acts } from './en/acts.ts'
import { details } from './en/details.ts'
import { diagnosis } from './en/diagnosis.ts'
import { doctor } from './en/doctor.ts'
import { ends } from './en/ends.ts'
import { fit } from './en/fit.ts'
import { history } from './en/history.ts'
import { inventory } from './en/inventory.ts'
import { learnt } from './en/learnt.ts'
import { log } from './en/log.ts'
import { own } from './en/own.ts'
import { remember } from './en/remember.ts'
import { settings } from './en/settings.ts'
import { updates } from './en/updates.ts'
import { welcome } from './en/welcome.ts'

/** Of the parts that are loaded when they are opened: their words come with them. */
export const enLate = {
  about,
  acts,
  details,
  diagnosis,
  doctor,
  ends,
  fit,
  history,
  inventory,
  learnt,
  log,
  own,
  remember,
  settings,
  updates,
  welcome,
}
