import { parseSystemProfile } from '../../../src/main/probes/darwin/system-profiler.ts'
import type { Adapter } from './sample.ts'

export const systemProfiler: Adapter = ({ text }) => {
  const profile = parseSystemProfile(text)
  return {
    chip: profile.processor,
    model_identifier: profile.modelIdentifier,
    memory_bytes: profile.totalBytes,
    cpu_cores: profile.coreCount,
    performance_cores: profile.performanceCoreCount,
    efficiency_cores: profile.efficiencyCoreCount,
    number_processors_raw: profile.numberProcessors,
    gpu_name: profile.gpuName,
    gpu_cores: profile.gpuCoreCount,
    metal: profile.metal,
    display_count: profile.displayCount,
    macos: profile.macosVersion,
  }
}
