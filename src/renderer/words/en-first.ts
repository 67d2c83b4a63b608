import { alerts } from './en/alerts.ts'
import { apps } from './en/apps.ts'
import { limit } from './en/limit.ts'
import { models } from './en/models.ts'
import { notices } from './en/notices.ts'
import { overview } from './en/overview.ts'
import { relief } from './en/relief.ts'
import { ui } from './en/ui.ts'

/** Of the first screen, which is not waited for. */
export const enFirst = { alerts, apps, limit, models, notices, overview, relief, ui }
