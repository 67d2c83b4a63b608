import type { KvCache } from './caches.ts'
import type { Peak } from './compute/graph-allocator.ts'
import { isModelled } from './compute/graph-kinds.ts'
import { graphPeaks } from './compute/model-graph.ts'
import { momentOf, peakFormula } from './compute/peak-formula.ts'
import { phasesOf, type Phase } from './compute/phases.ts'
import type { Hyperparameters } from './hyperparameters.ts'
import type { ResolvedRun } from './run.ts'

/** The buffers that the graph allocator reserves (memory-estimate.md §3): no closed form exists, so it is done as ggml does it. */
export interface ComputeBuffers {
  /** `phases`: the largest moment first, and by the formulas the others where the graph is not known well. */
  readonly device: {
    readonly bytes: number
    readonly phases: readonly Phase[]
  }
  /** Metal's own copy beside flash attention; part of `device.bytes`, and 0 where the largest moment is another. */
  readonly flashCopyBytes: number
  /** On the host, when the layers are on a device. */
  readonly hostBytes: number
}

/** Where we do not know how the layers are built, the larger of what is simulated and of the largest phase. */
export function estimateCompute(
  model: Hyperparameters,
  caches: readonly KvCache[],
  run: ResolvedRun,
): ComputeBuffers {
  const { device, host } = graphPeaks(model, caches, run)
  const { asked } = run
  const hostBytes = asked.device === 'cpu' ? 0 : host.bytes
  const copyBytes = copyIn(device)
  const simulated: Phase = {
    name: momentOf(device),
    bytes: device.bytes,
    formula: peakFormula(device, copyBytes),
  }
  const others = isModelled(model, asked.device) ? [] : phasesOf(model, caches, run)
  const phases = [simulated, ...others].toSorted((a, b) => b.bytes - a.bytes)
  const bytes = phases[0]?.bytes ?? 0
  const flashCopyBytes = phases[0] === simulated ? copyBytes : 0
  return { device: { bytes, phases }, flashCopyBytes, hostBytes }
}

const copyIn = ({ members }: Peak): number =>
  members.reduce((sum, { copyBytes }) => sum + copyBytes, 0)
