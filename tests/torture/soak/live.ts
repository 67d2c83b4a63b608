// So many hours of a Mac that is never at rest, through a whole Core with all that it keeps, as fast as they go: what
// run-soak.ts starts, with --expose-gc. Arguments: the hours, a folder. Prints one JSON line an hour.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { getHeapSpaceStatistics } from 'node:v8'
import { createWebServer } from '../../../src/main/web/server.ts'
import { newToken } from '../../../src/main/web/token.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { print, runAsMain } from '../../frame/main.ts'
import { openFileCount } from '../../frame/proc.ts'
import { createSceneHost } from '../../scenes/mac/scene-host.ts'
import { beginsAtMs, stepMs } from '../../scenes/mac/world.ts'
import { ownPid } from '../../scenes/programs/apps.ts'
import { wrongSumsOf } from '../../frame/sums.ts'
import { createBusyMac } from './busy-mac.ts'
import { createCountedClock } from './clock.ts'
import { createPassers } from './passers.ts'
import { openWholeCore } from './whole-core.ts'
import type { SoakHour } from './soak-hour.ts'

const seed = 'soak'
const hourMs = 3_600_000
const minuteMs = 60_000
const ollamaLog = '/Users/user/.ollama/logs/server.log'
/** Of each hour: while a model is loaded, asked and let go. */
const lookedFrom = 2 * minuteMs
const lookedUntil = 4 * minuteMs
/** Of each day: at night its lid is shut. */
const sleepsFromHour = 14
const wakesAtHour = 22
const rotatesEveryHours = 6

/** Everything that waits for nothing but answers has run when this is done. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function live(): Promise<number> {
  const [hoursText = '', folder = ''] = process.argv.slice(2)
  const { gc } = globalThis
  if (gc === undefined) throw new Error('it needs node --expose-gc')
  const mac = await openMac(folder)
  for (let hour = 0; hour < Number(hoursText); hour++) {
    for (let inHourMs = 0; inHourMs < hourMs; inHourMs += stepMs) {
      await happen(mac, hour, inHourMs)
      await goOn(mac)
    }
    void gc()
    print(JSON.stringify(takenIn(mac, hour + 1, folder)))
  }
  await mac.web.close()
  await mac.whole.close()
  return 0
}

type Mac = Awaited<ReturnType<typeof openMac>>

async function openMac(folder: string) {
  const world = createBusyMac(seed)
  const time = createCountedClock(beginsAtMs + world.nowMs())
  const scene = createSceneHost({ world, clock: time.clock, ownPid, missingRatio: 0.001 })
  const whole = await openWholeCore(scene.host, time.clock, folder)
  const token = newToken()
  const web = await createWebServer({
    core: whole.core,
    address: '127.0.0.1',
    port: 0,
    keys: [{ token, scopes: new Set(['read', 'metrics', 'act']) }],
    rendererDir: folder,
  })
  const tally = createTally()
  whole.core.onSnapshot(tally.note)
  whole.core.start()
  return { world, time, scene, whole, web, tally, passers: createPassers(web.port, token) }
}

/** What happens to Headroom itself, at this moment of this hour. */
async function happen({ passers, scene, whole }: Mac, hour: number, inHourMs: number) {
  const ofDay = hour % 24
  const isAsleep = ofDay >= sleepsFromHour && ofDay < wakesAtHour
  if (inHourMs === lookedFrom && !isAsleep) await passers.come()
  if (inHourMs === lookedUntil && !isAsleep) await passers.go()
  if (inHourMs !== 0) return
  if (ofDay === sleepsFromHour) whole.core.tell({ kind: 'asleep' })
  if (ofDay === wakesAtHour) whole.core.tell({ kind: 'awake' })
  if (hour > 0 && hour % rotatesEveryHours === 0) scene.rotateLog(ollamaLog)
}

/** Half a second: whoever waits is woken at its time. */
async function goOn({ world, time: { virtual }, scene }: Mac): Promise<void> {
  const stepAtMs = beginsAtMs + world.nowMs() + stepMs
  for (let next = virtual.nextAtMs(); next !== null && next < stepAtMs; next = virtual.nextAtMs()) {
    virtual.step()
    await settle()
  }
  world.step()
  scene.tellLogs()
}

/** As it stands after a collection. */
function takenIn({ tally, time, whole, passers }: Mac, hour: number, folder: string): SoakHour {
  const { rss, external } = process.memoryUsage()
  return {
    hour,
    ...tally.take(),
    heapBytes: usedIn((name) => !isOfCode(name)) + external,
    codeBytes: usedIn(isOfCode),
    residentBytes: rss,
    files: openFileCount(process.pid),
    resources: process.getActiveResourcesInfo().length,
    listeners: listenerCount(),
    waiting: time.waiting(),
    historyBytes: bytesIn(folder, (name) => name.startsWith('history.sqlite')),
    flightBytes: bytesIn(join(folder, 'flight'), () => true),
    keptBytes: bytesIn(folder, (name) => !name.startsWith('history.sqlite')),
    troubles: [...whole.troubles(), ...passers.faults()],
  }
}

/** V8 compiles what runs seldom days later, too: that is no data, and ends when all is compiled. */
const isOfCode = (space: string): boolean => /code|trusted/.test(space)

const usedIn = (isCounted: (space: string) => boolean): number =>
  getHeapSpaceStatistics().reduce(
    (sum, { space_name: name, space_used_size: bytes }) => sum + (isCounted(name) ? bytes : 0),
    0,
  )

/** What came since it was taken last. */
function createTally() {
  let snapshots = 0
  let wrongSums = 0
  let alertIds = new Set<string>()
  let modelIds = new Set<string>()
  return {
    note: (snapshot: Snapshot): void => {
      snapshots++
      wrongSums += wrongSumsOf(snapshot).length
      snapshot.alerts.forEach(({ id }) => alertIds.add(id))
      snapshot.models.forEach(({ id }) => modelIds.add(id))
    },
    take: () => {
      const taken = { snapshots, wrongSums, alerts: alertIds.size, models: modelIds.size }
      snapshots = 0
      wrongSums = 0
      alertIds = new Set()
      modelIds = new Set()
      return taken
    },
  }
}

const listenerCount = (): number =>
  process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)

/** Not what lies in its folders. */
const bytesIn = (folder: string, isCounted: (name: string) => boolean): number =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isCounted(entry.name))
    .reduce((sum, { name }) => sum + sizeOf(join(folder, name)), 0)

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    // ENOENT: it was replaced between the list and this
    return 0
  }
}

await runAsMain('soak', live)
