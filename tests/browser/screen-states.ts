import { appStates } from './states-of-app.ts'
import { alertStates } from './states-of-alerts.ts'
import { actStates } from './states-of-acts.ts'
import { endStates } from './states-of-ends.ts'
import { historyStates } from './states-of-history.ts'
import { learntStates } from './states-of-learnt.ts'
import { listStates } from './states-of-lists.ts'
import { logStates } from './states-of-log.ts'
import { notificationStates } from './states-of-notifications.ts'
import { powerStates } from './states-of-power.ts'
import { roomStates } from './states-of-room.ts'
import { otherScreenStates } from './states-of-screens.ts'
import { sectionStates } from './states-of-sections.ts'
import { settingsStates } from './states-of-settings.ts'
import { troubleStates } from './states-of-trouble.ts'
import { aboutStates, doctorStates, notedStates } from './states-of-doctor.ts'
import { detailsStates } from './states-of-details.ts'
import type { ScreenState } from './screen-state.ts'

/** Every state of the screens, once: what is checked, read aloud and drawn of all of them takes them from here. */
export const screenStates: readonly ScreenState[] = [
  ...roomStates,
  ...alertStates,
  ...listStates,
  ...actStates,
  ...otherScreenStates,
  ...settingsStates,
  ...learntStates,
  ...powerStates,
  ...appStates,
  ...notificationStates,
  ...troubleStates,
  ...historyStates,
  ...endStates,
  ...doctorStates,
  ...notedStates,
  ...aboutStates,
  ...logStates,
  ...detailsStates,
  ...sectionStates,
]
