import { figureAt, textAt } from '../../answers/forms.ts'
import type { Asker } from '../../../host/host.ts'
import type { NoReading, Reading } from '../../../../shared/reading.ts'
import { concernsModels } from './folder-models.ts'
import { jsonValue } from './look.ts'
import { severalAtOnce } from './several-at-once.ts'

/** What of a folder is worth knowing, for as long as it has not changed. */
export interface KnownFolder {
  /** Its disk, its number and when it was changed last: a name that comes or goes changes it. */
  readonly identity: string
  /** Names that concern models. */
  readonly files: readonly string[]
  /** Names that are folders, and links that lead nowhere now. */
  readonly folders: readonly string[]
}

export interface SeenFolder extends KnownFolder {
  readonly kind: 'ok'
  /** The same for all paths to it. */
  readonly id: string
  /** More names than are looked at. */
  readonly isCut: boolean
}

export interface FolderReader {
  /** `absent` also where it is no folder. */
  read(path: string): Promise<SeenFolder | NoReading>
  /** By their paths: all that were read so far, and need not be listed again. */
  known(): ReadonlyMap<string, KnownFolder>
}

/** A folder with more is none of models. */
const maxNames = 200_000
/** Names that may be folders, of which each must be asked. */
const maxAsked = 25_000
const askedAtOnce = 8
/** Within the same step of a disk's clock (FAT has two seconds) a folder can change twice. */
const settledAfterMs = 3_000

/** What certainly is no folder. A name such as Qwen2.5-7B has no ending. */
const plainFile =
  /\.(?:gguf|safetensors|jsonl?|jinja|txt|md|py|bin|pth?|onnx|model|png|jpe?g|webp|gif|mp4|wav|csv|tsv|parquet|zip|t?gz|tar|xz|zst|7z|log|ya?ml|toml|html?|npz?|npy|h5|ckpt|msgpack|tflite|sha256|lock|sqlite|pdf|xml)$/i

export function createFolderReader(
  asker: Asker,
  before: ReadonlyMap<string, KnownFolder>,
  nowMs: () => number,
): FolderReader {
  const known = new Map<string, KnownFolder>()
  return {
    known: () => known,
    read: async (path) => {
      const answer = await asker.ask({ kind: 'stat', path })
      if (answer.kind !== 'ok') return answer
      const stat = jsonValue(answer.value)
      if (textAt(stat, 'type') !== 'dir') return notOne(answer)
      const id = `${figureAt(stat, 'device')}:${figureAt(stat, 'inode')}`
      const modifiedAtMs = figureAt(stat, 'modifiedAtMs') ?? 0
      const identity = `${id}:${modifiedAtMs}`
      const old = before.get(path)
      if (old?.identity === identity) {
        known.set(path, old)
        return { kind: 'ok', id, isCut: false, ...old }
      }
      const isSettled = nowMs() - modifiedAtMs > settledAfterMs
      const listed = await asker.ask({ kind: 'dir', path })
      if (listed.kind !== 'ok') return listed
      const { names, isCut } = namesIn(listed.value)
      const files = names.filter(concernsModels)
      const folder = { identity, files, folders: await foldersAmong(asker, path, names) }
      if (isSettled && !isCut) known.set(path, folder)
      return { kind: 'ok', id, isCut, ...folder }
    },
  }
}

const notOne = ({ atMs, tookMs }: Reading<string>): NoReading => ({
  kind: 'absent',
  reason: 'it is no folder',
  atMs,
  tookMs,
})

function namesIn(text: string): { readonly names: readonly string[]; readonly isCut: boolean } {
  const list = jsonValue(text)
  const all: readonly unknown[] = Array.isArray(list) ? list : []
  const names = all
    .slice(0, maxNames)
    .filter((name): name is string => typeof name === 'string' && !name.startsWith('.'))
  return { names, isCut: all.length > maxNames }
}

async function foldersAmong(
  asker: Asker,
  folder: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const asked = names.filter((name) => !plainFile.test(name)).slice(0, maxAsked)
  const found = await severalAtOnce(asked, askedAtOnce, async (name) => {
    const answer = await asker.ask({ kind: 'stat', path: `${folder}/${name}` })
    // a link to a disk that is not there now may be one later, and this folder does not tell
    const mayBe = answer.kind !== 'ok' || textAt(jsonValue(answer.value), 'type') === 'dir'
    return mayBe ? [name] : []
  })
  return found.flat()
}
