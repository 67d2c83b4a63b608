import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLook, ownRelief } from '../../src/main/cli/own-relief.ts'
import { roomWithoutIdle } from '../../src/main/cli/run/idle-of-ollama.ts'
import { roomNow } from '../../src/main/fit/fit-room.ts'
import { withHolders } from '../../src/main/fit/room-holders.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder } from '../processes.ts'
import { atMs, gemma, ollama } from '../shared/loaded.ts'
import { muchKnown } from '../web/fake-core.ts'

/** A folder of settings that say this. */
function settingsOf(neverSuggest: readonly string[]): string {
  const folder = tempFolder()
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ relief: { neverSuggest } }))
  return folder
}

const idle: Snapshot = {
  ...muchKnown,
  atMs,
  apps: [],
  servers: [ollama],
  models: [{ ...gemma, state: 'idle' }],
}
const namesIn = async (folder: string) => {
  const core = { snapshotOnce: async () => idle }
  const snapshot = await createLook(core, () => ownRelief(localHost(), folder))()
  const room = roomNow(snapshot, 'linux')
  const { holders = [] } = withHolders(room, snapshot)
  return {
    helps: holders.map(({ name }) => name),
    goesByItself: roomWithoutIdle(room, snapshot)?.names ?? [],
  }
}

test('fit and run name nothing that its user never wants to be suggested; Ollama does not know of that', async () => {
  expect(await namesIn(settingsOf([]))).toEqual({
    helps: ['gemma3:27b'],
    goesByItself: ['gemma3:27b'],
  })
  expect(await namesIn(settingsOf(['gemma3:27b']))).toEqual({
    helps: [],
    goesByItself: ['gemma3:27b'],
  })
})

test('one Snapshot is taken, whoever asks how often', async () => {
  let count = 0
  const snapshotOnce = async (): Promise<Snapshot> => {
    count++
    return idle
  }
  const look = createLook({ snapshotOnce }, async () => ({ neverSuggest: [] }))
  await Promise.all([look(), look()])
  await look()
  expect(count).toBe(1)
})
