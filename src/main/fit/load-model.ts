import { UsageError } from '../../shared/exit-code.ts'
import { baseName } from '../../shared/base-name.ts'
import { printable } from '../../shared/printable.ts'
import { jsonIn, ParseError } from '../../shared/parse.ts'
import { reasonOf } from '../host/attempt.ts'
import type { Host, OpenFile } from '../host/host.ts'
import { hyperparametersOf } from '../inference/estimate/hyperparameters.ts'
import { nothingElse, type LlamaModel } from '../inference/estimate/llama.ts'
import { tensorWeights } from '../inference/estimate/tensor-weights.ts'
import {
  hyperparametersOfPrinted,
  parsePrintedModel,
  weightsOfPrinted,
} from '../inference/estimate/printed-model.ts'
import { findModel } from '../inference/models/find/find-model.ts'
import type { FoundGguf, FoundModel } from '../inference/models/find/found-model.ts'
import { maxShownPath } from '../inference/models/find/model-files.ts'
import type { ModelPlaces } from '../inference/models/find/model-places.ts'
import { fileTypeName } from '../inference/models/file-type.ts'
import { isGguf } from '../inference/models/gguf.ts'
import { roleOf, type GgufRole } from '../inference/models/gguf-role.ts'
import type { GgufHeader } from '../inference/models/model-header.ts'
import { readModelLines } from '../inference/models/read-model-lines.ts'
import type { SafetensorsModel } from '../inference/models/safetensors-folder.ts'
import { imageRoleOf, pipelineFoldersOf } from '../inference/estimate/image/image-role.ts'
import { mlxFactsOf } from '../inference/estimate/mlx/mlx-facts.ts'
import { takesBeside, type FitOptions } from './fit-options.ts'
import { headersOf, type HeaderReader } from './header-reader.ts'

/** A model as far as it is read: what runs it decides how it is estimated. */
export type LoadedModel =
  | {
      readonly kind: 'llama'
      readonly model: LlamaModel
      readonly identity: ModelIdentity
      /** null: it is none of Ollama's. */
      readonly ollama: FoundGguf['ollama']
      /** What was seen beside it, in whole sentences. */
      readonly remarks: readonly string[]
    }
  | { readonly kind: 'mlx'; readonly files: SafetensorsModel; readonly identity: ModelIdentity }
  | {
      readonly kind: 'image'
      /** Of a pipeline each part. */
      readonly parts: readonly (SafetensorsModel | GgufHeader)[]
      readonly identity: ModelIdentity
    }

export interface ModelIdentity {
  readonly path: string | null
  readonly name: string
  readonly architecture: string | null
  readonly quantization: string | null
  readonly fileBytes: number | null
  readonly layers: number | null
}

/** Where models lie. `headers`: how theirs are read, where that is not as usual; then no log is read as one. */
export interface ModelDisk extends Pick<Host, 'ask' | 'openFile'> {
  readonly headers?: HeaderReader
}

const headersIn = (disk: ModelDisk): HeaderReader => disk.headers ?? headersOf(disk)

/** From what a user wrote to what is known of the model. Throws UsageError of one sentence. */
export async function loadModel(
  host: ModelDisk,
  wanted: string,
  places: ModelPlaces,
  options: FitOptions,
): Promise<LoadedModel> {
  const found = await findModel(host, wanted, places)
  return readingOf(found.path, () => loadFound(host, found, options))
}

/** Names of files and what they claim stand in sentences for a terminal. */
const maxShownReason = 500

/** The one place where what is wrong with a file becomes what is said of it. */
export async function readingOf<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    // ParseError: not what it should be; what Node and Host throw: it cannot be read; UsageError: it names its file itself
    if (error instanceof UsageError) throw error
    throw new UsageError(
      `${printable(path, maxShownPath)}: ${printable(reasonOf(error), maxShownReason)}`,
    )
  }
}

