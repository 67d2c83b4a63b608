import type { LogFacts } from '../../../shared/log-facts.ts'
import type { LogNoticeFigures } from '../../../shared/log-notice.ts'
import { formatBytes, formatTokens } from '../../../shared/units.ts'

/** From this share of a limit on a load is likely to fail, or to crawl (estimate §4.2: the margin of 10 %). */
const nearRatio = 0.9

type MemoryNotice = Extract<LogNoticeFigures, { readonly haveBytes: number }>
type PromptNotice = Extract<LogNoticeFigures, { readonly kind: 'tokens' }>

/**
 * What the figures that a log has printed so far of a load give notice of: that it will not fit. null: nothing. Only figures
 * count, never a line of the failure itself. Of several the one that fails first: on the GPU, else in RAM; then the one that lacks
 * most.
 */
export function loadNoticeIn(facts: LogFacts): MemoryNotice | null {
  const told = [...needed(facts), ...granted(facts)]
  // it is asked at each buffer of a load
  if (told.length === 0) return null
  return told.toSorted((a, b) => rankOf(a) - rankOf(b) || lackOf(b) - lackOf(a))[0] ?? null
}

function rankOf(notice: MemoryNotice): number {
  if (lackOf(notice) <= 0) return 2 // near it
  return notice.line === 'gpu' ? 0 : 1
}

const lackOf = ({ needBytes, haveBytes }: MemoryNotice): number => needBytes - haveBytes

/** That a prompt of so many tokens is longer than the context of one request. */
export function promptNoticeIn(
  promptTokens: number,
  facts: LogFacts,
  isLeast = false,
): PromptNotice | null {
  const contextTokens = facts.contextTokensPerSequence ?? facts.contextTokens
  if (contextTokens === undefined || promptTokens <= contextTokens) return null
  return { kind: 'tokens', promptTokens, contextTokens, ...(isLeast ? { isLeast } : {}) }
}

/** What the program itself says that it needs, and has. */
function needed(facts: LogFacts): readonly MemoryNotice[] {
  const { requiredBytes: needBytes, availableBytes, limitBytes, systemFreeBytes } = facts
  if (needBytes === undefined) return []
  const onGpu = [availableBytes ?? freeAtStart(facts), limitBytes]
    .filter((bytes) => bytes !== undefined)
    .filter((bytes) => needBytes >= nearRatio * bytes)
    .map((haveBytes) => ({ kind: 'needed', needBytes, haveBytes, line: 'gpu' }) as const)
  if (systemFreeBytes === undefined || needBytes <= systemFreeBytes) return onGpu
  return [...onGpu, { kind: 'needed', needBytes, haveBytes: systemFreeBytes, line: 'ram' }]
}

/** What a breakdown says is free is so beside the load. */
const freeAtStart = ({ freeBytes, breakdownTotalBytes }: LogFacts): number | undefined =>
  breakdownTotalBytes ?? freeBytes

/** Metal grants more than it can run: the sizes are the warning (inference-logs.md §0). */
function granted(facts: LogFacts): readonly MemoryNotice[] {
  const { gpuModelBytes = 0, gpuKvBytes = 0, gpuRecurrentBytes = 0, gpuComputeBytes = 0 } = facts
  const buffers = gpuModelBytes + gpuKvBytes + gpuRecurrentBytes + gpuComputeBytes
  const needBytes = Math.max(buffers, facts.allocatedBytes ?? 0)
  const haveBytes = facts.limitBytes ?? facts.allocationLimitBytes ?? freeAtStart(facts)
  if (haveBytes === undefined || needBytes === 0 || needBytes < nearRatio * haveBytes) return []
  return [{ kind: 'granted', needBytes, haveBytes, line: 'gpu' }]
}

/** What a notice says, of a load or of a prompt that has just been named. */
export function noticeSentence(figures: LogNoticeFigures): string {
  switch (figures.kind) {
    case 'needed': {
      const have = formatBytes(figures.haveBytes)
      const there =
        figures.line === 'gpu' ? `the GPU has ${have} for it` : `the system has ${have} free`
      return `it needs ${formatBytes(figures.needBytes)}, and ${there}`
    }
    case 'granted':
      return `it has been granted ${formatBytes(figures.needBytes)} of the GPU's ${formatBytes(figures.haveBytes)}`
    case 'tokens': {
      const orMore = figures.isLeast === true ? ' or more' : ''
      return `the prompt has ${formatTokens(figures.promptTokens)} tokens${orMore}, and the context takes ${formatTokens(figures.contextTokens)}`
    }
  }
}
