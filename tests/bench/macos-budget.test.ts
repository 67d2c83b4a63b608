import { describe, expect, test } from 'vitest'
import { macmonArgv } from '../../src/main/probes/darwin/macmon.ts'
import { sumFigure, sumOf } from './macos/budget.ts'
import { costs, type Cost } from './macos/costs.ts'
import { simulate, simulatedMs, type Scene, type Spent } from './macos/simulate.ts'

const alone: Scene = { isLooked: false, isOnBattery: false, powerBy: null, level: 'usual' }
const watched: Scene = { ...alone, isLooked: true }

const without = (name: string): readonly Cost[] => costs.filter((cost) => cost.name !== name)

const find = (spent: readonly Spent[], name: string): Spent => {
  const found = spent.find(({ cost }) => cost.name === name)
  if (found === undefined) throw new Error(`${name} was not asked`)
  return found
}

const spentOf = (name: string, tookMs: number): Spent => {
  const cost = costs.find((one) => one.name === name)
  if (cost === undefined) throw new Error(`no cost ${name}`)
  return { cost, askedCount: 1, tookMs }
}

const hours = new Map<string, ReturnType<typeof simulate>>()

/** An hour of this scene: played once, however many look at it. */
function hourOf(scene: Scene): ReturnType<typeof simulate> {
  const key = JSON.stringify(scene)
  const hour = hours.get(key) ?? simulate(scene)
  hours.set(key, hour)
  return hour
}

/** All that is asked at all has been asked by then. */
const tenMinutesMs = 600_000

/** Whole hours pass in seconds; where others have all cores, in minutes. */
const timeout = 240_000

describe('the hour of a Mac', { timeout }, () => {
  test('a command whose cost nobody knows makes it fail, and is named', async () => {
    await expect(simulate(alone, without('vm_stat'), tenMinutesMs)).rejects.toThrow(
      /^no cost is known .* of \/usr\/bin\/vm_stat$/,
    )
  })

  test('so does a stream', async () => {
    const scene: Scene = { ...watched, powerBy: 'macmon' }
    await expect(simulate(scene, without('macmon, a sample'), tenMinutesMs)).rejects.toThrow(
      'of /opt/homebrew/bin/macmon pipe -i ',
    )
  })

  test('every row of the table of costs is of something that is asked', async () => {
    const scenes: readonly Scene[] = [
      { ...watched, powerBy: 'powermetrics' },
      { ...watched, powerBy: 'macmon' },
    ]
    const spent = await Promise.all(scenes.map(hourOf))
    const asked = new Set(spent.flat().map(({ cost }) => cost.name))
    expect(costs.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual([])
  })

  test('a command costs its figure as often as it is asked', async () => {
    const { askedCount, tookMs } = find(
      await hourOf({ ...watched, powerBy: 'macmon' }),
      'top, one pass',
    )
    expect(askedCount).toBeGreaterThan(0)
    expect(tookMs).toBe(askedCount * 700)
  })

  test('a stream costs its figure with each sample, as often as its argv says', async () => {
    const spent = find(await hourOf({ ...watched, powerBy: 'macmon' }), 'macmon, a sample')
    const everyMs = Number(macmonArgv('macmon').at(-1))
    expect(spent.tookMs).toBe(spent.askedCount * 15)
    expect(spent.askedCount * everyMs).toBeGreaterThan(simulatedMs * 0.99)
    expect(spent.askedCount * everyMs).toBeLessThanOrEqual(simulatedMs)
  })

  test('footprint costs by the number of its pids', async () => {
    const { askedCount, tookMs } = find(
      await hourOf({ ...alone, powerBy: 'powermetrics' }),
      'footprint',
    )
    expect(tookMs / askedCount).toBe(40 + 4 * 27)
  })

  test('nobody looking, neither top nor a stream of power runs', async () => {
    const spent = await hourOf({ ...alone, powerBy: 'powermetrics' })
    const names = spent.map(({ cost }) => cost.name)
    expect(names).not.toContain('top, one pass')
    expect(names).not.toContain('powermetrics, a sample')
  })
})

describe('the sum of an hour', () => {
  test('it is a share of one core', () => {
    expect(sumOf([spentOf('vm_stat', 18_000), spentOf('file', 18_000)])).toBe(1)
  })

  test('it says by how much it misses its bar, and what each kind of figure has in it', () => {
    const hour = [spentOf('top, one pass', 90_000), spentOf('vm_stat', 54_000)]
    const figure = sumFigure('sum', { least: hour, usual: hour, most: hour }, { most: 3 })
    expect(figure.value).toBe(4)
    expect(figure.note).toBe(
      '1.00 % over its bar; largest: top, one pass 2.50 %, vm_stat 1.50 %; of the sum 2.50 % processor time, 1.50 % elapsed time, 0.000 % assumed; by the least and the most published: 4.00 % to 4.00 %',
    )
  })

  test('it says nothing of a miss where its bar holds', () => {
    const hour = [spentOf('vm_stat', 18_000)]
    const figure = sumFigure('sum', { least: hour, usual: hour, most: hour }, { most: 0.5 })
    expect(figure.note).toMatch(/^largest: vm_stat 0\.50 %;/)
  })
})
