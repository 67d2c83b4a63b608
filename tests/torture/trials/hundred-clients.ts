import { jsonIn } from '../../../src/shared/parse.ts'
import { sleep } from '../../frame/children.ts'
import { startServe, type Serve } from '../../frame/serve.ts'
import { isSnapshot, wrongSumsOf } from '../../frame/sums.ts'
import { startClient, type Client } from '../load/client.ts'
import { takenBy } from '../load/gauge.ts'
import { becomesTrue, livedThrough } from '../load/span.ts'
import { ownEnv, ownFolder } from '../load/world.ts'
import type { Trial } from '../trial.ts'

const clientCount = 100
const seconds = 30
/** Each asks this often: all of them together stay below the 1 200 requests a minute that serve grants. */
const askEveryMs = 6_000
/** So many are let in at once before they have said their token; whoever is one too many comes again. */
const atOnce = 6
const goneWithinMs = 30_000
const mostFilesMore = 4

/** A hundred that watch, and a hundred that ask. */
export const trial: Trial = {
  name: 'hundred-clients',
  what: `${clientCount} clients that watch, and as many that ask now and then`,
  run: async ({ children }) => {
    const serve = await startServe(children, { env: ownEnv(ownFolder('clients')) })
    const alone = await startClient(serve)
    const quiet = await livedThrough('one client', serve, [alone], seconds / 2)
    const filesBefore = takenBy(serve.pid).files

    const clients: Client[] = []
    while (clients.length < clientCount) {
      const wave = Array.from({ length: Math.min(atOnce, clientCount - clients.length) }, () =>
        startClient(serve),
      )
      clients.push(...(await Promise.all(wave)))
    }
    const until = performance.now() + seconds * 1_000
    const asking = Array.from({ length: clientCount }, (_, index) =>
      askOnAndOn(serve, (index / clientCount) * askEveryMs, until),
    )
    const among = await livedThrough('all of them', serve, [alone, ...clients], seconds)
    const answers = (await Promise.all(asking)).flat()
    clients.forEach((client) => client.close())
    const isOver = await becomesTrue(
      () => takenBy(serve.pid).files <= filesBefore + mostFilesMore,
      goneWithinMs,
    )
    const after = await livedThrough('one again', serve, [alone], seconds / 2)
    alone.close()
    return {
      trials: clients.reduce((sum, client) => sum + client.count(), answers.length),
      faults: [
        ...(isOver ? [] : ['connections stayed open']),
        ...answers.flatMap((fault) => fault ?? []),
        ...[quiet, among, after].flatMap(({ faults }) => faults),
      ],
      figures: [
        ...[quiet, among, after].flatMap(({ figures }) => figures),
        `${answers.length} requests were answered meanwhile`,
      ],
    }
  },
}

/** null for a good answer, else what was wrong with it. */
async function askOnAndOn(
  serve: Serve,
  fromMs: number,
  until: number,
): Promise<readonly (string | null)[]> {
  const headers = { authorization: `Bearer ${serve.token}`, connection: 'close' }
  const answers: (string | null)[] = []
  await sleep(fromMs)
  while (performance.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${serve.port}/api/snapshot`, { headers })
    answers.push(faultOf(answer.status, await answer.text()))
    await sleep(askEveryMs)
  }
  return answers
}

function faultOf(status: number, text: string): string | null {
  if (status !== 200) return `/api/snapshot answered with ${status}`
  const snapshot = jsonIn(text)
  if (!isSnapshot(snapshot)) return 'no Snapshot was answered'
  return wrongSumsOf(snapshot).length === 0 ? null : 'sums did not add up'
}
