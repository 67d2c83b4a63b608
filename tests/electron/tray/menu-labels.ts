import * as fc from 'fast-check'
import { maxLabelLength, type MenuEntry } from '../../../src/main/electron/tray/menu-entry.ts'

/** Everything that a menu says, what lies below its entries among it. */
export const labelsIn = (entries: readonly MenuEntry[]): readonly string[] =>
  entries.flatMap((entry) => {
    if (entry.kind === 'line') return []
    return entry.kind === 'menu' ? [entry.label, ...labelsIn(entry.entries)] : [entry.label]
  })

/** Those that would widen the menu, break its lines or turn its writing. */
export const badLabelsIn = (entries: readonly MenuEntry[]): readonly string[] =>
  labelsIn(entries).filter(
    (label) => Array.from(label).length > maxLabelLength || /[\p{Cc}\u202e\u2028]/u.test(label),
  )

/** Names as nobody would choose them: of all letters there are, in one word or many, short or very long. */
export const hostileNames: fc.Arbitrary<string> = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(1, 40), fc.boolean())
  .map(([text, times, hasBlanks]) => `${text}${hasBlanks ? ' ' : ''}`.repeat(times))