export async function loadFound(
  host: ModelDisk,
  found: FoundModel,
  options: FitOptions,
): Promise<LoadedModel> {
  switch (found.kind) {
    case 'gguf':
      return loadGguf(host, found, options)
    case 'safetensors-folder':
    case 'safetensors-file':
      return ofSafetensors(await headersIn(host).safetensors(found.path), found)
    case 'pipeline-folder':
      return loadPipeline(host, found)
    case 'log':
      return host.headers !== undefined || (await isGgufFile(host, found.path))
        ? loadGguf(host, ggufAt(found.path), options)
        : loadPrinted(host, found.path)
  }
}

/** Whatever it is called: a blob of a store, a download without its ending. */
async function isGgufFile(host: ModelDisk, path: string): Promise<boolean> {
  const opened = await host.openFile(path)
  if (opened.kind !== 'ok') throw new ParseError(opened.reason)
  const magic = new Uint8Array(4)
  await opened.value.read(magic, 0).finally(() => opened.value.close())
  return isGguf(magic)
}

const ggufAt = (path: string): FoundGguf => ({
  kind: 'gguf',
  path,
  projectorPath: null,
  draftPath: null,
  adapterPaths: [],
  ollama: null,
  label: baseName(path),
})

async function loadGguf(
  host: ModelDisk,
  found: FoundGguf,
  options: FitOptions,
): Promise<LoadedModel> {
  const header = await headersIn(host).gguf(found.path)
  const role = roleOf(header)
  if (role.kind === 'image-model')
    return { kind: 'image', parts: [header], identity: identityOf(header, found) }
  if (role.kind !== 'model')
    throw new ParseError(`it is no model by itself: ${role.reason}${optionFor[role.kind]}`)
  const model = await llamaModelOf(host, header, {
    // Ollama loads what its manifest names; llama.cpp what it is told
    projectorPath: options.mmprojPath ?? (takesBeside(found, options) ? found.projectorPath : null),
    draftPath: options.draftPath ?? (found.ollama === null ? null : found.draftPath),
    adapterPaths: [...options.loraPaths, ...found.adapterPaths],
  })
  return {
    kind: 'llama',
    model,
    identity: identityOf(header, found),
    ollama: found.ollama,
    remarks: besideRemarks(found, model),
  }
}

/** How a file is given that belongs to a model. */
const optionFor: Readonly<Record<GgufRole['kind'], string>> = {
  projector: '; name the model, and this with --mmproj',
  adapter: '; name the model, and this with --lora',
  model: '',
  'image-model': '',
  other: '',
}

/** llama.cpp loads it only where it is told to. */
const besideRemarks = (
  { projectorPath }: FoundGguf,
  { projector }: LlamaModel,
): readonly string[] =>
  projectorPath === null || projector !== null
    ? []
    : [`${baseName(projectorPath)} lies beside it: with --mmproj it is counted.`]

interface Beside {
  readonly projectorPath: string | null
  readonly draftPath: string | null
  readonly adapterPaths: readonly string[]
}

async function llamaModelOf(
  host: ModelDisk,
  header: GgufHeader,
  { projectorPath, draftPath, adapterPaths }: Beside,
): Promise<LlamaModel> {
  const adapters = await Promise.all(adapterPaths.map((path) => readBeside(host, path, 'adapter')))
  const draft = draftPath === null ? null : await readBeside(host, draftPath, 'model')
  const model = hyperparametersOf(header.metadata, header.tensors)
  return {
    model,
    weights: tensorWeights(header.tensors, model),
    adapterBytes: adapters.reduce((sum, adapter) => sum + tensorBytesOf(adapter), 0),
    projector: projectorPath === null ? null : await readBeside(host, projectorPath, 'projector'),
    draft:
      draft === null
        ? null
        : await llamaModelOf(host, draft, {
            projectorPath: null,
            draftPath: null,
            adapterPaths: [],
          }),
  }
}

const readBeside = (
  host: ModelDisk,
  path: string,
  wanted: 'adapter' | 'model' | 'projector',
): Promise<GgufHeader> =>
  readingOf(path, async () => {
    const header = await headersIn(host).gguf(path)
    const { kind, reason } = roleOf(header)
    if (kind !== wanted) throw new ParseError(`it is no ${wanted}: ${reason}`)
    return header
  })

