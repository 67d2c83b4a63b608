import { ParseError } from '../../../shared/parse.ts'
import { printable } from '../../../shared/printable.ts'
import { reasonOf } from '../../host/attempt.ts'
import type { Host } from '../../host/host.ts'
import { imageRoleOf } from '../../inference/estimate/image/image-role.ts'
import type { FoundModel } from '../../inference/models/find/found-model.ts'
import { roleOf } from '../../inference/models/gguf-role.ts'
import { noFitOptions } from '../fit-options.ts'
import { headersOf, type HeaderReader } from '../header-reader.ts'
import { loadFound } from '../load-model.ts'
import type { Outline } from './outline.ts'
import { outlineOf, type Reckoning } from './outline-of.ts'

const maxTroubleLength = 300

/** It is whole, and no model. */
class NoModel extends Error {
  override readonly name = 'NoModel'
}

export interface ReadOutline {
  readonly outline: Outline
  /** The same files say the same again; what hangs, or is shut, may not the next time. */
  readonly isLasting: boolean
}

/** Never throws: why a model cannot be read is an answer. */
export async function readOutline(
  host: Pick<Host, 'ask' | 'openFile'>,
  found: FoundModel,
  reckoning: Reckoning,
): Promise<ReadOutline> {
  try {
    const disk = { ask: host.ask, openFile: host.openFile, headers: onlyModels(host, found.path) }
    const model = await loadFound(disk, found, noFitOptions)
    await reckoning.pause()
    return { outline: await outlineOf(model, reckoning), isLasting: true }
  } catch (error) {
    if (error instanceof NoModel) return { outline: { kind: 'none' }, isLasting: true }
    // ParseError: damaged, cut off, a part is missing; any other: it cannot be opened or read now
    const trouble = printable(reasonOf(error), maxTroubleLength)
    return { outline: { kind: 'broken', trouble }, isLasting: error instanceof ParseError }
  }
}

/** What is loaded beside a model, or was measured of one, is called by its header what it is. */
function onlyModels(host: Pick<Host, 'ask' | 'openFile'>, path: string): HeaderReader {
  const { gguf, safetensors } = headersOf(host)
  return {
    gguf: async (file) => {
      const header = await gguf(file)
      const isBeside = !['model', 'image-model'].includes(roleOf(header).kind)
      if (file === path && isBeside) throw new NoModel()
      return header
    },
    safetensors: async (file) => {
      const files = await safetensors(file)
      const isLoose = file === path && files.config === null
      // weights that no config.json tells of: a VAE, a LoRA
      if (isLoose && imageRoleOf(files).kind !== 'image-model') throw new NoModel()
      return files
    },
  }
}
