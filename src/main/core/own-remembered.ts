import { openFlight, type Flight } from '../history/flight/open-flight.ts'
import type { HistoryKeeper } from '../history/keeper.ts'
import { openLearnt, type LearntStore } from '../history/learnt/learnt-store.ts'
import { createStoreKeeper } from '../history/store/store-keeper.ts'
import { historyName } from '../history/store/store-names.ts'
import type { Host } from '../host/host.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { createCatalogue } from '../inference/diagnosis/catalogue.ts'
import type { FormIndex } from '../inference/logs/form-index.ts'
import { createKeepLines, type KeepLines } from '../inference/logs/kept-lines.ts'
import { createBlackBoxStore } from '../history/black-box-store.ts'
import { openSettings, type SettingsStore } from '../settings/settings-store.ts'
import { createBlackBoxes, type BlackBoxes } from './black-box/black-boxes.ts'

/** What Headroom remembers of this machine; each is missing where nothing is to be remembered. */
export interface OwnRemembered {
  /** Without it what was is kept in memory, until Headroom ends. */
  readonly history?: HistoryKeeper | undefined
  readonly learnt?: LearntStore | undefined
  readonly blackBoxes?: BlackBoxes | undefined
  /** Only of a run that stays. */
  readonly flight?: Flight | undefined
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
  const flight = given.stays ? await openOwnFlight(host, folder, settings) : undefined
  return {
    history,
    learnt: await openLearnt(host, `${folder}/learnt.json`),
    flight,
    blackBoxes: createBlackBoxes({
      host,
      store: createBlackBoxStore(host, `${folder}/black-boxes.json`),
      left: async () => flight?.left ?? [],
      trouble: () => flight?.trouble() ?? null,
      stays: given.stays,
    }),
    close: async () => {
      endFollowing()
      await history.close()
      await flight?.close() // last: what goes wrong before it is recorded
      await host.close()
    },
  }
}

/** Of logs only what a form says something of: in all else users and models may have written anything. */
function openOwnFlight(
  host: Host,
  folder: string,
  settings: Pick<SettingsStore, 'current' | 'onChange'>,
): Promise<Flight> {
  let index: FormIndex | null = null
  const keepOfLog = (): KeepLines => createKeepLines((index ??= createCatalogue()))
  return openFlight(host, folder, { settings, keepOfLog })
}
