import { capital } from '../../../shared/fit-text.ts'
import { cutInMiddle } from '../../../shared/model-text.ts'
import { englishVoice, type Voice } from '../../../shared/phrases/voice.ts'
import { printable } from '../../../shared/printable.ts'
import { shownSuggestion } from '../../../shared/relief-text.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { actEntry, suggestedActOf } from './let-go.ts'
import { maxLabelLength, textEntries, type MenuEntry } from './menu-entry.ts'

/** The sentence is ours, the names in it are not. */
const maxSentenceLength = 400
/** Room for the points behind it. */
const maxButtonLength = maxLabelLength - 1

/**
 * What to let go now, in its sentence, and one entry that does it: at once where nothing can be lost by it, else in the window. A
 * recording has nothing to let go.
 */
export function suggestionEntries(
  { suggestion, mode }: Pick<Snapshot, 'suggestion' | 'mode'>,
  { say }: Voice = englishVoice,
): readonly MenuEntry[] {
  if (suggestion === null) return []
  const shown = shownSuggestion(suggestion)
  const [only] = shown.steps
  const figure = shown.steps.length === 1 ? (only?.figure ?? null) : shown.sum
  const button = `${say(shown.button ?? '')}${figure === null ? '' : ` (${say(figure)})`}`
  const label = cutInMiddle(button, maxButtonLength)
  const act = mode === 'live' ? suggestedActOf(suggestion) : null
  return [
    { kind: 'line' },
    ...textEntries(capital(say(printable(shown.sentence, maxSentenceLength)))),
    ...(act === null ? [] : [actEntry(label, act)]),
  ]
}
