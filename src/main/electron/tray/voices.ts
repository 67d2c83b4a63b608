import { languageFor, nameOfLanguage, type Language } from '../../../shared/language.ts'
import { englishVoice, voiceOf, type Voice } from '../../../shared/phrases/voice.ts'
import { printable } from '../../../shared/printable.ts'
import { reasonOf } from '../../host/attempt.ts'
import type { SettingsStore } from '../../settings/settings-store.ts'

/** The voice of the menu and the gauge. */
export interface Voices {
  /** English until that of the settings has been loaded. */
  current(): Voice
  /** The one to speak, whether its words are here or not: of the settings, or where they leave it to the system, of the system. */
  language(): Language
  onChange(wake: () => void): () => void
  close(): void
}

export interface VoicesOptions {
  readonly settings: Pick<SettingsStore, 'current' | 'onChange'>
  /** As the system tells them, the best first. */
  readonly preferred: () => readonly string[]
  readonly load?: (language: Language) => Promise<Voice>
  /** A line of the log. */
  readonly say: (line: string) => void
}

export function createVoices({
  settings,
  preferred,
  load = loadVoice,
  say,
}: VoicesOptions): Voices {
  const wakes = new Set<() => void>()
  let current = englishVoice
  let wanted: Language = 'en'
  const loaded = async (language: Language): Promise<Voice | null> => {
    try {
      return await load(language)
    } catch (error) {
      // ERR_MODULE_NOT_FOUND, or a SyntaxError: an update has replaced the files of this app
      say(`the menu stays in ${nameOfLanguage[current.language]}: ${printable(reasonOf(error))}`)
      return null
    }
  }
  const chosen = (): Language => languageFor(settings.current().language, preferred())
  const follow = async (): Promise<void> => {
    const language = chosen()
    if (language === wanted) return
    wanted = language
    const voice = await loaded(language)
    if (wanted !== language) return // another was chosen meanwhile
    if (voice === null) {
      wanted = current.language // the next change of the settings tries it again
      return
    }
    current = voice
    wakes.forEach((wake) => wake())
  }
  const stop = settings.onChange(() => void follow())
  void follow()
  return {
    current: () => current,
    language: chosen,
    onChange: (wake) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    close: stop,
  }
}

/** Loaded when it is wanted: most machines speak one language, and none of theirs is in memory. */
export async function loadVoice(language: Language): Promise<Voice> {
  switch (language) {
    case 'en':
      return englishVoice
    case 'de':
      return voiceOf(language, (await import('../../../shared/phrases/book-de.ts')).bookDe)
    case 'zh-Hans':
      return voiceOf(language, (await import('../../../shared/phrases/book-zh-hans.ts')).bookZhHans)
  }
}
