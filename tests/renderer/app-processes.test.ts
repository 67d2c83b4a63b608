import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { shownProcesses } from '../../src/renderer/popover/app-processes.ts'
import { pid } from '../../src/shared/ids.ts'
import { formatBytes } from '../../src/shared/units.ts'
import { loom } from '../browser/apps-page.ts'

const processesOf = (sizes: readonly number[]) => {
  const [one] = loom.processes
  if (one === undefined) throw new Error('it has one')
  return sizes.map((memoryBytes, at) => ({ ...one, pid: pid(at + 1), memoryBytes }))
}

test('the biggest stand by name, the rest is a count and a sum', () => {
  const { processes, rest } = shownProcesses({
    processes: processesOf([1e8, 9e8, 1e8, 1e8, 1e8, 1e8, 1e8, 1e8, 1e8, 4e8]),
  })
  expect(processes.map(({ process, figure }) => [process.pid, figure]).slice(0, 3)).toEqual([
    [2, '0.9 GB'],
    [10, '0.4 GB'],
    [1, '0.1 GB'],
  ])
  expect(rest).toEqual({ count: 2, figure: '0.2 GB' })
  expect(shownProcesses({ processes: processesOf([1e8, 2e8]) }).rest).toBeNull()
})

test('as they are shown they add up to what the app takes, whatever that is', () => {
  const sizes = array(integer({ min: 0, max: 2e10 }), { minLength: 1, maxLength: 40 })
  assert(
    property(sizes, (all) => {
      const { processes, rest } = shownProcesses({ processes: processesOf(all) })
      const figures = [
        ...processes.map(({ figure }) => figure),
        ...(rest === null ? [] : [rest.figure]),
      ]
      const total = formatBytes(all.reduce((sum, one) => sum + one, 0))
      const [, unit = ''] = total.split(' ')
      expect(figures.every((figure) => figure.endsWith(` ${unit}`))).toBe(true)
      const sum = figures.reduce((before, figure) => before + Number.parseFloat(figure), 0)
      expect(sum).toBeCloseTo(Number.parseFloat(total), 6)
    }),
  )
})
