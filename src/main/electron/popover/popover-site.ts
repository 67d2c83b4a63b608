import { isGaugeHidden, placePopover, type Anchor, type Rectangle } from './placement.ts'
import { popoverSize, type ScreenPort } from './popover-port.ts'

/** Where the popover belongs: below the gauge as it was clicked last, or as the system tells its place. */
export interface Site {
  anchorAt(anchor: Anchor | null): void
  /** Displays have changed: where the gauge was is nowhere now. */
  forgetGauge(): void
  place(): Rectangle
  isGaugeHidden(): boolean
}

export function createSite(screen: ScreenPort): Site {
  let anchor: Anchor | null = null
  const isHidden = (): boolean => isGaugeHidden(screen.trayBounds(), screen.displays())
  return {
    anchorAt: (next) => {
      anchor = next
    },
    forgetGauge: () => {
      if (anchor !== null) anchor = { ...anchor, trayBounds: screen.trayBounds() }
    },
    place: () =>
      placePopover({
        trayBounds: isHidden() ? null : (anchor?.trayBounds ?? screen.trayBounds()),
        cursor: anchor?.cursor ?? null,
        displays: screen.displays(),
        size: popoverSize,
      }),
    isGaugeHidden: isHidden,
  }
}
