import { createContext, use } from 'react'
import { english } from './english.ts'
import type { Words } from './words.ts'

export const WordsContext = createContext<Words>(english)

/** `t`: what the screen says by itself, by its key; `say`, `figure` and `day`: what Core has said, figures, and dates. */
export function useWords() {
  const { i18n, say, figure, day, language } = use(WordsContext)
  return { t: i18n.t, say, figure, day, language }
}
