import { EventEmitter } from 'node:events'
import { tell } from './events.ts'
import { whole } from './loud.ts'
import type { MediaFeature } from './page.ts'

/** What a person has chosen in System Settings; a spec sets it through `__standin`. */
export interface Appearance {
  readonly isDark: boolean
  readonly highContrast: boolean
  readonly reducedTransparency: boolean
}

export interface Theme {
  readonly nativeTheme: Electron.NativeTheme
  media(): readonly MediaFeature[]
  set(appearance: Partial<Appearance>): void
  onChange(act: () => void): void
}

export function createTheme(): Theme {
  let appearance: Appearance = {
    isDark: false,
    highContrast: false,
    reducedTransparency: false,
  }
  let source: Electron.NativeTheme['themeSource'] = 'system'
  const changes: (() => void)[] = []
  const isDark = (): boolean => (source === 'system' ? appearance.isDark : source === 'dark')
  const part = {
    get shouldUseDarkColors() {
      return isDark()
    },
    get shouldUseHighContrastColors() {
      return appearance.highContrast
    },
    get prefersReducedTransparency() {
      return appearance.reducedTransparency
    },
    get themeSource() {
      return source
    },
    set themeSource(value: Electron.NativeTheme['themeSource']) {
      source = value
      changed()
    },
  } satisfies Partial<Electron.NativeTheme>
  const emitter = new EventEmitter()
  Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(part))
  const nativeTheme = whole<Electron.NativeTheme>('nativeTheme', emitter)
  const changed = (): void => {
    for (const act of changes) act()
    tell('NativeTheme', nativeTheme, 'updated')
  }
  return {
    nativeTheme,
    media: () => mediaOf(appearance, isDark()),
    set: (given) => {
      appearance = { ...appearance, ...given }
      changed()
    },
    onChange: (act) => void changes.push(act),
  }
}

const mediaOf = (appearance: Appearance, isDark: boolean): readonly MediaFeature[] => {
  const { highContrast, reducedTransparency } = appearance
  return [
    { name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' },
    { name: 'prefers-contrast', value: highContrast ? 'more' : 'no-preference' },
    {
      name: 'prefers-reduced-transparency',
      value: reducedTransparency ? 'reduce' : 'no-preference',
    },
  ]
}
