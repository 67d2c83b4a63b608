import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Verdict } from './judge-scene.ts'
import type { Planned } from './plan.ts'
import type { Answer } from './worker.ts'

/** All of them, on as many threads as there are cores; in the order in which they were planned. */
export async function playAll(plan: readonly Planned[]): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = []
  let next = 0
  const thread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('worker.ts', import.meta.url))
      const hand = (): void => {
        const index = next++
        const planned = plan[index]
        if (planned === undefined) return void worker.terminate().then(() => resolve())
        worker.postMessage({ index, planned }, [])
      }
      worker.on('message', ({ index, verdict }: Answer) => {
        verdicts[index] = verdict
        hand()
      })
      worker.on('error', reject)
      hand()
    })
  await Promise.all(Array.from({ length: availableParallelism() }, thread))
  return verdicts
}
