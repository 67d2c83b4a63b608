import { shortcutIn } from '../../shared/shortcut.ts'
import { useWords } from '../words/use-words.ts'
import { signsOf } from './shortcut-keys.ts'
import { useKeyLabels } from './use-key-labels.ts'

const named = ['Space', 'Up', 'Down', 'Left', 'Right', 'Home', 'End', 'PageUp', 'PageDown'] as const

interface ShortcutWords {
  /** `⌥⌘H` */
  readonly signs: (shortcut: string) => string
  /** `Option Command H`: signs are read aloud by few. */
  readonly spoken: (shortcut: string) => string
}

/** How a shortcut is written, and how it is said. */
export function useShortcutWords(): ShortcutWords {
  const { t } = useWords()
  const labelOf = useKeyLabels()
  const nameOf = (key: string): string => {
    const name = named.find((one) => one === key)
    return name === undefined ? labelOf(key) : t(`own.key.${name}`)
  }
  return {
    signs: (text) => {
      const shortcut = shortcutIn(text)
      return shortcut === null ? text : signsOf(shortcut, nameOf)
    },
    spoken: (text) => {
      const shortcut = shortcutIn(text)
      if (shortcut === null) return text
      return [
        ...shortcut.modifiers.map((one) => t(`own.modifier.${one}`)),
        nameOf(shortcut.key),
      ].join(' ')
    },
  }
}
