import type { Snapshot } from '../../shared/snapshot.ts'
import type { Host } from '../host/host.ts'
import { createAboutDesk, type AboutDesk } from './about-desk.ts'
import { createDataDesk, type DataDesk, type DataWorld, type HistoryData } from './data-desk.ts'
import type { OwnActs } from './own-acts.ts'
import type { OwnAlerts } from './own-alerts.ts'
import type { OwnLogs } from './own-logs.ts'
import {
  createPreferencesDesk,
  type OwnPreferences,
  type PreferencesDesk,
} from './preferences-desk.ts'
import type { OwnRemembered } from './own-remembered.ts'
import { createRememberedDesk, type RememberedDesk } from './remembered-desk.ts'
import type { ServerKeys } from '../settings/server-keys.ts'

/** Where all that is kept about this user lies. It is the machine itself: what a recorder hands through would stand in its file. */
export type OwnFolder = Pick<DataWorld, 'host' | 'folder'>

/** What belongs to this user; each is missing where it is not this machine that is watched. */
export interface OwnParts {
  readonly folder?: OwnFolder | undefined
  readonly keys?: ServerKeys | undefined
  readonly logs?: OwnLogs | undefined
  readonly alerts?: OwnAlerts | undefined
  readonly acts?: OwnActs | undefined
  readonly preferences?: OwnPreferences | undefined
  readonly remembered?: OwnRemembered | undefined
}

export interface OwnDesksWorld {
  readonly mode: Host['mode']
  readonly snapshotNow: () => Promise<Snapshot>
  readonly history: HistoryData
  readonly forgetModels: () => void
}

export type OwnDesks = PreferencesDesk & AboutDesk & DataDesk & RememberedDesk

/** What a person has chosen, what is kept about him, and what he runs. */
export const createOwnDesks = (own: OwnParts, world: OwnDesksWorld): OwnDesks => ({
  ...createPreferencesDesk(own.preferences),
  ...createAboutDesk({
    snapshotNow: world.snapshotNow,
    isRecording: world.mode === 'replay',
    folder: own.folder?.folder ?? null,
  }),
  ...createRememberedDesk(own.remembered),
  ...createDataDesk(dataWorldOf(own, world)),
})

function dataWorldOf(
  own: OwnParts,
  { history, forgetModels }: OwnDesksWorld,
): DataWorld | undefined {
  if (own.folder === undefined) return undefined
  return {
    ...own.folder,
    history,
    forgetting: {
      settings: own.preferences?.settings.forget,
      acts: own.acts?.log.forget,
      learnt: own.remembered?.learnt?.forgetAll,
      'black-boxes': own.remembered?.blackBoxes?.forget,
      flight: own.remembered?.flight?.forget,
      snoozes: own.alerts?.snoozes.forget,
      'log-positions': own.logs?.logMemory?.forget,
      'server-keys': own.keys?.forget,
      'model-list': async (remove) => {
        const removed = await remove()
        forgetModels()
        return removed
      },
    },
  }
}
