import { describe, test } from 'vitest'
import type { KernelPressure, PressureLevel, Thermal } from '../../../src/shared/snapshot.ts'
import { GB, known, macAt, modelOf, serverOf, t0 } from '../../alerts/moments.ts'
import { during, every, expectKnown, swapOf, toldOf } from './alert-moments.ts'

const servers = [serverOf('s')]
const working = modelOf('qwen3', 9 * GB, { state: 'generating', tokensPerSecond: 12 })
const idle = modelOf('gemma3', 9.1 * GB, { state: 'idle', idleSinceMs: t0 - 720_000 })

describe('of memory pressure, every language knows', () => {
  test('how it stands', () => {
    const kernelOf = (availableBytes: number | null): KernelPressure => ({
      level: null,
      availableRatio: 0.5,
      availableBytes,
      compressorBytes: availableBytes === null ? null : 4 * GB,
      toWarnRatio: 0.03,
      toCriticalRatio: 0.2,
      notWiredOrCompressedRatio: null,
    })
    const stalls = { some10sRatio: 0.18, some60sRatio: 0.1, full10sRatio: 0.25, full60sRatio: 0.1 }
    const levels: readonly PressureLevel[] = ['normal', 'warn', 'critical']
    const kernels = [3 * GB, 9 * GB, null].map(kernelOf)
    const pressures = levels.flatMap((level) => [
      ...kernels.map((kernel) => ({ level, stalls: null, kernel })),
      { level, stalls, kernel: null },
      { level, stalls: null, kernel: null },
    ])
    const texts = pressures.flatMap((pressure) =>
      toldOf([macAt(t0, { servers, models: [idle], pressure: known(t0, pressure) })]),
    )
    expectKnown(
      texts,
      'macOS is running out',
      'Everything is waiting',
      'have to come free',
      'idle 12 min',
    )
  })

  test.each([
    ['in some minutes', 4, 'is short of memory in about'],
    ['soon', 24, 'it compresses more and more, and everything slows down'],
  ])('that it comes %s', (_, available, said) => {
    const texts = toldOf(
      during(120, 5, (atMs, second) => {
        const kernel: KernelPressure = {
          level: null,
          availableRatio: 0.6,
          availableBytes: 9 * GB,
          compressorBytes: 4 * GB,
          toWarnRatio: 0.3 - second * 0.0022,
          toCriticalRatio: 0.5,
          notWiredOrCompressedRatio: null,
        }
        const pressure = known(atMs, { level: 'normal' as const, stalls: null, kernel })
        return macAt(
          atMs,
          { servers, models: [working], pressure },
          { availableBytes: available * GB },
        )
      }),
    )
    expectKnown(texts, 'macOS will soon be short of memory', said)
  })
})

describe('of the machine, every language knows', () => {
  test('its heat', () => {
    const heats = every(
      ['heavy', 'trapping', 'sleeping', null] as const,
      [0.7, null],
      (level, speedLimitRatio): Thermal => ({
        hottestCelsius: null,
        zones: [],
        level,
        speedLimitRatio,
      }),
    )
    const texts = heats.flatMap((heat) =>
      toldOf([macAt(t0, { servers, models: [working], thermal: known(t0, heat) })]),
    )
    expectKnown(texts, 'so high that', 'more slowly', 'of its speed', 'Give it air')
  })

  /** Only macOS tells of its kernel. */
  const kernel: KernelPressure = {
    level: 'normal',
    availableRatio: null,
    availableBytes: null,
    compressorBytes: null,
    toWarnRatio: null,
    toCriticalRatio: null,
    notWiredOrCompressedRatio: null,
  }
  const ofMac = { level: 'normal' as const, stalls: null, kernel }

  test('its disk, and the swap on it', () => {
    const at = (atMs: number, freeBytes: number, pace: number) =>
      macAt(atMs, {
        pressure: known(atMs, ofMac),
        disk: known(atMs, { path: '/', totalBytes: 500 * GB, freeBytes }),
        swap: swapOf(atMs, 4 * GB, pace),
      })
    const texts = every([0.9, 4], [0, 5e6, 500e6], (free, pace) =>
      toldOf([at(t0, free * GB, pace), at(t0 + 5_000, 5.5 * GB, pace)]),
    ).flat()
    expectKnown(texts, 'missing', 'little more', 'Swap grows by', 'Swap holds', 'some space')
  })
})
