import { parseMetalInit } from '../../../src/main/inference/metal-init.ts'
import type { Adapter } from './sample.ts'

export const metalLog: Adapter = ({ text, ramBytes }) => {
  const { limitBytes, limitMb, metalFamily } = parseMetalInit(text)
  const isKnown = limitBytes !== null && ramBytes !== null
  return {
    working_set_limit_mb: limitMb,
    working_set_limit_bytes: limitBytes,
    metal_family: metalFamily,
    percent_of_ram: isKnown ? Math.round((limitBytes / ramBytes) * 1000) / 10 : null,
  }
}
