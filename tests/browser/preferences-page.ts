import type { Page } from '@playwright/test'
import { noShell } from '../../src/main/core/own-shell.ts'
import { afterChange } from '../../src/renderer/settings/after-change.ts'
import type { FromMain, RequestName, Requests, ToMain } from '../../src/shared/contract.ts'
import type { PreferInput, Preferences } from '../../src/shared/preferences.ts'
import { defaultSettings } from '../../src/shared/settings.ts'

export const plainPreferences: Preferences = {
  ...defaultSettings,
  schema: 'headroom/preferences/1',
  openAtLogin: { kind: 'ok', isOn: false, isWaiting: false },
  // as `serve` has it
  shell: noShell('only the app has this: Headroom runs as a server here').parts(),
  file: '/home/someone/.config/headroom/settings.json',
  troubles: [],
  serverKeys: [],
}

export interface PreferencesPage {
  /** What was to be changed so far. */
  readonly asked: readonly PreferInput[]
  /** Changes are not made from now on, for this reason; null: they are. */
  refuse(reason: string | null): void
}

/** What else is answered for, by the name of the request. */
export type Answers = { readonly [Name in RequestName]?: Requests[Name]['out'] }

/** What is asked in vain: the reason why it is refused; null: it is never answered. */
export type InVain = { readonly [Name in RequestName]?: string | null }

/** Answers for the settings between a page and its server, which has its own: as Core does it, and tells the language. */
export async function givePreferences(
  page: Page,
  first: Preferences = plainPreferences,
  answers: Answers = {},
  inVain: InVain = {},
): Promise<PreferencesPage> {
  const asked: PreferInput[] = []
  let kept = first
  let reason: string | null = null
  const answerTo = (message: Extract<ToMain, { kind: 'request' }>): FromMain => {
    const input: PreferInput = message.name === 'prefer' ? (message.input as PreferInput) : {}
    if (message.name === 'prefer') asked.push(input)
    if (message.name === 'prefer' && reason !== null)
      return { kind: 'reply', id: message.id, outcome: { kind: 'refused', reason } }
    kept = afterChange(kept, input)
    return { kind: 'reply', id: message.id, outcome: { kind: 'ok', value: kept } }
  }
  await page.routeWebSocket(/\/ws$/, (route) => {
    const server = route.connectToServer()
    let view: Extract<FromMain, { kind: 'view' }> | null = null
    const tellView = (): void => {
      if (view === null) return
      const { value } = view
      route.send(JSON.stringify({ ...view, value: { ...value, language: kept.language } }))
    }
    route.onMessage((text) => {
      const message = JSON.parse(String(text)) as ToMain
      const value = message.kind === 'request' ? answers[message.name] : undefined
      const why = message.kind === 'request' ? inVain[message.name] : undefined
      if (why === null) return
      if (message.kind === 'request' && why !== undefined) {
        const outcome = { kind: 'refused', reason: why } as const
        return route.send(JSON.stringify({ kind: 'reply', id: message.id, outcome }))
      }
      if (message.kind === 'request' && value !== undefined) {
        const outcome = { kind: 'ok', value } as const
        return route.send(JSON.stringify({ kind: 'reply', id: message.id, outcome }))
      }
      if (message.kind !== 'request' || !message.name.startsWith('prefer')) return server.send(text)
      route.send(JSON.stringify(answerTo(message)))
      tellView()
    })
    server.onMessage((text) => {
      const message = JSON.parse(String(text)) as FromMain
      if (message.kind !== 'view') return route.send(text)
      view = message
      tellView()
    })
  })
  return { asked, refuse: (next) => (reason = next) }
}
