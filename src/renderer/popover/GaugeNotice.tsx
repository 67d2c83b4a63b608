import type { ReactNode } from 'react'
import { useView } from '../store/live.ts'
import { Notice } from '../ui/Notice.tsx'

/** Whoever sees this window, and no gauge, must learn how to get both. */
export function GaugeNotice(): ReactNode {
  const { isGaugeHidden } = useView()
  if (!isGaugeHidden) return null
  return (
    <Notice tone="attention" title="The gauge is not in the menu bar">
      On macOS 26, allow Headroom in System Settings &gt; Menu Bar. Until then, start Headroom again
      to see this window.
    </Notice>
  )
}
