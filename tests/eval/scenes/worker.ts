// One thread of the suite "scenes": plays what it is handed, one after the other, and tells what became of each.
import { parentPort } from 'node:worker_threads'
import { playScene } from '../../scenes/play-scene.ts'
import { judgeScene, type Verdict } from './judge-scene.ts'
import { allKinds, type Planned } from './plan.ts'

/** What a thread answers with. */
export interface Answer {
  readonly index: number
  readonly verdict: Verdict
}

async function judged({ kindIndex, seed }: Planned): Promise<Verdict> {
  const kind = allKinds[kindIndex]
  if (kind === undefined) throw new Error(`there is no kind ${kindIndex}`)
  return judgeScene(await playScene(kind, seed))
}

parentPort?.on('message', ({ index, planned }: { index: number; planned: Planned }) => {
  void judged(planned).then((verdict) => parentPort?.postMessage({ index, verdict }, []))
})
