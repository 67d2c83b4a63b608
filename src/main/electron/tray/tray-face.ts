import type { Clock } from '../../host/host.ts'
import { keyOfGauge, type GaugeLook } from '../../../shared/gauge.ts'
import type { TrayLook } from './tray-look.ts'

/** The item in the menu bar, as far as it shows anything. */
export interface TrayFacePort {
  setImage(gauge: GaugeLook): void
  setTitle(title: string): void
  setToolTip(text: string): void
}

/** The system draws the item anew with each change, once a display (electron.md §1). */
const everyMs = 1_000

export interface TrayFace {
  /** Shows it now, or as the latest of its second; what looks the same is not set again. */
  show(look: TrayLook): void
  stop(): void
}

export function createTrayFace(
  port: TrayFacePort,
  clock: Pick<Clock, 'nowMs' | 'after'>,
): TrayFace {
  let shown: TrayLook | null = null
  let shownAtMs = Number.NEGATIVE_INFINITY
  let next: TrayLook | null = null
  let cancel: (() => void) | null = null

  const apply = (): void => {
    cancel = null
    if (next === null) return
    const { gauge, title, sentence } = next
    if (shown === null || keyOfGauge(shown.gauge) !== keyOfGauge(gauge)) port.setImage(gauge)
    if ((shown?.title ?? '') !== title) port.setTitle(title)
    if (shown?.sentence !== sentence) port.setToolTip(sentence)
    shown = next
    next = null
    shownAtMs = clock.nowMs()
  }

  const isShown = ({ gauge, title, sentence }: TrayLook): boolean =>
    shown !== null &&
    shown.title === title &&
    shown.sentence === sentence &&
    keyOfGauge(shown.gauge) === keyOfGauge(gauge)

  return {
    show: (look) => {
      next = isShown(look) ? null : look
      if (next === null || cancel !== null) return
      const sinceMs = clock.nowMs() - shownAtMs
      // a clock that was set back must not hold it up
      if (sinceMs >= everyMs || sinceMs < 0) apply()
      else cancel = clock.after(everyMs - sinceMs, apply)
    },
    stop: () => cancel?.(),
  }
}
