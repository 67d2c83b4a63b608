import { afterAll, beforeAll, describe } from 'vitest'
import { createSudoRoom, sudoLacking, type SudoRoom } from './sudo-room.ts'

const lacking = sudoLacking()
const timeout = 60_000

/** Tests that ask the real sudo; skipped, with the reason in their name, where it cannot be asked. */
export const bySudo = (name: string, tests: () => void): void => {
  describe.skipIf(lacking !== null)(
    lacking === null ? name : `${name} (${lacking})`,
    { timeout },
    tests,
  )
}

/** One room for all tests of a describe; `prepare` comes before them. */
export function sharedRoom(prepare?: (room: SudoRoom) => Promise<void>): () => SudoRoom {
  const made: SudoRoom[] = []
  beforeAll(async () => {
    const room = await createSudoRoom()
    made.push(room)
    await prepare?.(room)
  }, timeout)
  afterAll(() => made[0]?.close())
  return () => {
    const [room] = made
    if (room === undefined) throw new Error('no room yet')
    return room
  }
}
