import { keptActOf } from '../shared/act-of.ts'
import { atMs } from '../shared/loaded.ts'
import { endingTokens } from '../shared/warned.ts'
import { stepRoomWord } from '../../src/main/headroom/state-word.ts'
import { fromRoot } from '../from-root.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { statesOfBar, toldMac } from './overview-page.ts'
import { opened, over, served, type ScreenState } from './screen-state.ts'

const GB = 1e9
const ok = { kind: 'ok', atMs, isStale: false } as const
const idle = fromRoot('tests/fixtures/recordings/linux-idle.jsonl')

/** As Headroom calls what it asks: what is called so, every language knows. */
export const titleOf = (id: string): string =>
  id === 'servers' ? 'inference servers (processes, ports, HTTP)' : 'processes (/proc)'

/** The Mac of which all is told, with this much of RAM left. */
export function toldWith(roomBytes: number): Snapshot {
  const { room, memory } = toldMac
  if (room.kind !== 'ok' || memory.kind !== 'ok') throw new Error('both are known')
  const state = stepRoomWord('plenty', roomBytes / memory.totalBytes)
  const takenBytes = memory.availableBytes - roomBytes
  return {
    ...toldMac,
    memory: {
      ...memory,
      usedBytes: memory.usedBytes + takenBytes,
      availableBytes: roomBytes,
      parts: memory.parts.map((part) =>
        part.kind === 'programs' ? { ...part, bytes: part.bytes + takenBytes } : part,
      ),
    },
    room: {
      ...room,
      state,
      stateCause: state === 'plenty' ? null : 'room',
      roomBytes,
      ramRoomBytes: roomBytes,
    },
  }
}

/** What there is, how it is divided, how long it lasts, and the small print. */
export const roomStates: readonly ScreenState[] = [
  over('fine', toldMac),
  over('tight', toldWith(3.4 * GB)),
  over('full', toldWith(0.9 * GB)),
  ...Object.entries(statesOfBar)
    .filter(([, snapshot]) => snapshot !== toldMac)
    .map(([name, snapshot]) => over(`bar-${name.replace(/\W+/g, '-')}`, snapshot)),
  over('time-and-tokens-left', { ...toldMac, forecast: { ...endingTokens, ...ok } }),
  {
    name: 'small-print-unfolded',
    show: async (showing) => {
      const { page } = showing
      await opened(showing, toldMac)
      await page.locator('footer button[aria-expanded]').click()
      await page.locator('footer').scrollIntoViewIfNeeded()
      return toldMac
    },
  },
  over('acted-by-itself', { ...toldMac, acted: keptActOf() }),
  served('room-held-back-tight', ['--replay', idle, '--room', '3GB']),
  served('room-held-back-full', ['--replay', idle, '--room', '150MB']),
]
