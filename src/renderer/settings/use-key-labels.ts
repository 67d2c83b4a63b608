import { useEffect, useState } from 'react'

declare global {
  interface Navigator {
    /** Of Chromium alone. */
    readonly keyboard?: { getLayoutMap(): Promise<ReadonlyMap<string, string>> }
  }
}

const noLabels: ReadonlyMap<string, string> = new Map()
const letter = /^\p{L}$/u

/**
 * What is printed on the key that is an American letter's: a shortcut is a place on the keyboard, and a German one has Z where that has Y. Where
 * nobody tells, the American one.
 */
export function useKeyLabels(): (key: string) => string {
  const [labels, setLabels] = useState(noLabels)
  useEffect(() => {
    let isPast = false
    const hear = (told: ReadonlyMap<string, string>): void => {
      if (!isPast) setLabels(told)
    }
    // NotSupportedError: it is not told here
    navigator.keyboard?.getLayoutMap().then(hear, () => undefined)
    return () => {
      isPast = true
    }
  }, [])
  return (key) => {
    const label = labels.get(`Key${key}`) ?? key
    return letter.test(label) ? label.toUpperCase() : key
  }
}
