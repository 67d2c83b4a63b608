import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createStoreKeeper } from '../../../src/main/history/store/store-keeper.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { createRandom } from '../../frame/random.ts'
import { sleep } from '../../frame/children.ts'
import { hourMs, t0 } from '../moments.ts'

const writer = fileURLToPath(new URL('writer.ts', import.meta.url))
/** So many batches are waited for, and then some moments more: it goes on writing meanwhile. */
const mostBatches = 8
const longestPauseMs = 6

export interface Killings {
  readonly kills: number
  /** Batches of which the writer said that they are on the disk. */
  readonly batches: number
  readonly faults: readonly string[]
}

/** One writer after the other goes on with the same file, and each is killed while it writes. */
export async function killOnAndOn(path: string, count: number, seed: number): Promise<Killings> {
  const random = createRandom(seed)
  // most of its time it would read its own source; one that is killed leaves nothing compiled
  await ended(start(path, 0, 0))
  const faults: string[] = []
  let batches = 0
  for (let round = 0; round < count; round++) {
    const fromMs = round * hourMs
    const written = await killOne(path, fromMs, random)
    batches += written.length
    faults.push(...(await faultsIn(path, fromMs, written)))
  }
  return { kills: count, batches, faults }
}

/** The minutes that it had written before it was killed. */
async function killOne(
  path: string,
  fromMs: number,
  random: () => number,
): Promise<readonly number[]> {
  const child = start(path, fromMs, 59)
  const end = ended(child)
  let said = ''
  const wanted = Math.floor(random() * mostBatches)
  const hasWritten = new Promise((resolve) =>
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString('utf8')
      if (writtenIn(said).length >= wanted) resolve(null)
    }),
  )
  await Promise.race([hasWritten, end])
  await sleep(random() * longestPauseMs)
  child.kill('SIGKILL')
  await end
  if (said.includes('trouble')) throw new Error(said)
  return writtenIn(said)
}

const start = (path: string, fromMs: number, minutes: number) =>
  spawn(process.execPath, [writer, path, String(fromMs), String(minutes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(path), 'compiled') },
  })
const writtenIn = (said: string): readonly number[] =>
  [...said.matchAll(/^written (\d+)$/gm)].map(([, ms]) => Number(ms))
const ended = (child: ReturnType<typeof start>): Promise<unknown> =>
  new Promise((resolve) => child.on('close', resolve))

async function faultsIn(
  path: string,
  fromMs: number,
  written: readonly number[],
): Promise<readonly string[]> {
  const faults: string[] = []
  const host = createLocalHost()
  const said: string[] = []
  const options = { host, path, isKept: true, say: (trouble: string) => said.push(trouble) }
  const keeper = createStoreKeeper({ ...options, mayWrite: true })
  const input = { sinceMs: t0 + fromMs, untilMs: t0 + fromMs + hourMs, mostPoints: 60 }
  const { atMs, columns, keptIn } = await keeper.read(input)
  await keeper.close()
  if (written.length > 0 && keptIn !== 'store') faults.push(`round ${fromMs}: it does not open`)
  for (const ms of written) {
    const found = columns.roomBytes[atMs.indexOf(t0 + ms)]
    if (found !== ms) faults.push(`minute ${ms}: ${found} in place of it`)
  }
  const database = await host.openDatabase(path)
  if (database.kind === 'ok') {
    const [row] = database.value.all('PRAGMA integrity_check')
    if (Object.values(row ?? {})[0] !== 'ok') faults.push(`round ${fromMs}: ${JSON.stringify(row)}`)
    database.value.close()
  }
  await host.close()
  return [...faults, ...said]
}
