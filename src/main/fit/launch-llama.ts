import { baseName } from '../../shared/base-name.ts'
import { printable } from '../../shared/printable.ts'
import { newestBuild, sinceBuild } from '../inference/estimate/engine-build.ts'
import { absolutePath, type ModelPlaces } from '../inference/models/find/model-places.ts'
import type { LlamaLaunch, NamedModel } from '../inference/programs/launch/launch.ts'
import type { LlamaOptions } from '../inference/programs/llama-arguments.ts'
import { noFitOptions } from './fit-options.ts'
import type { LaunchQuestion, LaunchWorld } from './launch-fit.ts'

/** All that the command line says is asked, and nothing else. */
export function llamaQuestion(launch: LlamaLaunch, { places, build }: LaunchWorld): LaunchQuestion {
  const { model, program } = launch
  if (model.kind === 'none') return { kind: 'none', reason: model.reason }
  const options = atBuild(launch.options, build ?? newestBuild)
  const path = (given: string): string => absolutePath(given, places)
  const isFitted = launch.isFitted && (build ?? newestBuild) >= sinceBuild.fitsItself
  return {
    kind: 'fit',
    ...wantedOf(model, places),
    options: {
      ...noFitOptions,
      engine: 'llama.cpp',
      build,
      mmprojPath: options.mmprojPath === null ? null : path(options.mmprojPath),
      draftPath: options.draftPath === null ? null : path(options.draftPath),
      loraPaths: options.adapterPaths.map(path),
      given: { options, program, takesProjectorBeside: launch.takesProjectorBeside },
      // read by others beside the run itself
      usesMmap: options.usesMmap,
      gpuLayers: typeof options.gpuLayers === 'number' ? options.gpuLayers : null,
      cpuMoeLayers: options.cpuMoeLayers === 'all' ? mostLayers : options.cpuMoeLayers,
    },
    isFitted,
    mayTakeLess: launch.unreckoned.filter((option) => !adding.has(option)),
    leavesOut: leftOut(options).length > 0 || launch.unreckoned.length > 0,
    remarks: [...leftOut(options), ...launch.unreckoned.map(without)],
  }
}

const mostLayers = 10_000

/** They come on top of all the rest; others put it elsewhere. */
const adding: ReadonlySet<string> = new Set(['--control-vector', '--control-vector-scaled'])

const without = (option: string): string => `${option} is not reckoned with.`

/** Before `--fit` a context was 4096 tokens where none was given (common/common.h); since then it is the model's. */
const usualTokensBefore = 4_096

const atBuild = (options: LlamaOptions, build: number): LlamaOptions =>
  build < sinceBuild.fitsItself && options.contextTokens === null
    ? { ...options, contextTokens: usualTokensBefore }
    : options

type Wanted = { readonly wanted: string; readonly orElse: string | null }

/** llama.cpp takes a path as it is; a name of our own places must not be found for it. */
function wantedOf(model: Exclude<NamedModel, { kind: 'none' }>, places: ModelPlaces): Wanted {
  switch (model.kind) {
    case 'path':
      return { wanted: absolutePath(model.path, places), orElse: null }
    case 'url':
      return { wanted: fileOfUrl(model.url), orElse: null }
    case 'repository':
      return wantedOfRepository(model)
  }
}

/** Without a quantisation it is Q4_K_M, or the first there is (common/download.cpp). */
function wantedOfRepository({
  repository,
  file,
}: Extract<NamedModel, { kind: 'repository' }>): Wanted {
  const [name = repository, quantization] = repository.split(':', 2)
  if (file !== null) return { wanted: `${name}/${file}`, orElse: null }
  return { wanted: repository, orElse: quantization === undefined ? `${name}:Q4_K_M` : null }
}

/** It lies in the cache by the name of its file, once it was downloaded. */
function fileOfUrl(url: string): string {
  const [path = url] = url.split(/[?#]/, 1)
  const [, repository, file] =
    /^https?:\/\/(?:huggingface\.co|hf\.co)\/([^/]+\/[^/]+)\/(?:resolve|blob)\/[^/]+\/(.+)$/.exec(
      path,
    ) ?? []
  return repository === undefined || file === undefined ? baseName(path) : `${repository}/${file}`
}

/** What comes along, and is named by something that no file is read for. */
function leftOut({ draft, draftPath, projectorUrl, mmprojPath }: LlamaOptions): readonly string[] {
  return [
    ...(draft.repo !== null && draftPath === null
      ? [`The draft model ${printable(draft.repo)} is not counted: it is named by its repository.`]
      : []),
    ...(projectorUrl !== null && mmprojPath === null
      ? [
          `The projector ${printable(fileOfUrl(projectorUrl))} is not counted: it is named by its address.`,
        ]
      : []),
  ]
}
