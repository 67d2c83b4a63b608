import { describe, expect, test } from 'vitest'
import type { PowerSourceChoice } from '../../../src/shared/settings.ts'
import { valueOf } from '../../world.ts'
import {
  macmonFile,
  macmonLine,
  powerDocument,
  readPower,
  settled,
  withMacmon,
  withPowermetrics,
} from './streams.ts'

describe('power is read, where the user has chosen by what,', () => {
  test.each([
    ['powermetrics', 'the settings say powermetrics, which needs permission'],
    ['macmon', 'the settings say macmon, which is not installed'],
    ['off', 'it is off in the settings'],
  ] as const)('by nobody where %s is chosen and not to be had', async (choice, reason) => {
    const world = new Map()
    if (choice !== 'powermetrics') withPowermetrics(world)
    if (choice !== 'macmon') withMacmon(world)
    const { read, begun } = readPower(world, () => choice)
    expect(await read()).toMatchObject({ kind: 'absent', reason })
    expect(begun).toEqual([])
  })

  test.each([
    ['powermetrics', '/usr/bin/powermetrics'],
    ['macmon', macmonFile],
  ] as const)('by %s where that is chosen, whatever else is there', async (choice, program) => {
    const { read, running } = readPower(withMacmon(withPowermetrics(new Map())), () => choice)
    void read()
    await settled()
    expect(running().program).toBe(program)
  })

  test('by another from the next question on, when that is chosen', async () => {
    let choice: PowerSourceChoice = 'auto'
    const world = withMacmon(withPowermetrics(new Map()))
    const { read, running, begun } = readPower(world, () => choice)
    const first = read()
    await settled()
    running().print(powerDocument(3_500))
    expect(valueOf(await first)).toMatchObject({ source: 'powermetrics' })
    choice = 'macmon'
    const second = read()
    await settled()
    running().print(macmonLine(17.5))
    expect(valueOf(await second)).toMatchObject({ source: 'macmon', gpuWatts: 17.5 })
    choice = 'off'
    expect(await read()).toMatchObject({ kind: 'absent', reason: 'it is off in the settings' })
    expect(begun.map(({ program }) => program)).toEqual(['/usr/bin/powermetrics', macmonFile])
    expect(begun.every(({ isRunning }) => !isRunning())).toBe(true)
  })
})
