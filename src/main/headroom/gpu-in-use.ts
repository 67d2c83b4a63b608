/** The driver drops an idle queue's mappings after seconds; an idle model comes back with its next request. */
export const gpuWindowMs = 3 * 60_000

export interface GpuUse {
  readonly inUseBytes: number
  readonly nowBytes: number
}

/** What is known of GPU memory at one moment. */
export interface GpuSigns {
  /** "In use system memory" and when it was read. */
  readonly atMs: number
  readonly nowBytes: number
  /** Of the models that are loaded now; 0 where nothing is known of any. */
  readonly knownModelBytes: number
  /** How many holders have ended or unloaded since Headroom began to look. */
  readonly endedCount: number
}

interface Sample {
  readonly atMs: number
  readonly bytes: number
}

/**
 * GPU in use (design §2): the most of the last three minutes, or the known bytes of the loaded models where that is more.
 * Where a holder has ended or unloaded the window begins again, so that what it frees shows at once.
 */
export function createGpuInUse(): (signs: GpuSigns) => GpuUse {
  let samples: readonly Sample[] = []
  let endedCount = 0
  return ({ atMs, nowBytes, knownModelBytes, endedCount: nowEnded }) => {
    const isFresh = nowEnded === endedCount
    endedCount = nowEnded
    // a sample of the future: the clock was set back
    const kept = samples.filter(
      (one) => isFresh && one.atMs < atMs && atMs - one.atMs <= gpuWindowMs,
    )
    // what is below a later sample can never be the most again
    samples = [...kept.filter((one) => one.bytes > nowBytes), { atMs, bytes: nowBytes }]
    const most = samples.reduce((bytes, one) => Math.max(bytes, one.bytes), 0)
    return { inUseBytes: Math.max(most, knownModelBytes), nowBytes }
  }
}
