import type { RunsOut } from '../../../src/shared/forecast.ts'
import { appId, modelId, serverId } from '../../../src/shared/ids.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { GB, known, macAt, modelOf, nothingToCome, serverOf } from '../moments.ts'

export const MB = 1e6

/** Room in RAM that ends at this pace. */
export function endingAt(
  roomBytes: number,
  bytesPerSecond: number,
  rest: Partial<RunsOut> = {},
): RunsOut {
  const msLeft = (roomBytes / bytesPerSecond) * 1000
  return {
    line: 'ram',
    lineBytes: 32 * GB,
    roomBytes,
    bytesPerSecond,
    msLeft,
    lowMsLeft: 0.9 * msLeft,
    highMsLeft: 1.1 * msLeft,
    by: 'trend',
    sureness: 'sure',
    toComeBytes: null,
    grower: null,
    ...rest,
  }
}

export const at = (atMs: number, runsOut: RunsOut | null, rest: Partial<Snapshot> = {}): Snapshot =>
  macAt(atMs, { forecast: known(atMs, { ...nothingToCome, runsOut }), ...rest })

export const stress = {
  kind: 'app',
  appId: appId('stress'),
  name: 'stress',
  bytesPerSecond: 98 * MB,
} as const
export const mlxModel = {
  kind: 'model',
  modelId: modelId('qwen3-mlx'),
  serverId: serverId('s'),
  name: 'qwen3-mlx',
  bytesPerSecond: 40 * MB,
} as const
export const mlx: Partial<Snapshot> = {
  servers: [serverOf('s', { kind: 'mlx-lm', title: 'mlx_lm' })],
  models: [modelOf('qwen3-mlx', 12 * GB, { state: 'generating' })],
}
export const gpuLine = { line: 'gpu', lineBytes: 22 * GB } as const
export const everySecond = { everyMs: 1_000 }
export const firstAt = (seen: readonly (readonly unknown[])[]): number =>
  seen.findIndex((alerts) => alerts.length > 0)
