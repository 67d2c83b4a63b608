import type { Ground } from './page.ts'
import type { WindowState } from './window-state.ts'

/** About what macOS' material looks like above a plain desktop. */
const material = { light: '#f3f3f4', dark: '#2b2b2d' } as const

/** What only a person sees: of it the ground alone is drawn. */
export const createLooks = (state: WindowState) =>
  ({
    setAlwaysOnTop: () => undefined,
    setVisibleOnAllWorkspaces: () => undefined,
    setVibrancy: (type) => {
      state.vibrancy = type
      drawGround(state)
    },
    setBackgroundColor: (color) => {
      state.backgroundColor = color
      drawGround(state)
    },
  }) satisfies Partial<Electron.BrowserWindow>

/** A colour covers the material; where it is clear, and there is no material, the page lies on nothing. */
export function drawGround({ shell, contents, vibrancy, backgroundColor }: WindowState): void {
  const own = groundIn(backgroundColor)
  const isDark = shell.theme.nativeTheme.shouldUseDarkColors
  const behind = vibrancy === null ? own : groundIn(isDark ? material.dark : material.light)
  contents.page.setGround(own.a > 0 ? own : behind)
}

/** `#rrggbb`, or `#aarrggbb` as Electron has it. */
function groundIn(hex: string): Ground {
  const digits = /^#([0-9a-f]{2})?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (digits === null) throw new Error(`not in the stand-in: the colour ${hex}`)
  const [, alpha = 'ff', ...colours] = digits.map((one) => one)
  const [r = 0, g = 0, b = 0] = colours.map((one) => Number.parseInt(one, 16))
  return { r, g, b, a: Number.parseInt(alpha, 16) / 255 }
}
