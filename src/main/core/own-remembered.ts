import type { BlackBox } from '../../shared/black-box.ts'
import type { HistoryKeeper } from '../history/keeper.ts'
import type { LearntStore } from '../history/learnt/learnt-store.ts'
import { createStoreKeeper } from '../history/store/store-keeper.ts'
import { historyName } from '../history/store/store-names.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'

/** What was found after ends that were no ordinary ones. */
export interface BlackBoxes {
  current(): BlackBox
  /** Throws Refusal where there is none of this id, or it cannot be kept. */
  seen(id: string): Promise<BlackBox>
  onChange(wake: () => void): () => void
}

/** What Headroom remembers of this machine; each is missing where nothing is to be remembered. */
export interface OwnRemembered {
  /** Without it what was is kept in memory, until Headroom ends. */
  readonly history?: HistoryKeeper | undefined
  readonly learnt?: LearntStore | undefined
  readonly blackBoxes?: BlackBoxes | undefined
}

export interface OpenedRemembered extends OwnRemembered {
  /** An ordinary end: what is not on the disk yet is written. After Core has ended. */
  close(): Promise<void>
}

/** `stays`: whoever looks goes on, and writes; a look in passing reads, and changes nothing. */
export async function openOwnRemembered(
  given: {
    readonly settings?: Pick<SettingsStore, 'current' | 'onChange'>
    readonly stays: boolean
    /** What went wrong, once, in a sentence. */
    readonly say?: (trouble: string) => void
  },
  folder: string = settingsFolder(),
): Promise<OpenedRemembered> {
  const host = createLocalHost()
  const settings = given.settings ?? (await openSettings(host, `${folder}/settings.json`))
  const history = createStoreKeeper({
    host,
    path: `${folder}/${historyName}`,
    mayWrite: given.stays,
    isKept: settings.current().keepsHistory,
    say: given.say ?? (() => undefined),
  })
  const endFollowing = settings.onChange(({ keepsHistory }) => void history.keep(keepsHistory))
  return {
    history,
    // learnt: of the learnt store
    // blackBoxes: of the black boxes
    close: async () => {
      endFollowing()
      await history.close()
      await host.close()
    },
  }
}
