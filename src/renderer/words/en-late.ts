import { fit } from './en/fit.ts'
import { settings } from './en/settings.ts'
import { welcome } from './en/welcome.ts'

/** Of the parts that are loaded when they are opened: their words come with them. */
export const enLate = { fit, settings, welcome }
