import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createRing } from '../../../src/main/history/ring.ts'
import { createMemoryKeeper, type MemoryKeeper } from '../../../src/main/history/memory-keeper.ts'
import {
  createStoreKeeper,
  type StoreKeeper,
} from '../../../src/main/history/store/store-keeper.ts'
import { tiers } from '../../../src/main/history/store/tiers.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import type { History } from '../../../src/shared/history.ts'
import { tempFolder } from '../../processes.ts'
import { t0 } from '../moments.ts'

export const newStorePath = (): string => join(tempFolder(), 'history.sqlite')

export interface StoreWanted {
  readonly mayWrite?: boolean
  readonly isKept?: boolean
  readonly host?: Host
  readonly said?: string[]
}

/** As a Headroom that has just begun has it; closed after the test at the latest. */
export function storeAt(path: string, wanted: StoreWanted = {}): StoreKeeper {
  const { mayWrite = true, isKept = true, host = createLocalHost(), said = [] } = wanted
  const keeper = createStoreKeeper({ host, path, mayWrite, isKept, say: (one) => said.push(one) })
  onTestFinished(async () => {
    await keeper.close()
    await host.close()
  })
  return keeper
}

/** What a memory without an end would hold, as fine as the store. */
export function memoryLikeStore(): MemoryKeeper {
  const [first, ...rest] = tiers.map(({ stepMs, reachMs }) => createRing(stepMs, reachMs / stepMs))
  if (first === undefined) throw new Error('there are tiers')
  return createMemoryKeeper([first, ...rest])
}

/** Times since the test began. */
export const readStore = (
  keeper: StoreKeeper,
  fromMs: number,
  toMs: number,
  mostPoints = 2_000,
): Promise<History> => keeper.read({ sinceMs: t0 + fromMs, untilMs: t0 + toMs, mostPoints })
