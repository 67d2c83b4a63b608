/**
 * A phrase is a sentence, or a clause of one, as the Core says it in English, with slots for what differs:
 * `{{name, raw}} has quit: {{back}}`. A book holds a language's words for each.
 */
export type PhraseBook = Readonly<Record<string, string>>

/**
 * What a slot takes. `raw`: foreign text (a name, a path, what a program has said), which stays as it is; `figure`: what units.ts
 * writes (`2.1 GB`, `40 s`, `1.2 MB/s`, `128k`), as the reader's language writes it; `text`, without a word: what is said by
 * other phrases, else stays as it is.
 */
export type SlotKind = 'raw' | 'figure' | 'text'

export interface Slot {
  readonly name: string
  readonly kind: SlotKind
}

/** A phrase taken apart: `literals` stand around the slots, one more than there are of those. */
export interface PhraseForm {
  readonly phrase: string
  readonly literals: readonly string[]
  readonly slots: readonly Slot[]
}

const slotForm = /\{\{(\w+)(?:, (raw|figure))?\}\}/g

export function formOf(phrase: string): PhraseForm {
  const slots = [...phrase.matchAll(slotForm)].map(([, name = '', kind]): Slot => ({
    name,
    kind: kind === 'raw' || kind === 'figure' ? kind : 'text',
  }))
  return { phrase, literals: phrase.split(slotForm).filter((_, at) => at % 3 === 0), slots }
}
