import { expect, test } from 'vitest'
import { createPythonLibraries } from '../../../src/main/monitor/servers/python-libraries.ts'
import type { MappedFile } from '../../../src/main/probes/mapped-file.ts'
import { running } from '../../inference/server-told.ts'
import { askerOf } from '../../world.ts'

const mlx: MappedFile = { path: '/venv/mlx/lib/libmlx.dylib', bytes: 30e6 }

/** A Python of 2 GB, and what it has mapped. */
function python() {
  const one = running('python3 train.py')
  let mapped: readonly MappedFile[] = []
  const libraries = createPythonLibraries({
    mappedFiles: async () => ({ kind: 'ok', value: mapped, atMs: 0, tookMs: 0 }),
    memoryAt: () => () => ({ bytes: 2e9, kind: 'footprint' }),
  })
  return {
    map: (...files: readonly MappedFile[]) => {
      mapped = files
    },
    computesAt: async (second: number): Promise<boolean> => {
      await libraries.learn(askerOf(new Map(), second * 1_000), [one])
      return libraries.computes(one)
    },
  }
}

test('a big Python that maps its library later is looked at again', async () => {
  const { map, computesAt } = python()
  expect(await computesAt(1_000)).toBe(false)
  map(mlx)
  expect(await computesAt(1_029)).toBe(false)
  expect(await computesAt(1_030)).toBe(true)
})

test('and at once when the clock was set back', async () => {
  const { map, computesAt } = python()
  expect(await computesAt(1_000)).toBe(false)
  map(mlx)
  expect(await computesAt(900)).toBe(true)
})
