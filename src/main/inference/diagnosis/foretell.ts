import type { LogFacts } from '../../../shared/log-facts.ts'
import { formatBytes, formatTokens } from '../../../shared/units.ts'

/** From this share of a limit on a load is likely to fail, or to crawl (estimate §4.2: the margin of 10 %). */
const nearRatio = 0.9

/**
 * What the figures that a log has printed so far give notice of, as a sentence: a load that will not fit, a request that is too
 * long. null: nothing. Only figures count, never a line of the failure itself.
 */
export function noticeIn(facts: LogFacts): string | null {
  return tokensNotice(facts) ?? neededNotice(facts) ?? grantedNotice(facts)
}

function tokensNotice({
  promptTokens,
  contextTokensPerSequence,
  contextTokens,
}: LogFacts): string | null {
  const there = contextTokensPerSequence ?? contextTokens
  if (promptTokens === undefined || there === undefined || promptTokens <= there) return null
  return `the prompt has ${formatTokens(promptTokens)} tokens, and the context takes ${formatTokens(there)}`
}

/** What the program itself says that it needs, and has. */
function neededNotice(facts: LogFacts): string | null {
  const { requiredBytes: need, availableBytes, freeBytes, limitBytes, systemFreeBytes } = facts
  if (need === undefined) return null
  const there = availableBytes ?? freeBytes
  if (there !== undefined && need >= nearRatio * there) {
    return `it needs ${formatBytes(need)}, and ${formatBytes(there)} are there for it`
  }
  if (limitBytes !== undefined && need >= nearRatio * limitBytes) {
    return `it needs ${formatBytes(need)}, and the GPU's limit is ${formatBytes(limitBytes)}`
  }
  if (systemFreeBytes === undefined || need <= systemFreeBytes) return null
  return `it needs ${formatBytes(need)}, and the system has ${formatBytes(systemFreeBytes)} free`
}

/** Metal grants more than it can run: the sizes are the warning (inference-logs.md §0). */
function grantedNotice(facts: LogFacts): string | null {
  const { gpuModelBytes = 0, gpuKvBytes = 0, gpuRecurrentBytes = 0, gpuComputeBytes = 0 } = facts
  const granted = gpuModelBytes + gpuKvBytes + gpuRecurrentBytes + gpuComputeBytes
  const held = Math.max(granted, facts.allocatedBytes ?? 0)
  const limit = facts.limitBytes ?? facts.allocationLimitBytes ?? facts.freeBytes
  if (limit === undefined || held < nearRatio * limit) return null
  return `it has been granted ${formatBytes(held)} of the GPU's ${formatBytes(limit)}`
}
