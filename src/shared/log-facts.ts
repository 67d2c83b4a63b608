/**
 * What a log itself states of one load and of what came after it: bytes, tokens, counts, as computed from the printed number
 * in the unit that the program means. A missing key: the log does not say it. `gpu`: the lines of Metal; `cpu`: those of the
 * CPU and of buffers on the host.
 */
export interface LogFacts extends LogFigures {
  readonly modelPath?: string
}

export interface LogFigures {
  readonly contextTokens?: number
  /** Of one request, of one slot. */
  readonly contextTokensPerSequence?: number
  readonly slotCount?: number
  /** Without the output layer: `offloaded 29/29` is 28 layers. */
  readonly layerCount?: number
  readonly offloadedLayers?: number
  /** Counts the output layer. */
  readonly totalLayers?: number
  readonly gpuModelBytes?: number
  readonly gpuKvBytes?: number
  readonly gpuRecurrentBytes?: number
  readonly gpuComputeBytes?: number
  readonly gpuOutputBytes?: number
  readonly cpuModelBytes?: number
  readonly cpuKvBytes?: number
  readonly cpuRecurrentBytes?: number
  readonly cpuComputeBytes?: number
  readonly cpuOutputBytes?: number
  /** Columns of a memory breakdown, of its GPU row: KV cache and recurrent state; model, context and compute; the device. */
  readonly breakdownContextBytes?: number
  readonly breakdownSelfBytes?: number
  readonly breakdownTotalBytes?: number
  /** Of the device, as this process sees it: the limit less what it holds itself. */
  readonly freeBytes?: number
  /** recommendedMaxWorkingSetSize. */
  readonly limitBytes?: number
  /** Of ONE buffer (Metal's maxBufferLength). */
  readonly maxBufferBytes?: number
  /** What was asked for and refused. */
  readonly triedBytes?: number
  /** What the device, or the program, held in all: the last figure printed. */
  readonly allocatedBytes?: number
  /** PyTorch: `other allocations`, `max allowed`. */
  readonly otherBytes?: number
  readonly maxAllowedBytes?: number
  /** Of a request, against the context. */
  readonly requestedTokens?: number
  readonly promptTokens?: number
  /** How many of them have been read into the cache. */
  readonly promptDoneTokens?: number
  /** What the program says is there for the load, and what it says that the load needs in all. */
  readonly availableBytes?: number
  readonly requiredBytes?: number
  readonly systemTotalBytes?: number
  readonly systemFreeBytes?: number
  /** ComfyUI's `Total VRAM`: on a Mac all of its RAM, which is no limit. */
  readonly vramTotalBytes?: number
  /** What an MLX server has set for itself. */
  readonly allocationLimitBytes?: number
  readonly cacheLimitBytes?: number
  /** Prompt caches, as an MLX server prints them. */
  readonly promptCacheBytes?: number
  readonly tokensPerSecond?: number
}
