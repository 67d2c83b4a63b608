import { expect, test } from 'vitest'
import { disagreementsIn } from '../alerts/agree.ts'
import { playScene, sceneNames } from './mac-scene.ts'

test.each(sceneNames)('%s: no alert has a figure that its Snapshot has not', async (name) => {
  const { snapshots } = await playScene(name)
  expect(snapshots.flatMap(disagreementsIn)).toEqual([])
})
