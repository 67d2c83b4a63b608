import type { EngineLine, Limit } from '../../shared/snapshot.ts'
import { defaultLimitBytes, type LimitEra } from './default-limit.ts'

/** All that can tell the limit of a Mac; null where it does not. */
export interface LimitSigns {
  readonly ramBytes: number
  readonly metal: { readonly limitBytes: number; readonly maxBufferBytes: number | null } | null
  /** `iogpu.wired_limit_mb` in bytes; null or 0 where macOS chooses. */
  readonly overrideBytes: number | null
  readonly engineLogBytes: number | null
  /** null: the lower of both eras is taken. */
  readonly era: LimitEra | null
}

/** In the order of design §2: Metal, the override, an engine's log, the rule by RAM and macOS. Never above RAM. */
export function limitOf({
  ramBytes,
  metal,
  overrideBytes,
  engineLogBytes,
  era,
}: LimitSigns): Limit {
  const { limitBytes, source } = bestOf({ ramBytes, metal, overrideBytes, engineLogBytes, era })
  return {
    limitBytes,
    source,
    isEstimated: source === 'rule',
    overrideBytes,
    maxBufferBytes: metal?.maxBufferBytes ?? null,
    engineLines: engineLinesOf(limitBytes, ramBytes),
  }
}

function bestOf({
  ramBytes,
  metal,
  overrideBytes,
  engineLogBytes,
  era,
}: LimitSigns): Pick<Limit, 'limitBytes' | 'source'> {
  const within = (bytes: number): number => Math.min(bytes, ramBytes)
  if (metal !== null) return { limitBytes: within(metal.limitBytes), source: 'metal' }
  if (overrideBytes !== null && overrideBytes > 0)
    return { limitBytes: within(overrideBytes), source: 'wired-limit' }
  if (engineLogBytes !== null) return { limitBytes: within(engineLogBytes), source: 'engine-log' }
  const byRule = (one: LimitEra): number => defaultLimitBytes(ramBytes, one)
  const limitBytes = era === null ? Math.min(byRule('up-to-15'), byRule('from-26')) : byRule(era)
  return { limitBytes, source: 'rule' }
}

/** PyTorch's high watermark for MPS, and MLX's block limit (macos-sources §5, ml-explore/mlx allocator.cpp). */
const pyTorchShare = 1.7
const mlxShare = 1.5
const mlxShareOfRam = 0.95

/** What engines do beyond the limit (design §2), the lowest line first; lines above RAM are left out. */
export function engineLinesOf(limitBytes: number, ramBytes: number): readonly EngineLine[] {
  const lines: readonly EngineLine[] = [
    { engine: 'llama.cpp', lineBytes: limitBytes, beyond: 'fails' },
    { engine: 'Ollama', lineBytes: limitBytes, beyond: 'fails' },
    {
      engine: 'MLX',
      lineBytes: Math.floor(Math.min(mlxShare * limitBytes, mlxShareOfRam * ramBytes)),
      beyond: 'refuses',
    },
    { engine: 'PyTorch', lineBytes: Math.floor(pyTorchShare * limitBytes), beyond: 'refuses' },
  ]
  return lines
    .filter(({ lineBytes }) => lineBytes <= ramBytes)
    .toSorted((a, b) => a.lineBytes - b.lineBytes)
}
