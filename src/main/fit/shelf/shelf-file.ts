import { z } from 'zod/mini'
import { jsonIn } from '../../../shared/parse.ts'
import { anAmount } from '../../host/amount.ts'
import type { Host } from '../../host/host.ts'
import type { KnownFolder } from '../../inference/models/find/folder-reader.ts'
import { partNames } from '../../inference/estimate/need.ts'
import { outlineVersion, type Outline } from './outline.ts'

/** What is known of models from earlier: by the identity of their files, and of the folders in which they lie. */
export interface ShelfMemory {
  readonly folders: ReadonlyMap<string, KnownFolder>
  readonly outlines: ReadonlyMap<string, KeptOutline>
}

export interface KeptOutline {
  /** The folder in which it was found: what is gone from there is forgotten when that is looked at again. */
  readonly place: string
  readonly outline: Outline
}

export const nothingKept: ShelfMemory = { folders: new Map(), outlines: new Map() }

/** 5 000 models with all their knots. */
const maxFileBytes = 32 * 2 ** 20
const maxOutlines = 5_000
const maxFolders = 5_000
/** Names in all folders together. */
const maxNames = 100_000

const text = z.string()
const partName = z.enum(partNames)
const range = z.object({ stepTokens: anAmount.check(z.minimum(1)), mostTokens: anAmount })
const knot = z.object({
  tokens: anAmount,
  onGpuBytes: anAmount,
  allBytes: anAmount,
  aboveBytes: z.nullable(anAmount),
})
const curve = z.object({ aboveTokens: anAmount, knots: z.array(knot) })
const learnable = z.object({
  likeness: text,
  parts: z.array(z.object({ key: z.templateLiteral([partName, 'Bytes']), bytes: anAmount })),
})
const outline = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('model'),
    engine: z.nullable(z.enum(['llama.cpp', 'ollama', 'mlx'])),
    architecture: z.nullable(text),
    quantization: z.nullable(text),
    fileBytes: z.nullable(anAmount),
    trainedContextTokens: z.nullable(anAmount),
    isWhole: z.boolean(),
    range: z.nullable(range),
    usualTokens: z.nullable(anAmount),
    learnable: z.nullable(learnable),
    curves: z.array(curve),
  }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('broken'), trouble: text }),
])
const folder = z.object({ identity: text, files: z.array(text), folders: z.array(text) })
const shape = z.object({
  version: z.literal(outlineVersion),
  folders: z.record(text, folder),
  outlines: z.record(text, z.object({ place: text, outline })),
})

/** Never throws: a file that is damaged, or of another version, is as one that is not there: all of it can be read again. */
export async function readShelfFile(host: Pick<Host, 'ask'>, path: string): Promise<ShelfMemory> {
  const answer = await host.ask({ kind: 'file', path, maxBytes: maxFileBytes })
  if (answer.kind !== 'ok') return nothingKept
  try {
    const parsed = shape.safeParse(jsonIn(answer.value))
    if (!parsed.success) return nothingKept
    const { folders, outlines } = parsed.data
    return {
      folders: new Map(Object.entries(folders)),
      outlines: new Map(Object.entries(outlines)),
    }
  } catch {
    // ParseError: cut off, or another's
    return nothingKept
  }
}

/** Those that were seen last stand last; the first of too many are left out, and read again. Where it cannot be written, the next one reads it all again. */
export async function writeShelfFile(
  host: Pick<Host, 'writeFile'>,
  path: string,
  { folders, outlines }: ShelfMemory,
): Promise<void> {
  let nameCount = 0
  const some = [...folders].slice(-maxFolders).filter(([, known]) => {
    nameCount += known.files.length + known.folders.length
    return nameCount <= maxNames
  })
  const kept = {
    version: outlineVersion,
    folders: Object.fromEntries(some),
    outlines: Object.fromEntries([...outlines].slice(-maxOutlines)),
  }
  await host.writeFile(path, `${JSON.stringify(kept)}\n`)
}
