import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import type { Children } from '../../frame/children.ts'
import { startServe } from '../../frame/serve.ts'
import { startClient, type Client } from '../load/client.ts'
import { megabytes, takenBy } from '../load/gauge.ts'
import { becomesTrue, livedThrough, type Span } from '../load/span.ts'
import { ownEnv, ownFolder } from '../load/world.ts'
import type { Trial } from '../trial.ts'

const seconds = 20
const manyCount = 1_000
/** So many can be named, and the quiet one is one of them; the others lie in the same folder, which is watched. */
const namedCount = 39
const storms = [
  { how: 'lines', bytesPerSecond: 100e6 },
  { how: 'failing', bytesPerSecond: 20e6 },
  { how: 'endless', bytesPerSecond: 100e6 },
] as const
const toldWithinMs = 60_000
/** Pieces that are read, and what V8 leaves for later. */
const mostWrittenBytes = 500e6
const failing = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 8192.00 MiB\n'
const ordinary = 'srv  update_slots: all slots are idle\n'

const program = (name: string): string => fileURLToPath(new URL(`../load/${name}`, import.meta.url))

/** Logs that never stop: each storm beside a quiet log, whose failure must be told all the same. */
export const trial: Trial = {
  name: 'log-storm',
  what: `100 MB of lines a second, 20 MB of failures, one line without end, ${manyCount} logs that are rotated`,
  run: async ({ children }) => {
    const folder = ownFolder('storm')
    const many = join(folder, 'many')
    mkdirSync(many)
    const manyPaths = Array.from({ length: manyCount }, (_, index) => join(many, `${index}.log`))
    const quietPaths = [...storms.map(({ how }) => how), 'many'].map((name) =>
      join(folder, `quiet-${name}.log`),
    )
    const stormPaths = storms.map(({ how }) => join(folder, `${how}.log`))
    const paths = [...stormPaths, ...quietPaths]
    for (const path of [...paths, ...manyPaths]) writeFileSync(path, ordinary)
    const few = await startServe(children, {
      args: paths.flatMap((path) => ['--log', path]),
      env: ownEnv(join(folder, 'few')),
    })
    const client = await startClient(few, true)
    const spans: Span[] = []
    const faults: string[] = []
    for (const [index, { how, bytesPerSecond }] of storms.entries()) {
      const args = [
        program('storm.ts'),
        how,
        stormPaths[index] ?? '',
        String(bytesPerSecond),
        String(seconds),
      ]
      const storm = children.start(process.execPath, args)
      const told = toldOf(client, quietPaths[index] ?? '')
      spans.push(await livedThrough(how, few, [client], seconds - 2))
      spans.push(await told)
      await storm.ended
    }
    const { dirtyBytes } = takenBy(few.pid)
    if (dirtyBytes > mostWrittenBytes) faults.push(`it took ${megabytes(dirtyBytes)}`)
    client.close()
    few.signal('SIGTERM')
    await few.ended
    const manySpans = await amongMany(children, {
      folder,
      many,
      manyPaths,
      quiet: quietPaths.at(-1) ?? '',
    })
    const all = [...spans, ...manySpans]
    return {
      trials: all.length,
      faults: [...faults, ...all.flatMap((span) => span.faults)],
      figures: all.flatMap(({ figures }) => figures),
    }
  },
}

interface Many {
  readonly folder: string
  readonly many: string
  readonly manyPaths: readonly string[]
  readonly quiet: string
}

async function amongMany(
  children: Children,
  { folder, many, manyPaths, quiet }: Many,
): Promise<readonly Span[]> {
  const serve = await startServe(children, {
    args: [quiet, ...manyPaths.slice(0, namedCount)].flatMap((path) => ['--log', path]),
    env: ownEnv(join(folder, 'most')),
  })
  const client = await startClient(serve, true)
  const writer = children.start(process.execPath, [
    program('many-logs.ts'),
    many,
    String(manyCount),
    String(seconds),
  ])
  const told = toldOf(client, quiet)
  const span = await livedThrough(`${manyCount} logs`, serve, [client], seconds)
  await writer.ended
  return [span, await told]
}

/** A failure is written into a quiet log: how long until it is told. */
async function toldOf(client: Client, path: string): Promise<Span> {
  const startedAtMs = performance.now()
  appendFileSync(path, failing)
  const isTold = await becomesTrue(() => knows(client.last(), path), toldWithinMs)
  const tookMs = Math.round(performance.now() - startedAtMs)
  const what = 'a failure in a quiet log beside it'
  return isTold
    ? { faults: [], figures: [`${what} was told within ${tookMs} ms`] }
    : { faults: [`${what} was not told`], figures: [] }
}

const knows = (snapshot: Snapshot | null, path: string): boolean =>
  snapshot?.findings.some(({ place }) => place?.path === path) === true
