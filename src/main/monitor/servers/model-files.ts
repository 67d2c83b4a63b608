import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Asker } from '../../host/host.ts'
import type { ModelFacts } from '../../inference/facts.ts'
import type { WeightsFile } from '../../inference/inventory.ts'
import { llamaArguments } from '../../inference/llama-arguments.ts'
import type { ServerTold } from '../../inference/watched-server.ts'
import type { MappedFile } from '../../probes/mapped-file.ts'
import type { ServerWorld } from './server-world.ts'

/** A file of weights may be found later, as it is mapped when it is loaded; to list what is mapped costs a program on a Mac. */
const againAfterMs = 30_000
const maxTries = 3
/** Smaller files that a process maps are no weights. */
const minMappedBytes = 1e6
/** model-00001-of-00003.gguf */
const shardForm = /^(.*-)(\d{5})-of-(\d{5})(\.\w+)$/
const maxShards = 99

/** The files of weights that servers have, by their processes: looked for once each. */
export interface ModelFiles {
  learn(asker: AskerAt, told: readonly ServerTold[]): Promise<void>
  of(server: ServerTold): WeightsFile | null
}

export function createModelFiles(world: ServerWorld): ModelFiles {
  const files = new Map<string, WeightsFile>()
  const tried = new Map<string, { readonly count: number; readonly atMs: number }>()

  const learnOne = async (asker: AskerAt, server: ServerTold): Promise<void> => {
    const key = keyOf(server)
    const before = tried.get(key) ?? { count: 0, atMs: Number.NEGATIVE_INFINITY }
    if (files.has(key) || before.count >= maxTries || asker.atMs - before.atMs < againAfterMs)
      return
    tried.set(key, { count: before.count + 1, atMs: asker.atMs })
    const file = (await named(asker, world, server)) ?? (await mapped(asker, world, server))
    if (file !== null) files.set(key, file)
  }

  return {
    learn: async (asker, told) => {
      // only what holds a model of its own has a file of its own
      for (const server of told) {
        if (!server.spec.startsServers && holdsOne(server)) await learnOne(asker, server)
      }
    },
    of: (server) => (holdsOne(server) ? (files.get(keyOf(server)) ?? null) : null),
  }
}

const loadedBy = ({ facts }: ServerTold): readonly ModelFacts[] =>
  (facts.models ?? []).filter(({ state }) => state !== 'unloaded')

/** Of several models nothing says whose a file is. */
const holdsOne = (server: ServerTold): boolean => loadedBy(server).length === 1

/** Another path, or another model in the place of the first: another file. */
const keyOf = (server: ServerTold): string =>
  `${server.found.root.pid}:${server.found.root.startedAtMs}:${pathOf(server) ?? loadedBy(server)[0]?.id ?? ''}`

const pathOf = (server: ServerTold): string | null =>
  loadedBy(server)[0]?.path ?? llamaArguments(server.found.root.argv).modelPath

/** The one that the server or its command line names. */
async function named(
  asker: AskerAt,
  world: ServerWorld,
  server: ServerTold,
): Promise<WeightsFile | null> {
  const path = pathOf(server)
  if (path === null || path === '' || path === 'none') return null
  if (path.startsWith('/')) return sized(asker, path)
  const folder = await world.folderOf(asker, server.found.root.pid)
  return folder === null ? null : sized(asker, `${folder}/${path}`)
}

/** The biggest file of weights that its processes have mapped. */
async function mapped(
  asker: AskerAt,
  world: ServerWorld,
  { found }: ServerTold,
): Promise<WeightsFile | null> {
  const all: MappedFile[] = []
  for (const { pid } of found.members) {
    const files = await world.mappedFiles(asker, pid)
    if (files.kind === 'ok') all.push(...files.value)
  }
  const [biggest] = all
    .filter(
      ({ path, bytes }) =>
        /\.(gguf|safetensors)$|\/sha256-\w{64}$/.test(path) && bytes >= minMappedBytes,
    )
    .toSorted((a, b) => b.bytes - a.bytes)
  return biggest === undefined ? null : sized(asker, biggest.path)
}

/** MLX and others name a folder. */
const statShape = z.object({
  type: z.literal('file'),
  sizeBytes: z.number(),
  device: z.number(),
  inode: z.number(),
})

/** With all its shards; null where the first is not there. */
async function sized(asker: Asker, path: string): Promise<WeightsFile | null> {
  const [, start = '', , count = '', ending = ''] = shardForm.exec(path) ?? []
  const shards = Math.min(maxShards, Number(count || 1))
  const first = await statOf(asker, path)
  if (first === null) return null
  let bytes = first.sizeBytes
  for (let index = 2; index <= shards; index++) {
    const shard = await statOf(
      asker,
      `${start}${String(index).padStart(5, '0')}-of-${count}${ending}`,
    )
    bytes += shard?.sizeBytes ?? 0
  }
  return { path, bytes, identity: `${first.device}:${first.inode}` }
}

async function statOf(asker: Asker, path: string): Promise<z.infer<typeof statShape> | null> {
  const answer = await asker.ask({ kind: 'stat', path })
  if (answer.kind !== 'ok') return null
  const parsed = statShape.safeParse(jsonIn(answer.value))
  return parsed.success ? parsed.data : null
}
