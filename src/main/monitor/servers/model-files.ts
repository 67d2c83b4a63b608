import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import type { AskerAt } from '../../host/ask-at.ts'
import type { Asker } from '../../host/host.ts'
import { baseName } from '../../../shared/base-name.ts'
import type { ModelFacts } from '../../inference/answers/facts.ts'
import type { WeightsFile } from '../../inference/inventory/inventory.ts'
import { isWithin } from '../../inference/watch/is-within.ts'
import { llamaArguments } from '../../inference/programs/llama-arguments.ts'
import type { ServerTold } from '../../inference/watch/watched-server.ts'
import type { MappedFile } from '../../probes/mapped-file.ts'
import { isNamedBy } from './named-path.ts'
import type { ServerWorld } from './server-world.ts'

/** A file of weights may be found later, as it is mapped when it is loaded; to list what is mapped costs a program on a Mac. */
const againAfterMs = 30_000
const maxTries = 3
/** Smaller files that a process maps are no weights. */
const minMappedBytes = 1e6
/** The last is how the caches of Ollama and Hugging Face name a file: by its content. */
const weightsForm = /\.(?:gguf|safetensors)$|\/(?:sha256-)?[\da-f]{64}$/
/** model-00001-of-00003.gguf */
const shardForm = /^(.*-)\d{5}-of-(\d{5})(\.\w+)$/
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
    const { count, atMs } = tried.get(key) ?? { count: 0, atMs: Number.NEGATIVE_INFINITY }
    if (files.has(key) || count >= maxTries || isWithin(atMs, againAfterMs, asker.atMs)) return
    tried.set(key, { count: count + 1, atMs: asker.atMs })
    const file = (await named(asker, world, server)) ?? (await mapped(asker, world, server))
    if (file !== null) files.set(key, file)
  }

  return {
    learn: async (asker, told) => {
      // only what holds a model of its own has a file of its own
      for (const server of told) {
        if (!server.spec.startsServers && holdsOne(server)) await learnOne(asker, server)
      }
      const running = new Set(told.map(keyOf))
      for (const key of tried.keys()) {
        if (running.has(key)) continue
        tried.delete(key)
        files.delete(key)
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

/** The one that its command line names. What a server only claims to have is not opened: it is looked for among what is mapped. */
async function named(
  asker: AskerAt,
  world: ServerWorld,
  server: ServerTold,
): Promise<WeightsFile | null> {
  const path = pathOf(server)
  if (path === null || !isNamedBy(server.found.root.argv, path)) return null
  if (path.startsWith('/')) return sized(asker, path)
  const folder = await world.folderOf(asker, server.found.root.pid)
  return folder === null ? null : sized(asker, `${folder}/${path}`)
}

/** Of the files of weights that its processes have mapped the one that it names, else the biggest. */
async function mapped(
  asker: AskerAt,
  world: ServerWorld,
  server: ServerTold,
): Promise<WeightsFile | null> {
  const { members } = server.found
  const all: MappedFile[] = []
  for (const { pid } of members) {
    const files = await world.mappedFiles(asker, pid)
    if (files.kind === 'ok') all.push(...files.value)
  }
  const weights = all
    .filter(({ path, bytes }) => weightsForm.test(path) && bytes >= minMappedBytes)
    .toSorted((a, b) => b.bytes - a.bytes)
  const name = baseName(pathOf(server) ?? '')
  const found = weights.find(({ path }) => baseName(path) === name) ?? weights[0]
  return found === undefined ? null : sized(asker, found.path)
}

/** MLX and others name a folder. */
const statShape = z.object({
  type: z.literal('file'),
  sizeBytes: z.number(),
  device: z.number(),
  inode: z.number(),
})

/** With all its shards; null where one is not there. */
async function sized(asker: Asker, path: string): Promise<WeightsFile | null> {
  let bytes = 0
  let identity: string | null = null
  for (const shard of shardsOf(path) ?? []) {
    const stat = await statOf(asker, shard)
    if (stat === null) return null
    bytes += stat.sizeBytes
    identity ??= `${stat.device}:${stat.inode}`
  }
  return identity === null ? null : { path, bytes, identity }
}

/** From the first on; null where they are too many. */
function shardsOf(path: string): readonly string[] | null {
  const [, start = '', digits = '', ending = ''] = shardForm.exec(path) ?? []
  const count = Number(digits)
  if (count > maxShards) return null
  if (count === 0) return [path]
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(digits.length, '0')
    return `${start}${number}-of-${digits}${ending}`
  })
}

async function statOf(asker: Asker, path: string): Promise<z.infer<typeof statShape> | null> {
  const answer = await asker.ask({ kind: 'stat', path })
  if (answer.kind !== 'ok') return null
  const parsed = statShape.safeParse(jsonIn(answer.value))
  return parsed.success ? parsed.data : null
}
