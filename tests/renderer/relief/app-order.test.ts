import { expect, test } from 'vitest'
import { numberOf, spokenAppName } from '../../../src/shared/app-name.ts'
import { inOrder } from '../../../src/renderer/relief/app-order.ts'
import type { App } from '../../../src/shared/app.ts'
import { appId } from '../../../src/shared/ids.ts'
import { muchKnown } from '../../web/fake-core.ts'

const appOf = (id: string, gpuRatio: number | null): readonly App[] =>
  muchKnown.apps.slice(0, 1).map((app) => ({ ...app, id: appId(id), name: id, gpuRatio }))
const apps = [appOf('a', null), appOf('b', 0.1), appOf('c', 0), appOf('d', 0.6)].flat()
const idsOf = (all: readonly App[]): readonly string[] => all.map(({ id }) => id)

test('by the GPU the busiest comes first, and last what nobody tells of', () => {
  expect(idsOf(inOrder(apps, 'gpu'))).toEqual(['d', 'b', 'c', 'a'])
  expect(inOrder(apps, 'memory')).toBe(apps)
})

test('two apps of one name are told apart by their process', () => {
  const [a] = apps
  if (a === undefined) throw new Error('there is one')
  expect(spokenAppName('a', numberOf(a, apps))).toBe('a')
  const twin = { ...a, id: appId('twin') }
  expect(spokenAppName('a', numberOf(a, [...apps, twin]))).toBe('a (1)')
})
