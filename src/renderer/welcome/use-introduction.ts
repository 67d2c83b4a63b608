import { use, useEffect, useState } from 'react'
import { TellingContext } from '../alerts/TellButton.tsx'
import { useLive, useSnapshot } from '../store/live.ts'
import { isIntroducedHere, keepIntroduced } from './introduced-here.ts'

export interface Introduction {
  readonly isOpen: boolean
  end(): void
}

/**
 * Whether the first run is to be seen: until it was seen to its end, or skipped. The window's settings know, and of a page in a
 * browser that browser: whoever comes by another has not seen it. A recording is looked at, not begun with.
 */
export function useIntroduction(): Introduction {
  const live = useLive()
  const isInWindow = use(TellingContext) === null
  const isOfNow = useSnapshot(({ mode }) => mode !== 'replay') === true
  const [isDue, setDue] = useState(() => !isInWindow && !isIntroducedHere())
  useEffect(() => {
    if (!isInWindow) return
    void live.request('preferences', null).then((outcome) => {
      if (outcome.kind === 'ok') setDue(!outcome.value.isIntroduced)
    })
  }, [live, isInWindow])
  return {
    isOpen: isDue && isOfNow,
    end: () => {
      setDue(false)
      if (isInWindow) void live.request('prefer', { isIntroduced: true })
      else keepIntroduced()
    },
  }
}
