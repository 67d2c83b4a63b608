// node insights.ts LIBRARY FILE LOADS: what GgufInsights of node-llama-cpp says of each load of a file, without loading it.
import { batchTokens, type LoadOptions } from '../../engine/load/options.ts'

/** Of weights and context together, in bytes. */
export interface InsightsOfLoad {
  readonly simulatedBytes: number
  readonly reckonedBytes: number
}

interface Resources {
  readonly cpuRam: number
}

interface ContextOptions {
  /** Of each sequence. */
  readonly contextSize: number
  readonly sequences: number
  readonly batchSize: number
  readonly modelGpuLayers: 0
  readonly flashAttention: boolean
}

interface Insights {
  estimateModelResourceRequirements(options: { readonly gpuLayers: 0 }): Resources
  estimateModelResourceRequirementsV2(options: { readonly gpuLayers: 0 }): Promise<Resources>
  estimateContextResourceRequirements(options: ContextOptions): Resources
  estimateContextResourceRequirementsV2(options: ContextOptions): Promise<Resources>
}

interface NodeLlamaCpp<Llama = object, FileInfo = object> {
  getLlama(options: { readonly gpu: false; readonly build: 'never' }): Promise<Llama>
  readGgufFileInfo(path: string): Promise<FileInfo>
  readonly GgufInsights: { from(info: FileInfo, llama: Llama): Promise<Insights> }
}

async function insightsOf(insights: Insights, load: LoadOptions): Promise<InsightsOfLoad> {
  const options: ContextOptions = {
    contextSize: load.contextTokens / load.sequences,
    sequences: load.sequences,
    batchSize: batchTokens,
    modelGpuLayers: 0,
    flashAttention: load.flashAttention !== 'off',
  }
  const model = insights.estimateModelResourceRequirements({ gpuLayers: 0 })
  const modelSimulated = await insights.estimateModelResourceRequirementsV2({ gpuLayers: 0 })
  const context = insights.estimateContextResourceRequirements(options)
  const contextSimulated = await insights.estimateContextResourceRequirementsV2(options)
  return {
    simulatedBytes: modelSimulated.cpuRam + contextSimulated.cpuRam,
    reckonedBytes: model.cpuRam + context.cpuRam,
  }
}

if (import.meta.main) {
  const [libraryUrl = '', file = '', loads = '[]'] = process.argv.slice(2)
  const library: NodeLlamaCpp = await import(libraryUrl)
  const wanted: readonly LoadOptions[] = JSON.parse(loads)
  const llama = await library.getLlama({ gpu: false, build: 'never' })
  const insights = await library.GgufInsights.from(await library.readGgufFileInfo(file), llama)
  const told: InsightsOfLoad[] = []
  for (const load of wanted) told.push(await insightsOf(insights, load))
  console.log(JSON.stringify(told))
  process.exit(0) // its threads would go on
}
