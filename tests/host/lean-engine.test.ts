import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { createBusyWatch, keepLean } from '../../src/main/host/lean-engine.ts'
import { numberIn } from '../../src/shared/parse.ts'
import { fromRoot } from '../from-root.ts'

/** An engine that notes its flags; `tick`: a second in which it has worked so long. */
function engine() {
  const flags: string[] = []
  let cpuMs = 400
  let nowMs = 0
  let newSpaceBytes = 2e6
  const setFlag = (flag: string): void => void flags.push(flag)
  keepLean({ setFlag })
  const told = createBusyWatch({
    setFlag,
    cpuMs: () => cpuMs,
    nowMs: () => nowMs,
    newSpaceBytes: () => newSpaceBytes,
  })
  const tick = (workedMs: number): void => {
    nowMs += 1_000
    cpuMs += workedMs
    told()
  }
  const grow = (bytes: number): void => void (newSpaceBytes = bytes)
  return { tick, grow, taken: () => flags.splice(0) }
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

  test('lets new objects have room enough, and no more', () => {
    const { tick, grow, taken } = engine()
    taken()
    grow(33e6)
    tick(12)
    expect(taken()).toEqual([]) // it was never let grow
    grow(2e6)
    for (const workedMs of [300, 300, 300]) tick(workedMs)
    taken()
    grow(8e6)
    tick(300)
    expect(taken()).toEqual([])
    grow(17e6)
    for (let second = 0; second < 10; second++) tick(300)
    expect(taken()).toEqual(['--semi-space-growth-factor=1'])
  })

  test('the real one is bounded', () => {
    const script = fromRoot('tests/host/busy-engine-child.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const leanBytes = numberIn(stdout, /"leanBytes":(\d+)/)
    const grownBytes = numberIn(stdout, /"grownBytes":(\d+)/)
    expect(leanBytes).toBeLessThan(4e6)
    expect(grownBytes).toBeGreaterThan(8e6)
    expect(grownBytes).toBeLessThan(70e6)
  })
})
