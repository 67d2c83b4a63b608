/** What the system says of how it wants to look. */
export interface Wish {
  readonly shouldUseDarkColors: boolean
  readonly shouldUseHighContrastColors: boolean
  readonly prefersReducedTransparency: boolean
}

/** What a window lies on. */
export interface Ground {
  /** The system's own material behind the page; null: a plain colour. */
  readonly vibrancy: 'popover' | null
  readonly colour: string
}

/** The page's `--surface` (src/renderer/ui/tokens.css): it shows before the page is painted. */
const plain = { light: '#ffffff', dark: '#232326' } as const
/** Any other colour would cover the material. */
const clear = '#00000000'

/** The material of a popover, or a plain ground for those who want less transparency or more contrast. */
export function groundOf(wish: Wish, hasMaterial: boolean): Ground {
  if (hasMaterial && !wish.prefersReducedTransparency && !wish.shouldUseHighContrastColors)
    return { vibrancy: 'popover', colour: clear }
  return { vibrancy: null, colour: wish.shouldUseDarkColors ? plain.dark : plain.light }
}
