import { countIn } from './forms/figure.ts'

/** The override of Metal's working-set limit. */
export interface WiredLimit {
  /** null: there is none, and macOS chooses (it prints 0). May be above RAM: it is passed through as it was set. */
  readonly limitBytes: number | null
  /** iogpu.wired_limit_mb as printed, in MiB; null on macOS 13, which counts in bytes. */
  readonly limitMb: number | null
  /** What it was before, in MiB, where the command has set it. */
  readonly earlierMb: number | null
}

// iogpu.wired_limit_mb: 24576
// iogpu.wired_limit_mb: 0 -> 24576
// debug.iogpu.wired_limit: 25769803776
/** iogpu.wired_limit_mb since macOS 14, in MiB; debug.iogpu.wired_limit on macOS 13, in bytes. null where neither is told. */
export function wiredLimitIn(values: ReadonlyMap<string, string>): WiredLimit | null {
  const mebibytes = values.get('iogpu.wired_limit_mb')?.split(' -> ') ?? []
  const limitMb = countIn(mebibytes.at(-1))
  if (limitMb !== null) {
    const limitBytes = limitMb * 2 ** 20
    if (!Number.isSafeInteger(limitBytes)) return null
    const earlierMb = mebibytes.length > 1 ? countIn(mebibytes[0]) : null
    return { limitBytes: limitBytes || null, limitMb, earlierMb }
  }
  const bytes = countIn(values.get('debug.iogpu.wired_limit')?.split(' -> ').at(-1))
  return bytes === null ? null : { limitBytes: bytes || null, limitMb: null, earlierMb: null }
}
