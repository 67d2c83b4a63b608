import { expect } from 'vitest'
import { allRules } from '../../../src/main/alerts/all-rules.ts'
import { createAlerts } from '../../../src/main/alerts/alerts.ts'
import { defaultAlertSettings } from '../../../src/shared/alert-settings.ts'
import type { Server } from '../../../src/shared/server.ts'
import type { Limit, Snapshot } from '../../../src/shared/snapshot.ts'
import { GB, known, macAt, serverOf, t0, type MacFigures } from '../../alerts/moments.ts'
import { wordsOf } from './alert-words.ts'
import { unknownOf } from './books.ts'

/** What all rules say of these Snapshots, one after the other; what has to last is told at once. */
export function toldOf(snapshots: readonly Snapshot[]): readonly string[] {
  const alerts = createAlerts({
    rules: allRules,
    settings: () => ({ ...defaultAlertSettings, on: ['good-news'] }),
    snoozedOf: () => null,
  })
  return snapshots.flatMap((snapshot) => alerts.judge(snapshot, true).flatMap(wordsOf))
}

/** As many Snapshots as there are seconds, `everySeconds` apart. */
export const during = (
  seconds: number,
  everySeconds: number,
  snapshotAt: (atMs: number, second: number) => Snapshot,
): readonly Snapshot[] =>
  Array.from({ length: Math.floor(seconds / everySeconds) + 1 }, (_, index) =>
    snapshotAt(t0 + index * everySeconds * 1_000, index * everySeconds),
  )

/** A Mac, and a machine with a card of its own, whose limits are known, estimated, and not known. */
export function everyLimit(
  rest: Partial<Snapshot> = {},
  figures: MacFigures = {},
): readonly Snapshot[] {
  const mac = macAt(t0, rest, figures)
  const estimated = macAt(t0, rest, { ...figures, isEstimated: true })
  const onCard = <T extends Snapshot>(snapshot: T): T =>
    snapshot.gpu.kind === 'ok'
      ? { ...snapshot, gpu: { ...snapshot.gpu, isUnified: false } }
      : snapshot
  const without = { ...mac, limit: { kind: 'absent', reason: 'not told' } as const }
  return [mac, estimated, onCard(mac), onCard(estimated), without]
}

/** A limit beyond which the engines do what they do, with room for it in RAM or without. */
export const limitOf = (limitBytes: number, refusesAtBytes: number | null): Limit => ({
  limitBytes,
  source: 'metal',
  isEstimated: false,
  overrideBytes: null,
  maxBufferBytes: null,
  engineLines:
    refusesAtBytes === null
      ? []
      : (['MLX', 'PyTorch'] as const).map((engine) => ({
          engine,
          lineBytes: refusesAtBytes,
          beyond: 'refuses',
        })),
})

/** Of each engine that ends in a way of its own. */
export const everyServer: readonly Server[] = [
  serverOf('s'),
  serverOf('s', { kind: 'mlx-lm', title: 'MLX LM' }),
  serverOf('s', { kind: 'comfyui', title: 'ComfyUI' }),
  serverOf('s', { kind: 'vllm', title: 'vLLM' }),
]

export const every = <T, U, V>(
  first: readonly T[],
  second: readonly U[],
  make: (one: T, other: U) => V,
): readonly V[] => first.flatMap((one) => second.map((other) => make(one, other)))

export const swapOf = (atMs: number, usedBytes: number, outBytesPerSecond: number) =>
  known(atMs, {
    totalBytes: usedBytes + GB,
    usedBytes,
    freeBytes: GB,
    inBytesPerSecond: 0,
    outBytesPerSecond,
  })

/** Each of these parts is told of, and all in words that every language has. */
export function expectKnown(texts: readonly string[], ...parts: readonly string[]): void {
  for (const part of parts)
    expect(
      texts.filter((text) => text.includes(part)),
      part,
    ).not.toEqual([])
  expect(unknownOf(texts)).toEqual([])
}
