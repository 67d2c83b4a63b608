import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { languageFor, type Language } from '../../shared/language.ts'
import type { UnitSystem } from '../../shared/settings.ts'
import { TellingContext } from '../alerts/TellButton.tsx'
import { notToldYet, usePreferencesNow, useView } from '../store/live.ts'
import { WordsContext } from './use-words.ts'
import { english } from './english.ts'
import { loadWords } from './load-words.ts'
import type { Words } from './words.ts'

/** Whether the words of the language that is wanted could not be had. */
export const UnspokenContext = createContext(false)

/** The window is told within milliseconds which language was chosen; from a main that does not say, nothing is waited for. */
const mostWaitMs = 300

/** All below speaks the language of its reader, or the one that was chosen; until it is here, nothing is said. */
export function Spoken({ children }: { readonly children: ReactNode }): ReactNode {
  const language = useLanguage()
  const telling = use(TellingContext)
  const [words, setWords] = useState<Words | null>(language === 'en' ? english : null)
  // others, where sizes are written otherwise: all that says something is drawn anew
  const units = usePreferencesNow()?.units
  const spokenWords = useMemo(() => wordsAnew(words, units), [words, units])
  const [unspoken, setUnspoken] = useState<Language | null>(null)
  const spoken = useRef<Language | null>(null)
  useEffect(() => {
    if (language === null) return undefined
    let isPast = false
    const isChanged = spoken.current !== null && spoken.current !== language
    loadWords(language, isChanged).then(
      (loaded) => {
        if (isPast) return
        setWords(loaded)
        setUnspoken(null)
      },
      // TypeError: this page is older than the files of the Headroom that came back
      () => {
        if (isPast) return
        setWords((before) => before ?? english)
        setUnspoken(language)
      },
    )
    return () => {
      isPast = true
    }
  }, [language])
  useEffect(() => {
    if (words === null) return
    spoken.current = words.language
    document.documentElement.lang = words.language
    telling?.speak(words)
  }, [words, telling])
  if (spokenWords === null) return null
  return (
    <UnspokenContext value={unspoken !== null && unspoken === language}>
      <WordsContext value={spokenWords}>{children}</WordsContext>
    </UnspokenContext>
  )
}

const wordsAnew = (words: Words | null, _units: UnitSystem | undefined): Words | null =>
  words === null ? null : { ...words }

/** That of the reader, or the one that was chosen; null while the window does not know yet what was chosen. */
function useLanguage(): Language | null {
  const isInWindow = use(TellingContext) === null
  const view = useView()
  const [isWaited, setWaited] = useState(false)
  const isToCome = isInWindow && view === notToldYet && !isWaited
  useEffect(() => {
    if (!isToCome) return undefined
    const timer = setTimeout(() => setWaited(true), mostWaitMs)
    return () => clearTimeout(timer)
  }, [isToCome])
  return isToCome ? null : languageFor(view.language ?? 'system', navigator.languages)
}
