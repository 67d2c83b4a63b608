import type { Host } from '../../src/main/host/host.ts'
import type { Attention } from '../../src/main/monitor/pace.ts'
import { createSource, type Source, type SourceSpec } from '../../src/main/monitor/source.ts'
import { createFakeHost } from '../fake-host.ts'
import type { World } from '../world.ts'

export const looked: Attention = { isLooked: true, isOnBattery: false }
export const alone: Attention = { isLooked: false, isOnBattery: false }
export const onBattery = ({ isLooked }: Attention): Attention => ({ isLooked, isOnBattery: true })

/** A source whose time the test tells. */
export interface Driven<T> {
  readonly source: Source<T>
  readonly world: World
  readonly host: Host
  /** One tick: asks if it is due, and waits for the answer. Whether it was asked. */
  tick(atMs: number, attention?: Attention): Promise<boolean>
  /** Ticks every second; the seconds in which it was asked. */
  askedIn(fromSecond: number, toSecond: number, attention?: Attention): Promise<readonly number[]>
}

/** Long enough for every answer that is not said to hang. */
const patienceMs = 60_000

export function drive<T>(source: Source<T>, world: World = new Map()): Driven<T> {
  const { host, advance } = createFakeHost(world)
  const tick = async (atMs: number, attention = looked): Promise<boolean> => {
    const isDue = source.isDue(atMs, attention)
    if (isDue) {
      void source.ask(host, atMs, attention)
      await advance(patienceMs)
    }
    return isDue
  }
  return {
    source,
    world,
    host,
    tick,
    askedIn: async (fromSecond, toSecond, attention = looked) => {
      const asked: number[] = []
      for (let second = fromSecond; second <= toSecond; second++)
        if (await tick(second * 1_000, attention)) asked.push(second)
      return asked
    },
  }
}

/** The question of `driveText`. */
export const thing = 'file /thing'

/** A source that reads one file, which says `first`. */
export const driveText = (
  spec: Omit<SourceSpec<string>, 'id' | 'title' | 'read'>,
): Driven<string> =>
  drive(
    createSource({
      ...spec,
      id: 'thing',
      title: 'a thing',
      read: (asker) => asker.ask({ kind: 'file', path: '/thing' }),
    }),
    new Map([[thing, 'first']]),
  )
