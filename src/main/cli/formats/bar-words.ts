import { isLoud, nameOfSeverity, type LoudSeverity } from '../../../shared/alert-text.ts'
import { roomOfNow } from '../../../shared/gauge-look.ts'
import { cutInMiddle } from '../../../shared/model-text.ts'
import { printable } from '../../../shared/printable.ts'
import { agoOf } from '../../../shared/sentence.ts'
import type { Snapshot, StateWord } from '../../../shared/snapshot.ts'
import { formatCount, formatRoom } from '../../../shared/units.ts'
import { markOf } from '../alert-lines.ts'

/** What a status bar has room for. */
export interface BarWords {
  /** `room 22.0 GB`, `room 3.1 GB, tight`, `no room`, `room ?`, `room ? (12 s ago)`: no figure that is not of now. */
  readonly room: string
  /** The same where a picture says what it is of: `22.0 GB`, `3.1 GB tight`, `full`, `room ?`. */
  readonly brief: string
  readonly state: StateWord
  /** The worst that is loud; null: nothing is. */
  readonly alert: BarAlert | null
}

export interface BarAlert {
  readonly severity: LoudSeverity
  /** `!!`, `!`: read before its colour is seen, and where there is none. */
  readonly mark: string
  /** `about to fail`, `warning`: where its title has no place. */
  readonly word: string
  /** `gemma3:27b will not fit and 1 more`; foreign names in it, without control characters. */
  readonly title: string
}

const maxTitleLength = 40

export function barWords(snapshot: Snapshot): BarWords {
  const { state, roomBytes } = roomOfNow(snapshot)
  const replayed = snapshot.mode === 'replay' ? 'recording: ' : ''
  const words = (room: string, brief: string): BarWords => ({
    room: `${replayed}${room}`,
    brief: `${replayed}${brief}`,
    state,
    alert: alertIn(snapshot),
  })
  if (roomBytes === null) {
    const ago = agoOf(snapshot.room, snapshot.atMs)
    const unknown = ago === null ? 'room ?' : `room ? (${ago})`
    return words(unknown, unknown)
  }
  if (roomBytes === 0) return words('no room', 'no room')
  const figure = formatRoom(roomBytes)
  return state === 'plenty'
    ? words(`room ${figure}`, figure)
    : words(`room ${figure}, ${state}`, `${figure} ${state}`)
}

function alertIn({ alerts }: Snapshot): BarAlert | null {
  const [worst, ...others] = alerts.filter(isLoud)
  if (worst === undefined || worst.severity === 'notice') return null
  const more = others.length === 0 ? '' : ` and ${formatCount(others.length)} more`
  return {
    severity: worst.severity,
    mark: markOf[worst.severity],
    word: nameOfSeverity[worst.severity],
    title: `${cutInMiddle(printable(worst.title), maxTitleLength)}${more}`,
  }
}
