import { createCore, type Core } from '../../../src/main/core/core.ts'
import type { Clock, Host } from '../../../src/main/host/host.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { createActLog } from '../../../src/main/history/act-log.ts'
import { openFlight } from '../../../src/main/history/flight/open-flight.ts'
import { openLearnt } from '../../../src/main/history/learnt/learnt-store.ts'
import { createStoreKeeper } from '../../../src/main/history/store/store-keeper.ts'
import { createCatalogue } from '../../../src/main/inference/diagnosis/catalogue.ts'
import { createKeepLines } from '../../../src/main/inference/logs/kept-lines.ts'
import { openLogMemory } from '../../../src/main/monitor/logs/log-memory.ts'
import { openSettings } from '../../../src/main/settings/settings-store.ts'
import { openSnoozes } from '../../../src/main/settings/snooze-store.ts'

export interface WholeCore {
  readonly core: Core
  /** What went wrong with what is kept, each in a sentence. */
  troubles(): readonly string[]
  close(): Promise<void>
}

/** Core as `serve` has it: what it keeps lies in real files, by the clock of the world that it watches. */
export async function openWholeCore(
  watched: Host,
  clock: Clock,
  folder: string,
): Promise<WholeCore> {
  const machine: Host = { ...createLocalHost(), clock }
  const said: string[] = []
  const settings = await openSettings(machine, `${folder}/settings.json`)
  const index = createCatalogue()
  const history = createStoreKeeper({
    host: machine,
    path: `${folder}/history.sqlite`,
    mayWrite: true,
    isKept: true,
    say: (trouble) => void said.push(trouble),
  })
  const flight = await openFlight(machine, folder, {
    settings,
    keepOfLog: () => createKeepLines(index),
  })
  const snoozes = await openSnoozes(machine, `${folder}/snoozes.json`)
  const core = await createCore(flight.record(watched), {
    roomCapBytes: null,
    logs: {
      logFiles: () => [],
      runsFolder: null,
      logMemory: await openLogMemory(machine, `${folder}/log-positions.json`),
    },
    alerts: {
      settings: () => settings.current().alerts,
      snoozes,
      troubles: () => [],
      stays: true,
    },
    acts: {
      log: createActLog(machine, `${folder}/acts.jsonl`),
      settings: () => settings.current().relief,
      actsAlone: false,
    },
    remembered: { history, flight, learnt: await openLearnt(machine, `${folder}/learnt.json`) },
  })
  core.onSnapshot(flight.told)
  return {
    core,
    troubles: () => {
      const trouble = flight.trouble()
      return [...said, ...(trouble === null ? [] : [trouble])]
    },
    close: async () => {
      await core.close()
      await history.close()
      await flight.close()
      await machine.close()
    },
  }
}
