import type { OwnAlerts } from './own-alerts.ts'
import type { OwnRemembered } from './own-remembered.ts'

/** What is wrong with files of the user's own, and with what Headroom remembers. */
export const troublesIn =
  (
    alerts: Pick<OwnAlerts, 'troubles'> | undefined,
    remembered: Pick<OwnRemembered, 'history' | 'learnt' | 'blackBoxes' | 'flight'> | undefined,
  ) =>
  async (): Promise<readonly string[]> => {
    const { history, learnt, blackBoxes, flight } = remembered ?? {}
    const found = [
      // what it says of itself is as true of the shortest span
      (await history?.read({ sinceMs: 0, untilMs: 1, mostPoints: 1 }))?.trouble ?? null,
      flight?.trouble() ?? null,
      learnt?.current().trouble ?? null,
      (await blackBoxes?.read())?.trouble ?? null,
    ]
    // the black boxes tell of the flight's trouble as well
    const told = new Set(found.filter((trouble) => trouble !== null))
    return [...(alerts?.troubles() ?? []), ...told]
  }
