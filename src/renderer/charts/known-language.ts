/*
 * uPlot makes a format of numbers by `navigator.language` as soon as it is loaded. Under LANG=C Chromium says `en-US@posix`, which Intl
 * refuses, and nothing would be drawn: then it is told one that there is. Whoever draws says all figures by itself.
 */
if (!isKnown(navigator.language))
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true })

function isKnown(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false // RangeError: no tag of a language
  }
}
