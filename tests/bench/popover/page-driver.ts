import type { Client, Connection, View } from '../../../src/shared/contract.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'

/** What a number lets the page do. */
export interface Driver {
  /** So many Snapshots, one after the other; `isPaced`: each with a frame of its own, as a screen draws. */
  play(count: number, isPaced: boolean): Promise<void>
  show(isShown: boolean): void
  /** How often React has changed the page. */
  commits(): number
}

export interface Driven {
  /** Snapshots, over and over. */
  readonly texts: readonly string[]
  /** Each time around their clock goes on, as a day does; that costs more than reading them. */
  readonly goesOn: boolean
}

/**
 * Stands in the page before its scripts, alone: it may use nothing of this file's surroundings. The bridge gives Snapshots as the
 * wire carries them, so that reading them counts.
 */
export function pageDriver({ texts, goesOn }: Driven): void {
  const snapshots = new Set<(snapshot: Snapshot) => void>()
  const views = new Set<(view: View) => void>()
  let commits = 0
  let played = 0
  const counting = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: () => void commits++,
    onCommitFiberUnmount: () => undefined,
  }
  const viewOf = (isShown: boolean): View => ({ isShown, isGaugeHidden: false, mayAct: true })
  const [fromMs = 0, toMs = 0] = [0, -1].map((at) => JSON.parse(texts.at(at) ?? '{}').atMs)
  const push = (): void => {
    const shiftMs = Math.floor(played / texts.length) * (toMs - fromMs + 1_000)
    const text = texts[played++ % texts.length]
    if (text === undefined) return
    const later = (key: string, value: unknown): unknown =>
      typeof value === 'number' && /atMs$|sinceMs$/i.test(key) ? value + shiftMs : value
    const snapshot: Snapshot = JSON.parse(text, goesOn && shiftMs > 0 ? later : undefined)
    snapshots.forEach((wake) => wake(snapshot))
  }
  const listen =
    <T>(wakes: Set<(value: T) => void>, first: () => void) =>
    (wake: (value: T) => void) => {
      wakes.add(wake)
      queueMicrotask(first)
      return () => void wakes.delete(wake)
    }
  const client: Client = {
    request: async () => ({ kind: 'refused', reason: 'nothing is asked here' }),
    onSnapshot: listen(snapshots, push),
    onView: listen(views, () => views.forEach((wake) => wake(viewOf(true)))),
    onPreferences: () => () => undefined,
    onConnection: (wake: (connection: Connection) => void) => {
      wake('live')
      return () => undefined
    },
  }
  const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done))
  const turn = (): Promise<unknown> =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => done(port1.close()))
      port1.start()
      port2.postMessage(null)
    })
  const bench: Driver = {
    play: async (count, isPaced) => {
      for (let tick = 0; tick < count; tick++) {
        push()
        await (isPaced ? frame() : turn())
      }
      await frame()
    },
    show: (isShown) => views.forEach((wake) => wake(viewOf(isShown))),
    commits: () => commits,
  }
  Object.assign(globalThis, { headroom: client, bench, __REACT_DEVTOOLS_GLOBAL_HOOK__: counting })
}
