import { sinceBuild } from './estimate/engine-build.ts'

/**
 * Since when engines have the options that Headroom names: what a version lacks is never advised for it. Where only the day of a
 * change is known, its build is the one of that day or a little later (estimate/engine-build.ts), so that none is named too early.
 */

/** llama-server, by the number of its build. */
export const llamaOptionSince = {
  /** `-c`, `-ngl`, `-m`: since there were builds. */
  contextTokens: 0,
  gpuLayers: 0,
  /** `-np` of the server (#3677, 2023-10-22). */
  parallel: 1_450,
  /** `-ub` (#6017, 2024-03-14). */
  ubatch: 2_450,
  /** `-fa` (#5021, 2024-04-30), at first without a word behind it. */
  flash: 2_800,
  /** `-ctk` and `-ctv` of one quantised type: Metal computes with those since #10149 (2024-11-06). */
  kvType: 4_060,
  /** `--kv-unified` (#14363). */
  unified: sinceBuild.streams,
  /** `--cpu-moe` (#14992) and `--n-cpu-moe` (#15077; release b6089). */
  cpuMoe: 6_089,
  /** `-fa on`, `off` or `auto` (#15434): a bare `-fa` would take the next word with it. */
  flashWord: sinceBuild.flashAuto,
  /** `--cache-ram` (#16391). */
  cacheRam: sinceBuild.promptCache,
  /** `--fit` (inference-logs.md §2: 2025-12-15). */
  fit: 7_407,
} as const

export type LlamaOption = keyof typeof llamaOptionSince

/** `build` null: one of today, which has them all. */
export const hasLlamaOption = (option: LlamaOption, build: number | null): boolean =>
  build === null || build >= llamaOptionSince[option]

/** In some builds `-np 1` still means four slots, unless they share one cache. */
export const needsUnified = (build: number | null): boolean =>
  build !== null && build >= sinceBuild.fourSlots && build < sinceBuild.oneSlotIsOne

/** One request at a time. */
export const oneSlotWords = (build: number | null): readonly string[] => [
  '-np',
  '1',
  ...(needsUnified(build) ? ['-kvu'] : []),
]

export type Version = readonly [major: number, minor: number, patch: number]

/** Ollama, by its version. */
export const ollamaOptionSince = {
  /** `/set parameter` of a chat, and `PARAMETER` of a Modelfile (its docs of 2023-11). */
  parameter: [0, 1, 8],
  /** OLLAMA_NUM_PARALLEL (release notes of 0.1.33). */
  parallel: [0, 1, 33],
  /** OLLAMA_FLASH_ATTENTION (#4120). */
  flash: [0, 1, 39],
  /** OLLAMA_KV_CACHE_TYPE (#6279; release notes of 0.5.0). */
  kvType: [0, 5, 0],
  /** OLLAMA_CONTEXT_LENGTH (release notes of 0.5.13). */
  contextLength: [0, 5, 13],
} as const satisfies Readonly<Record<string, Version>>

export type OllamaOption = keyof typeof ollamaOptionSince

/** `version` null, or one that tells nothing: one of today. */
export const hasOllamaOption = (option: OllamaOption, version: string | null): boolean =>
  isSince(version, ollamaOptionSince[option])

/** Programs of mlx-lm, by its version. */
export const mlxOptionSince = {
  /** `mlx_lm.generate --kv-bits` (mlx-examples#1075, 2024-10-31); neither mlx_lm.chat nor the server has it. */
  kvBits: [0, 20, 0],
  /** `mlx_lm.server --decode-concurrency`: the server answers several requests at once only since then. */
  decodeConcurrency: [0, 30, 0],
} as const satisfies Readonly<Record<string, Version>>

export type MlxOption = keyof typeof mlxOptionSince

export const hasMlxOption = (option: MlxOption, version: string | null): boolean =>
  isSince(version, mlxOptionSince[option])

const isSince = (version: string | null, since: Version): boolean => {
  const own = version === null ? null : versionIn(version)
  return own === null || !isVersionBefore(own, since)
}

// 0.24.0   v0.5.12-rc1   (builds of Ollama from source call themselves 0.0.0, which tells nothing)
export function versionIn(text: string): Version | null {
  const [, ...digits] = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})/.exec(text.trim()) ?? []
  const [major = 0, minor = 0, patch = 0] = digits.map(Number)
  return major + minor + patch === 0 ? null : [major, minor, patch]
}

export function isVersionBefore(own: Version, other: Version): boolean {
  const index = own.findIndex((part, at) => part !== other[at])
  return index !== -1 && (own[index] ?? 0) < (other[index] ?? 0)
}

/** Releases of late 2026 are named v0.x and count their builds anew (server-apis.md §4.6): a small number tells nothing. */
const leastBuild = 1_000
const maxDigits = 6

// b9400, 9400, b10470-34af94cd9
/** The build in what a llama.cpp says of its version; null where it tells nothing. */
export function llamaBuildIn(version: string): number | null {
  const digits = /^b?(\d+)(?:$|[^.\d])/.exec(version)?.[1]
  if (digits === undefined || digits.length > maxDigits) return null
  const build = Number(digits)
  return build < leastBuild ? null : build
}
