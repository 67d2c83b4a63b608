import { useEffect, useState } from 'react'

/** This page's clock, once a second; stands still while it is not needed. */
export function useNow(isNeeded: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (!isNeeded) return undefined
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isNeeded])
  return nowMs
}
