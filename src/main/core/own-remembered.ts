import { createBlackBoxes, type BlackBoxes } from './black-box/black-boxes.ts'
import type { HistoryKeeper } from '../history/keeper.ts'
import type { LearntStore } from '../history/learnt/learnt-store.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { createBlackBoxStore } from '../settings/black-box-store.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'

/** What Headroom remembers of this machine; each is missing where nothing is to be remembered. */
export interface OwnRemembered {
  /** Without it what was is kept in memory, until Headroom ends. */
  readonly history?: HistoryKeeper | undefined
  readonly learnt?: LearntStore | undefined
  readonly blackBoxes?: BlackBoxes | undefined
}

export interface OpenedRemembered extends OwnRemembered {
  readonly blackBoxes: BlackBoxes
  /** An ordinary end: what is not on the disk yet is written. After Core has ended. */
  close(): Promise<void>
}

/** `stays`: whoever looks goes on, and writes; a look in passing reads, and changes nothing. */
export async function openOwnRemembered(
  given: {
    readonly settings?: Pick<SettingsStore, 'current' | 'onChange'>
    readonly stays: boolean
  },
  folder: string = settingsFolder(),
): Promise<OpenedRemembered> {
  const host = createLocalHost()
  const settings = given.settings ?? (await openSettings(host, `${folder}/settings.json`))
  void settings
  return {
    // history: of the store
    // learnt: of the learnt store
    blackBoxes: createBlackBoxes({
      host,
      store: createBlackBoxStore(host, `${folder}/black-boxes.json`),
      left: async () => [], // of the recorder
      trouble: () => null, // of the recorder
      stays: given.stays,
    }),
    close: async () => {
      await host.close()
    },
  }
}
