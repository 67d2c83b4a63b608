import { loudest, loudestAlert } from '../../../shared/alert-text.ts'
import { capacityOf } from '../../../shared/capacity.ts'
import { meaningOfState, sentenceOf } from '../../../shared/sentence.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { Snapshot, StateWord } from '../../../shared/snapshot.ts'
import { formatConstantRoom, formatDate } from '../../../shared/units.ts'
import { gaugeSteps, type GaugeLook } from './gauge.ts'

/** All that the menu bar shows: the gauge, the text beside it, and the sentence for who points at it or listens. */
export interface TrayLook {
  readonly gauge: GaugeLook
  /** Empty: no text. */
  readonly title: string
  readonly sentence: string
  /** The same without the alert that it leads with: for the menu, where that has a line of its own. */
  readonly sentenceOfRoom: string
}

export interface TrayLookOptions extends Pick<Settings, 'menuBarText'> {
  /** What must be said before anything else; null for nothing. */
  readonly hint: string | null
}

/** `null`: nothing is known yet. What is not of now is not known: an instrument shows no old figure as its own. */
export function trayLookOf(snapshot: Snapshot | null, options: TrayLookOptions): TrayLook {
  const { hint, menuBarText } = options
  const alerts = snapshot?.alerts ?? []
  const ofRoom = snapshot === null ? 'Looking at this machine' : spoken(snapshot)
  const led = (texts: readonly (string | undefined | null)[]): string =>
    texts.filter((text) => typeof text === 'string').join('. ')
  const { state, roomBytes } = roomOfNow(snapshot)
  const capacityBytes = snapshot === null ? null : capacityOf(snapshot)
  return {
    gauge: {
      state,
      alert: loudest(alerts),
      isReplay: snapshot?.mode === 'replay',
      steps: stepsOf(roomBytes, capacityBytes),
    },
    title:
      menuBarText === 'off' || capacityBytes === null
        ? '' // how wide it will be is not known
        : formatConstantRoom(roomBytes, capacityBytes),
    sentence: led([hint, loudestAlert(alerts)?.title, ofRoom]),
    sentenceOfRoom: led([hint, ofRoom]),
  }
}

interface RoomOfNow {
  readonly state: StateWord
  /** null with the state unknown: what may be smaller than it says is no promise (a GPU that does not answer). */
  readonly roomBytes: number | null
}

function roomOfNow(snapshot: Snapshot | null): RoomOfNow {
  const room = snapshot?.room
  if (room?.kind !== 'ok' || room.isStale || room.state === 'unknown')
    return { state: 'unknown', roomBytes: null }
  return { state: room.state, roomBytes: room.roomBytes }
}

/** How much of the gauge is taken: what is not room, of all that there can be. */
function stepsOf(roomBytes: number | null, capacityBytes: number | null): number {
  if (roomBytes === null || capacityBytes === null) return 0
  const takenRatio = 1 - roomBytes / capacityBytes
  return Math.max(0, Math.min(gaugeSteps, Math.round(takenRatio * gaugeSteps)))
}

/** The sentence and the state word, as the shape of the gauge is not heard. */
function spoken(snapshot: Snapshot): string {
  const { room, mode, atMs } = snapshot
  const words = [sentenceOf(snapshot)]
  if (room.kind === 'ok' && room.state !== 'unknown')
    words.push(`${capitalised(room.state)}: ${meaningOfState(room)}`)
  const text = words.join('. ')
  return mode === 'replay' ? `Replay of ${formatDate(atMs)}: ${text}` : text
}

const capitalised = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
