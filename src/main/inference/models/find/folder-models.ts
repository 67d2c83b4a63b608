import { ggufModelsIn, hasGgufEnding, stemOf } from './gguf-files.ts'
import { parsePartName } from '../part-name.ts'
import { withoutVariants } from '../safetensors-files.ts'

/** A model of a folder by the names of its files, the one of its weights first. */
export interface FolderModel {
  readonly kind:
    | 'gguf'
    | 'safetensors-folder'
    | 'safetensors-file'
    | 'pipeline-folder'
    /** A download that is not complete. */
    | 'unfinished'
  /** Below the folder. */
  readonly files: readonly string[]
}

const pipelineIndex = 'model_index.json'
const config = 'config.json'
export const isSafetensors = (name: string): boolean => /\.safetensors$/i.test(name)
/** As browsers, curl, llama.cpp, Hugging Face and LM Studio call what is still to come. */
const unfinished =
  /\.(?:gguf|safetensors)\.(?:part|partial|incomplete|crdownload|download|downloadInProgress|tmp)$|^downloading_.*\.(?:gguf|safetensors)(?:\.part)?$/i

/** Whether a name tells of a model, or of what becomes of the files beside it. */
export const concernsModels = (name: string): boolean =>
  hasGgufEnding(name) ||
  isSafetensors(name) ||
  unfinished.test(name) ||
  name === config ||
  name === pipelineIndex ||
  name === adapterConfig ||
  name.endsWith('.safetensors.index.json') ||
  /\.(?:gguf|safetensors)\.aria2$/i.test(name)

/** Of a LoRA, which changes a model and is none. */
const adapterConfig = 'adapter_config.json'

/** The models among the files of one folder: shards count as one, what is loaded beside a model does not. */
export function modelsOfFolder(names: readonly string[]): readonly FolderModel[] {
  const isDone = (name: string): boolean => !unfinished.test(name)
  // aria2 keeps what is missing in a file beside it
  const beingWritten = new Set(
    names.flatMap((name) => (name.endsWith('.aria2') ? [name.slice(0, -'.aria2'.length)] : [])),
  )
  const shards = Map.groupBy(names.filter(hasGgufEnding).filter(isDone).toSorted(), stemOf)
  const ggufs = ggufModelsIn([...shards.values()].flat()).map(({ stem, file }): FolderModel => ({
    kind: 'gguf',
    files: shards.get(stem) ?? [file],
  }))
  const waiting = names.filter((name) => !isDone(name))
  return [
    ...safetensorsIn(names.filter(isDone)),
    ...ggufs,
    ...waiting.map((name): FolderModel => ({ kind: 'unfinished', files: [name] })),
  ].map((model) =>
    model.files.some((file) => beingWritten.has(file)) ? { ...model, kind: 'unfinished' } : model,
  )
}

function safetensorsIn(names: readonly string[]): readonly FolderModel[] {
  if (names.includes(pipelineIndex)) return [{ kind: 'pipeline-folder', files: [pipelineIndex] }]
  if (names.includes(adapterConfig)) return []
  const weights = names.filter(isSafetensors).toSorted()
  if (weights.length === 0) return []
  const told = names.filter((name) => name === config || name.endsWith('.index.json'))
  if (names.includes(config)) return [{ kind: 'safetensors-folder', files: [...weights, ...told] }]
  const parts = Map.groupBy(withoutVariants(weights), (file) => parsePartName(file)?.stem ?? file)
  return [...parts.values()].map((files) => ({ kind: 'safetensors-file', files }))
}
