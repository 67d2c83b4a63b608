/** The driver drops an idle queue's mappings after seconds; an idle model comes back with its next request. */
export const gpuWindowMs = 3 * 60_000

export interface GpuUse {
  readonly inUseBytes: number
  /** The most of the window, whatever is known of models. */
  readonly mostBytes: number
  readonly nowBytes: number
}

/** What is known of GPU memory at one moment. */
export interface GpuSigns {
  /** "In use system memory" and when it was read. */
  readonly atMs: number
  readonly nowBytes: number
  /** Of the models that are loaded now; 0 where nothing is known of any. */
  readonly knownModelBytes: number
  /** Of the smallest of them; null where nothing is known of any. */
  readonly leastModelBytes?: number | null
  /** How many holders have ended or unloaded since Headroom began to look. */
  readonly endedCount: number
}

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

/** So much less than the smallest model holds no model: it is what windows and others have. */
const withoutModelsShare = 0.5

/**
 * GPU in use (design §2): the most of the last three minutes, or the known bytes of the loaded models, with what others were seen to
 * have beside them, where that is more.
 * Where a holder has ended or unloaded the window begins again with the next reading, so that what it frees shows at once.
 */
export function createGpuInUse(): (signs: GpuSigns) => GpuUse {
  let samples: readonly Sample[] = []
  let endedCount = 0
  /** The reading that was the last when a holder ended: it may still count what that one held. */
  let lastBeforeMs = Number.NEGATIVE_INFINITY
  /** The least that others had when all models had dropped out: they breathe, and this figure must not. */
  let othersBytes: number | null = null
  return ({ atMs, nowBytes, knownModelBytes, leastModelBytes = null, endedCount: nowEnded }) => {
    if (nowEnded !== endedCount) {
      endedCount = nowEnded
      lastBeforeMs = atMs
      samples = []
    }
    // the clock was set back
    if (atMs < lastBeforeMs) lastBeforeMs = Number.NEGATIVE_INFINITY
    // a sample of the future is one from before the clock was set back
    const kept = samples.filter((one) => one.atMs < atMs && atMs - one.atMs <= gpuWindowMs)
    // what is below a later sample can never be the most again
    const higher = kept.filter((one) => one.bytes > nowBytes)
    samples = atMs > lastBeforeMs ? [...higher, { atMs, bytes: nowBytes }] : []
    const most = samples.reduce((bytes, one) => Math.max(bytes, one.bytes), nowBytes)
    if (leastModelBytes !== null && nowBytes < withoutModelsShare * leastModelBytes)
      othersBytes = Math.min(nowBytes, othersBytes ?? nowBytes)
    const comesBackBytes = knownModelBytes === 0 ? 0 : knownModelBytes + (othersBytes ?? 0)
    return { inUseBytes: Math.max(most, comesBackBytes), mostBytes: most, nowBytes }
  }
}
