import type { ServerKind } from '../../../shared/server.ts'

/** What a model does, as an answer tells it; `null` and a missing key both say: not told. */
export interface ModelFacts {
  /** As the server knows it: that of a loaded instance before its key. Absent where the answer names no model. */
  readonly id?: string
  readonly instanceId?: string
  readonly state?: 'loaded' | 'loading' | 'unloading' | 'sleeping' | 'unloaded' | null
  readonly activity?: Activity | null
  /** Memory of the loaded model, GPU and CPU; never the size of a file. */
  readonly sizeBytes?: number | null
  readonly vramBytes?: number | null
  readonly cpuBytes?: number | null
  readonly gpuRatio?: number | null
  readonly fileBytes?: number | null
  /** The file of its weights. */
  readonly path?: string | null
  readonly weightsBytes?: number | null
  readonly kvBytes?: number | null
  /** Of the loaded model; of one slot where an answer tells it by slot. */
  readonly contextTokens?: number | null
  readonly contextUsedTokens?: number | null
  readonly maxContextTokens?: number | null
  readonly parallel?: number | null
  readonly flashAttention?: boolean | null
  readonly expiresAtMs?: number | null
  readonly ttlMs?: number | null
  readonly lastUsedAtMs?: number | null
  readonly quantization?: string | null
  /** In lower case: `gguf`, `mlx`. */
  readonly format?: string | null
  readonly backend?: string | null
  readonly mode?: string | null
  readonly queueLength?: number | null
  /** The server behind a proxy that runs it. */
  readonly upstreamUrl?: string | null
  readonly isRemote?: boolean | null
}

export type Activity = 'idle' | 'busy'

/** One of the requests that a llama-server works at side by side. */
export interface SlotFacts {
  readonly id: number
  readonly contextTokens: number | null
  readonly usedTokens: number | null
  readonly isProcessing: boolean
  /** Of the request that it works at, or worked at last. */
  readonly taskId: number | null
  readonly decodedTokens: number | null
}

export type ErrorKind = 'auth' | 'busy' | 'notFound' | 'badRequest' | 'disabled'

/** The request by which a model would be unloaded. */
export interface UnloadRequest {
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly body: Readonly<Record<string, unknown>> | null
}

/**
 * What one answer of a server says, or several of them merged: bytes, tokens, milliseconds, ratios from 0 to 1, instants of
 * the Unix epoch. A missing key: the answer does not say it.
 */
export interface ServerFacts {
  readonly serverKind?: ServerKind | null
  readonly parentServerKind?: ServerKind | null
  /** Without a leading v and without what stands behind a blank. */
  readonly version?: string | null
  /** It answers and can take requests. */
  readonly isReady?: boolean | null
  readonly isSleeping?: boolean | null
  /** It has been seen asleep: some questions would keep it awake. */
  readonly fallsAsleep?: boolean | null
  readonly activity?: Activity | null
  readonly idleMs?: number | null
  readonly uptimeMs?: number | null
  readonly startedAtMs?: number | null
  /** Requests that wait; requests in work. */
  readonly queueLength?: number | null
  readonly runningRequests?: number | null
  readonly kvRatio?: number | null
  readonly tokensPerSecond?: number | null
  readonly promptTokensPerSecond?: number | null
  readonly promptTokens?: number | null
  readonly generatedTokens?: number | null
  readonly promptTokensTotal?: number | null
  readonly generatedTokensTotal?: number | null
  readonly timeToFirstTokenMs?: number | null
  readonly loadMs?: number | null
  /** The engine inside the server. */
  readonly runtime?: string | null
  /** false: its memory figures are constants, zeros or of the whole machine, and must not pass for those of its models. */
  readonly memoryUsable?: boolean | null
  readonly deviceType?: string | null
  readonly vramTotalBytes?: number | null
  readonly vramFreeBytes?: number | null
  readonly vramUsedBytes?: number | null
  readonly ramTotalBytes?: number | null
  readonly ramUsedBytes?: number | null
  readonly swapUsedBytes?: number | null
  readonly estimateGpuBytes?: number | null
  readonly estimateTotalBytes?: number | null
  readonly estimateAllowed?: boolean | null
  readonly canUnload?: boolean | null
  readonly unloadAccepted?: boolean | null
  readonly unloadedCount?: number | null
  readonly unloadedIds?: readonly string[] | null
  readonly unloadRequest?: UnloadRequest | null
  readonly doneReason?: string | null
  readonly errorKind?: ErrorKind | null
  readonly errorMessage?: string | null
  readonly port?: number | null
  readonly nodeId?: string | null
  readonly modelBlob?: string | null
  /** Of all slots together. */
  readonly contextTokens?: number | null
  readonly parallel?: number | null
  readonly metricsEnabled?: boolean | null
  readonly slotsEnabled?: boolean | null
  readonly slots?: readonly SlotFacts[] | null
  /** Empty: none. null: the answer says nothing about models. */
  readonly models?: readonly ModelFacts[] | null
}
