import type { LoginItemSettings, Menu, Rectangle, Tray } from 'electron'
import { drawGauge, gaugeSteps, type GaugeLook } from '../../src/shared/gauge.ts'
import { gaugeStyles } from '../../src/shared/settings.ts'

/** What spy.cjs notes in the main process. */
export interface Spy {
  readonly trays: readonly Tray[]
  readonly images: readonly SeenImage[]
  readonly titles: readonly {
    readonly atMs: number
    readonly title: string
    readonly fontType: string | null
  }[]
  readonly toolTips: readonly string[]
  readonly menus: readonly Menu[]
  readonly policies: readonly string[]
  readonly isSandboxed: boolean
  trayBounds: Rectangle | null
  /** What macOS says of the login item; null: as the system itself says. A test may change it. */
  readonly login: { status: LoginItemSettings['status'] } | null
  readonly loginWishes: readonly boolean[]
  pass(ms: number): number
}

/** An image of the gauge; the pixels of each scale in base64. */
export interface SeenImage {
  readonly atMs: number
  /** The same for the same object. */
  readonly number: number
  readonly isTemplate: boolean
  readonly scaleFactors: readonly number[]
  readonly once: string
  readonly twice: string
}

const states = ['plenty', 'tight', 'full', 'unknown'] as const
const looks: readonly GaugeLook[] = [
  ...gaugeStyles.flatMap((style) => states.map((state) => ({ style, state, alert: null }))),
  ...(['warning', 'imminent'] as const).map(
    (alert) => ({ style: 'ring', state: 'unknown', alert }) as const,
  ),
].flatMap((look) =>
  [false, true].flatMap((isReplay) =>
    Array.from({ length: gaugeSteps + 1 }, (_, steps) => ({ ...look, isReplay, steps })),
  ),
)
const base64Of = (look: GaugeLook, size: number): string =>
  Buffer.from(drawGauge(look, size)).toString('base64')
const looksByPixels = new Map(
  looks.map((look) => [`${base64Of(look, 18)} ${base64Of(look, 36)}`, look]),
)

/** The look that these pixels draw, at both scales; null for none. */
export const lookOf = ({ once, twice }: SeenImage): GaugeLook | null =>
  looksByPixels.get(`${once} ${twice}`) ?? null
