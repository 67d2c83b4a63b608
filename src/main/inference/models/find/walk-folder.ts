import { printable } from '../../../../shared/printable.ts'
import { formatCount } from '../../../../shared/units.ts'
import { isSafetensors, modelsOfFolder, type FolderModel } from './folder-models.ts'
import type { FolderReader, SeenFolder } from './folder-reader.ts'
import { maxShownPath } from './model-files.ts'
import { severalAtOnce } from './several-at-once.ts'

/** A model of a folder, or of one below it. */
export interface WalkedModel extends FolderModel {
  /** Below the folder that was walked; empty for that itself. */
  readonly below: string
}

export interface Walked {
  readonly isThere: boolean
  readonly models: readonly WalkedModel[]
  /** Why it is not all that is there: one sentence. */
  readonly reason: string | null
}

/** No user has more below one folder. */
const maxFolders = 20_000
export const maxModels = 5_000
const readAtOnce = 8

export interface WalkOptions {
  readonly depth: number
  /** Folders that were walked by now: each is walked once, so that links in a circle end. */
  readonly visited: Set<string>
}

interface Level {
  readonly below: string
  readonly seen: SeenFolder
}

/** Level by level, so that what is nearest comes first. */
export async function walkFolder(
  reader: FolderReader,
  root: string,
  { depth, visited }: WalkOptions,
): Promise<Walked> {
  const first = await reader.read(root)
  if (first.kind !== 'ok')
    return {
      isThere: first.kind === 'failed',
      models: [],
      reason: first.kind === 'failed' ? first.reason : null,
    }
  const refused: string[] = []
  const models: WalkedModel[] = []
  let level: readonly Level[] = [{ below: '', seen: first }]
  let folderCount = 0
  let cut: string | null = null
  for (let at = 0; level.length > 0; at += 1) {
    const fresh = level.filter(({ seen }) => isNew(visited, seen.id))
    folderCount += fresh.length
    const wanted: string[] = []
    for (const { below, seen } of fresh) {
      const own = modelsOfFolder(seen.files)
      for (const model of own)
        models.push({ ...model, files: await filesOf(reader, root, below, model, seen), below })
      if (seen.isCut) cut ??= `${shown(root, below)} has more names than are looked at`
      // the parts of a pipeline are no models by themselves
      if (own.some(({ kind }) => kind === 'pipeline-folder')) continue
      wanted.push(...seen.folders.map((name) => joined(below, name)))
    }
    if (models.length > maxModels) cut ??= `more than ${formatCount(maxModels)} models are there`
    if (folderCount + wanted.length > maxFolders)
      cut ??= `more than ${formatCount(maxFolders)} folders are below it`
    if (at >= depth || cut !== null) break
    level = await readLevel(reader, root, wanted, refused)
  }
  const reason = reasonOf(refused, cut)
  return { isThere: true, models: models.slice(0, maxModels), reason }
}

function isNew(visited: Set<string>, id: string): boolean {
  if (visited.has(id)) return false
  visited.add(id)
  return true
}

/** The weights of a pipeline lie in folders below its own. */
async function filesOf(
  reader: FolderReader,
  root: string,
  below: string,
  { kind, files }: FolderModel,
  { folders }: SeenFolder,
): Promise<readonly string[]> {
  if (kind !== 'pipeline-folder') return files
  const parts = await severalAtOnce(folders, readAtOnce, async (name) => {
    const seen = await reader.read(`${root}/${joined(below, name)}`)
    const weights = seen.kind === 'ok' ? seen.files : []
    return weights.filter(isSafetensors).map((file) => `${name}/${file}`)
  })
  return [...files, ...parts.flat()]
}

async function readLevel(
  reader: FolderReader,
  root: string,
  wanted: readonly string[],
  refused: string[],
): Promise<readonly Level[]> {
  const found = await severalAtOnce(wanted, readAtOnce, async (below) => {
    const seen = await reader.read(`${root}/${below}`)
    if (seen.kind === 'ok') return [{ below, seen }]
    if (seen.kind === 'failed') refused.push(`${shown(root, below)} (${seen.reason})`)
    return []
  })
  return found.flat()
}

export const joined = (below: string, name: string): string =>
  below === '' ? name : `${below}/${name}`

const shown = (root: string, below: string): string =>
  printable(below === '' ? root : `${root}/${below}`, maxShownPath)

function reasonOf(refused: readonly string[], cut: string | null): string | null {
  const [first] = refused
  const more = refused.length > 1 ? ` and ${formatCount(refused.length - 1)} more` : ''
  const shut = first === undefined ? [] : [`${first}${more} cannot be read`]
  const all = [...shut, ...(cut === null ? [] : [`${cut}: the rest was not looked at`])]
  return all.length === 0 ? null : all.join('; ')
}
