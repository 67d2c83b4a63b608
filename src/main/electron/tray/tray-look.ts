import { loudestAlert } from '../../../shared/alert-text.ts'
import { capital } from '../../../shared/fit-text.ts'
import { gaugeLookOf } from '../../../shared/gauge-look.ts'
import { gaugeTextOf, gaugeTextSaid } from '../../../shared/gauge-text.ts'
import type { GaugeLook } from '../../../shared/gauge.ts'
import { markIn } from '../../../shared/phrases/mark.ts'
import { englishVoice, type Voice } from '../../../shared/phrases/voice.ts'
import { meaningOfState, sentenceOf } from '../../../shared/sentence.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { formatDate } from '../../../shared/units.ts'

/** All that the menu bar shows: the gauge, the text beside it, and the sentence for who points at it or listens. */
export interface TrayLook {
  readonly gauge: GaugeLook
  /** Empty: no text. */
  readonly title: string
  readonly sentence: string
  /** The same without the alert that it leads with: for the menu, where that has a line of its own. */
  readonly sentenceOfRoom: string
}

export interface TrayLookOptions extends Pick<Settings, 'menuBarText' | 'gaugeStyle'> {
  /** What must be said before anything else; null for nothing. */
  readonly hint: string | null
  readonly voice?: Voice
}

export function trayLookOf(snapshot: Snapshot | null, options: TrayLookOptions): TrayLook {
  const { hint, menuBarText, gaugeStyle, voice = englishVoice } = options
  const ofRoom = snapshot === null ? voice.say('Looking at this machine') : spoken(snapshot, voice)
  const led = (texts: readonly (string | undefined | null)[]): string =>
    [...texts.flatMap((text) => (typeof text === 'string' ? [voice.say(text)] : [])), ofRoom].join(
      markIn(voice.language, '. '),
    )
  return {
    gauge: gaugeLookOf(snapshot, gaugeStyle),
    title: gaugeTextSaid(gaugeTextOf(snapshot, menuBarText), voice.figure),
    sentence: led([hint, loudestAlert(snapshot?.alerts ?? [])?.title]),
    sentenceOfRoom: led([hint]),
  }
}

/** The sentence and the state word, as the shape of the gauge is not heard. */
function spoken(snapshot: Snapshot, { language, say }: Voice): string {
  const { room, mode, atMs } = snapshot
  const [stop, colon] = [markIn(language, '. '), markIn(language, ': ')]
  const words = [say(sentenceOf(snapshot))]
  if (room.kind === 'ok' && room.state !== 'unknown')
    words.push(`${say(capital(room.state))}${colon}${say(meaningOfState(room))}`)
  const text = words.join(stop)
  return mode === 'replay' ? `${say(`Replay of ${formatDate(atMs)}`)}${colon}${text}` : text
}
