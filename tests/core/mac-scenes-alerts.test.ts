import { expect, test } from 'vitest'
import { disagreementsIn } from '../alerts/agree.ts'
import { playedOnce, sceneNames } from './mac-scene.ts'

test.each(sceneNames)('%s: no alert has a figure that its Snapshot has not', async (name) => {
  const { snapshots } = await playedOnce(name)
  expect(snapshots.flatMap(disagreementsIn)).toEqual([])
})
