import { type Child, type Children, sleep } from './children.ts'
import { processCount } from './proc.ts'

/** They end by themselves even where nobody is left to end them. */
const longestSeconds = 1_800
const bulk = 50

/** Starts as many sleeping programs as are missing to a total in /proc; answers with what there is then. */
export async function fillProcessesTo(total: number, children: Children): Promise<number> {
  const started: Child[] = []
  for (let missing = total - processCount(); missing > 0; missing = total - processCount()) {
    for (let index = 0; index < Math.min(missing, bulk); index++) {
      started.push(children.start('/bin/sleep', [String(longestSeconds)]))
    }
    await sleep(20) // so that what has just been forked is listed
  }
  return processCount()
}
