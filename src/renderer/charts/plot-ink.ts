/** The colours of tokens.css that a plot draws with, as a canvas takes them. */
export interface PlotInk {
  /** `--trail` as it is here and now. */
  readonly colour: (token: string) => string
  readonly font: string
}

/** As they are inherited at this element: of the scheme and the contrast of the reader. */
export function inkAt(place: HTMLElement): PlotInk {
  const probe = document.createElement('span')
  // the reader's own colours leave no two lines apart
  probe.style.setProperty('forced-color-adjust', 'none')
  probe.style.fontSize = 'var(--size-small)'
  place.append(probe)
  const colour = (token: string): string => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const { fontSize, fontFamily } = getComputedStyle(probe)
  const tokens = [...plotTokens].map((token) => [token, colour(token)] as const)
  probe.remove()
  const colours = new Map<string, string>(tokens)
  return {
    colour: (token) => colours.get(token) ?? 'currentcolor',
    font: `${fontSize} ${fontFamily}`,
  }
}

const plotTokens = [
  '--trail',
  '--trail-surface',
  '--segment-programs',
  '--segment-compressed',
  '--segment-wired',
  '--attention',
  '--text',
  '--quiet',
  '--grid',
] as const
export type PlotToken = (typeof plotTokens)[number]
