import { describe, expect, test } from 'vitest'
import type { PowerSourceChoice } from '../../../src/shared/settings.ts'
import { askerOf, valueOf } from '../../world.ts'
import {
  macmonFile,
  macmonLine,
  mactopFile,
  mactopLine,
  powerDocument,
  readPower,
  settled,
  statOf,
  withMacmon,
  withMactop,
  withPowermetrics,
} from './streams.ts'

describe('power is read, where the user has chosen by what,', () => {
  test.each([
    ['powermetrics', 'the settings say powermetrics, which needs permission'],
    ['macmon', 'the settings say macmon, which is not installed'],
    ['mactop', 'the settings say mactop, which is not installed'],
    ['off', 'it is off in the settings'],
  ] as const)('by nobody where %s is chosen and not to be had', async (choice, reason) => {
    const world = new Map()
    if (choice !== 'powermetrics') withPowermetrics(world)
    if (choice !== 'macmon') withMacmon(world)
    if (choice !== 'mactop') withMactop(world)
    const { read, begun } = readPower(world, () => choice)
    expect(await read()).toMatchObject({ kind: 'absent', reason })
    expect(begun).toEqual([])
  })

  test.each([
    ['powermetrics', '/usr/bin/powermetrics'],
    ['macmon', macmonFile],
    ['mactop', mactopFile],
  ] as const)('by %s where that is chosen, whatever else is there', async (choice, program) => {
    const { read, running } = readPower(
      withMactop(withMacmon(withPowermetrics(new Map()))),
      () => choice,
    )
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

describe('the best there is', () => {
  test('is mactop where neither of the others may be run', async () => {
    const { read, running } = readPower(withMactop(new Map()))
    const reading = read()
    await settled()
    expect(running().program).toBe(mactopFile)
    running().print(mactopLine(6.5))
    expect(valueOf(await reading)).toEqual({
      source: 'mactop',
      gpuWatts: 6.5,
      cpuWatts: 2.5,
      gpuClockHertz: 462e6,
    })
  })

  test('is macmon where both are there, and mactop where others may change that macmon', async () => {
    const both = withMactop(withMacmon(new Map()))
    const first = readPower(both)
    void first.read()
    await settled()
    expect(first.running().program).toBe(macmonFile)
    const second = readPower(new Map(both).set(`stat ${macmonFile}`, statOf('file', 0o777)))
    void second.read()
    await settled()
    expect(second.running().program).toBe(mactopFile)
  })

  test.each(['auto', 'macmon'] as const)(
    'is none where others may change the only one: it says so (%s)',
    async (choice) => {
      const world = withMacmon(new Map()).set(`stat ${macmonFile}`, statOf('file', 0o777))
      const { read, begun } = readPower(world, () => choice)
      expect(await read()).toMatchObject({
        kind: 'absent',
        reason: 'others may change the macmon that is installed: Headroom does not run it',
      })
      expect(begun).toEqual([])
    },
  )
})

test('asked anew, one that rests after a failure is begun at once, and one that runs is chosen again', async () => {
  const world = withMacmon(new Map())
  const { power, running, begun } = readPower(world)
  // as the clock of the fake host stands: the failure is a moment ago
  const read = () => power.read(askerOf(world, 1_795_200_000_000))
  const first = read()
  await settled()
  running().end('exit 1')
  await first
  expect(await read()).toMatchObject({ kind: 'failed' })
  power.stop('unwatched')
  expect(await read()).toMatchObject({ kind: 'failed' })
  power.stop('anew')
  const second = read()
  await settled()
  running().print(macmonLine(3))
  expect(valueOf(await second)).toMatchObject({ source: 'macmon' })
  withPowermetrics(world)
  power.stop('anew')
  const third = read()
  await settled()
  running().print(powerDocument(3_500))
  expect(valueOf(await third)).toMatchObject({ source: 'powermetrics' })
  expect(begun.map(({ isRunning }) => isRunning())).toEqual([false, false, true])
})