const tensorBytesOf = ({ tensors }: Pick<GgufHeader, 'tensors'>): number =>
  tensors.reduce((sum, { bytes }) => sum + bytes, 0)

function identityOf(header: GgufHeader, { path, label }: FoundGguf): ModelIdentity {
  const architecture = header.metadata.get('general.architecture')
  const fileType = header.metadata.get('general.file_type')
  const layers = header.metadata.get(`${String(architecture)}.block_count`)
  return {
    path,
    name: label,
    architecture: typeof architecture === 'string' ? architecture : null,
    quantization: typeof fileType === 'number' ? fileTypeName(fileType) : null,
    fileBytes: fileBytesOf([header]),
    layers: typeof layers === 'number' ? layers : null,
  }
}

type FoundSafetensors = Extract<FoundModel, { kind: 'safetensors-folder' | 'safetensors-file' }>

function ofSafetensors(files: SafetensorsModel, { path, label }: FoundSafetensors): LoadedModel {
  const own = { path, name: label, fileBytes: fileBytesOf([files]) }
  if (imageRoleOf(files).kind !== 'no image model')
    return { kind: 'image', parts: [files], identity: { ...own, ...nothingKnown } }
  const { modelType, layerCount, quantization } = mlxFactsOf(files)
  const identity = { ...own, architecture: modelType, quantization, layers: layerCount }
  return { kind: 'mlx', files, identity }
}

const nothingKnown = { architecture: null, quantization: null, layers: null } as const

const fileBytesOf = (models: readonly (SafetensorsModel | GgufHeader)[]): number =>
  models.flatMap(({ files }) => files).reduce((sum, { fileBytes }) => sum + fileBytes, 0)

/** All parts of a pipeline of diffusers, each in a folder of its own. */
async function loadPipeline(
  host: ModelDisk,
  { path, label }: Extract<FoundModel, { kind: 'pipeline-folder' }>,
): Promise<LoadedModel> {
  const index = await host.ask({ kind: 'file', path: `${path}/model_index.json` })
  if (index.kind !== 'ok') throw new ParseError(index.reason)
  const folders = pipelineFoldersOf(jsonIn(index.value))
  if (folders.length === 0) throw new ParseError('its model_index.json names no parts')
  const parts = await Promise.all(
    folders.map((folder) =>
      readingOf(`${path}/${folder}`, () => headersIn(host).safetensors(`${path}/${folder}`)),
    ),
  )
  const identity = { path, name: label, fileBytes: fileBytesOf(parts), ...nothingKnown }
  return { kind: 'image', parts, identity }
}

/** What a log tells of the last model that was loaded. */
async function loadPrinted(host: ModelDisk, path: string): Promise<LoadedModel> {
  const opened = await host.openFile(path)
  if (opened.kind !== 'ok') throw new ParseError(opened.reason)
  return printedModel(opened.value, path)
}

/** The same of a log that is pasted. Throws UsageError. */
export const loadPasted = (file: OpenFile): Promise<LoadedModel> =>
  readingOf('standard input', () => printedModel(file, null))

async function printedModel(file: OpenFile, path: string | null): Promise<LoadedModel> {
  const printed = parsePrintedModel(await readModelLines(file).finally(() => file.close()))
  const weights = weightsOfPrinted(printed)
  if (weights === null) throw new ParseError('the log does not tell how large the model is')
  const model = hyperparametersOfPrinted(printed)
  const named = printed.metadata.get('general.name') ?? printed.words.get('general.name')
  return {
    kind: 'llama',
    model: { model, weights, ...nothingElse },
    identity: {
      path,
      name: typeof named === 'string' ? named : baseName(path ?? 'the model of the log'),
      architecture: model.architecture,
      quantization: printed.words.get('file type') ?? null,
      fileBytes: printed.tensorBytes?.bytes ?? null,
      layers: model.layerCount,
    },
    ollama: null,
    remarks: ['How the log was run is not taken from it: --ctx, --parallel and the like say it.'],
  }
}
