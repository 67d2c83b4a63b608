import { defaultSettings } from '../../shared/settings.ts'
import { shortcutIn, shortcutText } from '../../shared/shortcut.ts'
import { lineOf, written, type Line } from './line.ts'

/** In the one order of its names; empty is none, null no shortcut at all. */
function found(given: unknown): string | null {
  if (given === '') return ''
  const shortcut = typeof given === 'string' ? shortcutIn(given) : null
  return shortcut === null ? null : shortcutText(shortcut)
}

export const shortcutLine: Line<string> = lineOf<string>({
  otherwise: defaultSettings.shortcut,
  used: (given) => found(given) ?? defaultSettings.shortcut,
  troubles: (given, name) =>
    found(given) === null
      ? [`${name} is ${written(given)}, no shortcut like Alt+Command+H: none is used`]
      : [],
  refusal: (given) =>
    found(given) === null ? 'a shortcut is a key together with Control, Option or Command' : null,
})
