import type { LogFacts, LogFigures } from '../../shared/log-facts.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatCount, formatPace } from '../../shared/units.ts'

/** What each figure is called, in the order of a load: the model, its context, the GPU, the CPU, what is there, what failed. */
const names: Readonly<Record<keyof LogFigures, string>> = {
  layerCount: 'layers',
  offloadedLayers: 'layers on the GPU',
  totalLayers: 'layers, with that of the output',
  contextTokens: 'context, tokens',
  contextTokensPerSequence: 'context of one request, tokens',
  slotCount: 'slots',
  gpuModelBytes: 'GPU: model',
  gpuKvBytes: 'GPU: KV cache',
  gpuRecurrentBytes: 'GPU: recurrent state',
  gpuComputeBytes: 'GPU: compute',
  gpuOutputBytes: 'GPU: output',
  cpuModelBytes: 'CPU: model',
  cpuKvBytes: 'CPU: KV cache',
  cpuRecurrentBytes: 'CPU: recurrent state',
  cpuComputeBytes: 'CPU: compute',
  cpuOutputBytes: 'CPU: output',
  breakdownSelfBytes: 'breakdown: model, context, compute',
  breakdownContextBytes: 'breakdown: context',
  breakdownTotalBytes: 'breakdown: the device',
  limitBytes: 'limit of the GPU',
  freeBytes: 'free within the limit',
  maxBufferBytes: 'largest single buffer',
  vramTotalBytes: 'video memory, as printed',
  systemTotalBytes: 'system memory',
  systemFreeBytes: 'system memory, free',
  availableBytes: 'there for the load',
  requiredBytes: 'needed by the load',
  allocationLimitBytes: 'limit of its own',
  cacheLimitBytes: 'limit of its cache',
  promptCacheBytes: 'prompt caches',
  triedBytes: 'asked for and refused',
  allocatedBytes: 'held',
  otherBytes: 'other Metal memory',
  maxAllowedBytes: 'allowed at most',
  requestedTokens: 'asked for, tokens',
  promptTokens: 'prompt, tokens',
  promptDoneTokens: 'prompt, tokens, read so far',
  tokensPerSecond: 'pace',
}

const nameWidth = Math.max(...Object.values(names).map(({ length }) => length))
const maxPathLength = 400

/** What a log states, a line each; empty where it states nothing. */
export function logFactLines({ modelPath, ...figures }: LogFacts): readonly string[] {
  const values = new Map(Object.entries(figures))
  const lines = Object.entries(names).flatMap(([key, name]) => {
    const value = values.get(key)
    return value === undefined ? [] : [row(name, formatted(key, value))]
  })
  return modelPath === undefined
    ? lines
    : [row('model', printable(modelPath, maxPathLength)), ...lines]
}

const row = (name: string, value: string): string => `${name.padEnd(nameWidth)}  ${value}`

/** By the unit at the end of its name. */
function formatted(key: string, value: number): string {
  if (key.endsWith('Bytes')) return formatBytes(value)
  return key === 'tokensPerSecond' ? formatPace(value) : formatCount(value)
}
