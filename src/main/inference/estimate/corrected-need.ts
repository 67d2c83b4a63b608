import type { LogFacts, LogFigures } from '../../../shared/log-facts.ts'
import { exactly, type Need, type NeedPart, type PartName } from './need.ts'

/** The figures of a log that are one part: on Metal, and on the CPU or the host. */
const figuresOf: Readonly<
  Partial<Record<PartName, readonly [gpu: keyof LogFigures, cpu: keyof LogFigures]>>
> = {
  weights: ['gpuModelBytes', 'cpuModelBytes'],
  kv: ['gpuKvBytes', 'cpuKvBytes'],
  recurrent: ['gpuRecurrentBytes', 'cpuRecurrentBytes'],
  compute: ['gpuComputeBytes', 'cpuComputeBytes'],
  output: ['gpuOutputBytes', 'cpuOutputBytes'],
}

/** What the log of a load has said so far, in the place of what was estimated; the same need where it tells nothing of it. */
export function correctedNeed(need: Need, facts: LogFacts | null): Need {
  // the buffers of a draft model are summed with the model's
  if (facts === null || need.parts.some(({ name }) => name === 'draft')) return need
  const parts = need.parts.map((part) => corrected(part, facts))
  return parts.every((part, index) => part === need.parts[index]) ? need : { ...need, parts }
}

function corrected(part: NeedPart, facts: LogFacts): NeedPart {
  const names = figuresOf[part.name]
  if (names === undefined) return part
  const [onGpuBytes, onCpuBytes] = [bytesIn(facts, names[0]), bytesIn(facts, names[1])]
  if (onGpuBytes === null && onCpuBytes === null) return part
  // until the GPU's own line has come, the CPU's says nothing of it
  const isHalf = onGpuBytes === null && part.onGpuBytes > 0
  if (isHalf) return part
  return {
    ...part,
    bytes: (onGpuBytes ?? 0) + (onCpuBytes ?? part.bytes - part.onGpuBytes),
    onGpuBytes: onGpuBytes ?? 0,
    band: exactly,
    basis: 'exact',
    formula: 'as its log says',
  }
}

const bytesIn = (facts: LogFacts, name: keyof LogFigures): number | null => facts[name] ?? null

/** What a change would come to, as far off as the estimate was found to be: by what its log has said of each part. */
export function correctedChange(changed: Need, base: Need, corrected: Need): Need {
  if (corrected === base) return changed
  const parts = changed.parts.map((part): NeedPart => {
    const was = base.parts.find(({ name }) => name === part.name)
    const is = corrected.parts.find(({ name }) => name === part.name)
    if (was === undefined || is === undefined || was === is) return part
    const onGpuBytes = scaled(part.onGpuBytes, was.onGpuBytes, is.onGpuBytes)
    const elsewhereBytes = scaled(inRamAlone(part), inRamAlone(was), inRamAlone(is))
    return { ...part, onGpuBytes, bytes: onGpuBytes + elsewhereBytes }
  })
  return { ...changed, parts }
}

const inRamAlone = ({ bytes, onGpuBytes }: NeedPart): number => bytes - onGpuBytes

const scaled = (bytes: number, wasBytes: number, isBytes: number): number =>
  wasBytes === 0 ? bytes : Math.round((bytes / wasBytes) * isBytes)
