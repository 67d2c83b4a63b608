import { jsonIn } from '../../src/shared/parse.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { sleep } from '../frame/children.ts'
import type { Serve } from '../frame/serve.ts'
import { isSnapshot } from '../frame/sums.ts'

/** Below what serve grants in a minute. */
const everyMs = 150

export interface SeenSnapshots {
  /** All that were told at an instant: a Snapshot is told again when an alert changes between two ticks. */
  at(atMs: number): readonly Snapshot[]
  stop(): Promise<void>
}

/** What /api/snapshot of a serve says, noted for as long as it is not stopped. */
export function noteSnapshots({ port, token }: Serve): SeenSnapshots {
  const byTime = new Map<number, Map<string, Snapshot>>()
  const noting = { isOn: true }
  const note = async (): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/snapshot`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const text = await answer.text()
    const snapshot = jsonIn(text)
    if (!isSnapshot(snapshot)) throw new Error(`no Snapshot: ${text.slice(0, 80)}`)
    const told = byTime.get(snapshot.atMs) ?? new Map<string, Snapshot>()
    byTime.set(snapshot.atMs, told.set(text, snapshot))
  }
  const noted = (async () => {
    while (noting.isOn) {
      await note()
      await sleep(everyMs)
    }
  })()
  return {
    at: (atMs) => [...(byTime.get(atMs)?.values() ?? [])],
    stop: () => {
      noting.isOn = false
      return noted
    },
  }
}
