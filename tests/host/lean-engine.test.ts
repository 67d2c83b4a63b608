import { describe, expect, test } from 'vitest'
import { createBusyWatch, keepLean } from '../../src/main/host/lean-engine.ts'

/** An engine that notes its flags; `tick`: a second in which it has worked so long. */
function engine() {
  const flags: string[] = []
  let cpuMs = 400
  let nowMs = 0
  const setFlag = (flag: string): void => void flags.push(flag)
  keepLean({ setFlag })
  const told = createBusyWatch({
    setFlag,
    cpuMs: () => cpuMs,
    nowMs: () => nowMs,
  })
  const tick = (workedMs: number): void => {
    nowMs += 1_000
    cpuMs += workedMs
    told()
  }
  return { tick, taken: () => flags.splice(0) }
}

describe('a lean engine', () => {
  test('neither grows nor optimises while little is done', () => {
    const { tick, taken } = engine()
    expect(taken()).toEqual(['--semi-space-growth-factor=1', '--no-maglev', '--no-turbofan'])
    for (let second = 0; second < 100; second++) tick(12)
    expect(taken()).toEqual([])
  })

  test('is the usual one after three busy ticks in a row, and stays so', () => {
    const { tick, taken } = engine()
    taken()
    for (const workedMs of [300, 250, 12, 300, 250]) tick(workedMs)
    expect(taken()).toEqual([])
    tick(120)
    expect(taken()).toEqual(['--semi-space-growth-factor=2', '--maglev', '--turbofan'])
    for (const workedMs of [12, 12, 300, 300, 300, 300]) tick(workedMs)
    expect(taken()).toEqual([])
  })
})
