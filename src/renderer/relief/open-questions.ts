/** A question that stands somewhere on the page. */
export interface OpenQuestion {
  /** The keyboard is in it, or in the row that it is about. */
  hasKeyboard(where: 'itself' | 'its row'): boolean
}

/** The questions that are open, in the order in which they were asked. */
export interface OpenQuestions<Question> {
  /** Answers with the way to take it out. */
  add(question: Question): () => void
  /** The one that a key answers: the one that has the keyboard, else the one that was asked last; null: none is open. */
  meant(): Question | null
}

export function createOpenQuestions<Question extends OpenQuestion>(): OpenQuestions<Question> {
  const open = new Set<Question>()
  return {
    add: (question) => {
      open.add(question)
      return () => void open.delete(question)
    },
    meant: () => {
      const all = [...open]
      const has = (where: 'itself' | 'its row') => all.findLast((one) => one.hasKeyboard(where))
      return has('itself') ?? has('its row') ?? all.at(-1) ?? null
    },
  }
}
