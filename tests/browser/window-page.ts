import type { Page } from '@playwright/test'
import type { PreferInput, Preferences } from '../../src/shared/preferences.ts'
import type { MenuBegins } from '../../src/shared/contract.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'

/** The page as the window of the menu bar has it: its Client stands in it, and keeps the settings that the test gives. */
export async function asWindow(
  page: Page,
  snapshot: Snapshot,
  preferences: Preferences,
): Promise<() => Promise<readonly PreferInput[]>> {
  await page.addInitScript(
    ([shown, first]) => {
      const none = (): void => undefined
      const asked: unknown[] = []
      const view = { isShown: true, isGaugeHidden: false, mayAct: true }
      const request = (name: string, input: unknown): Promise<unknown> => {
        if (name === 'prefer') asked.push(input)
        const isKept = name === 'prefer' || name === 'preferences'
        return Promise.resolve(
          isKept ? { kind: 'ok', value: first } : { kind: 'refused', reason: `not here: ${name}` },
        )
      }
      Object.assign(window, {
        askedToPrefer: () => asked,
        headroom: {
          request,
          onSnapshot: (wake: (value: unknown) => void) => {
            wake(shown)
            return none
          },
          onConnection: (wake: (connection: string) => void) => {
            wake('live')
            return none
          },
          onPreferences: (wake: (value: unknown) => void) => {
            wake(first)
            return none
          },
          onView: (wake: (value: unknown) => void) => {
            let told: object = view
            const tell = (change: object): void => {
              told = { ...told, ...change }
              wake(told)
            }
            tell({})
            window.addEventListener('begins', (event) => {
              if (event instanceof CustomEvent) tell({ begins: event.detail as unknown })
            })
            // as speak-in.ts asks for it
            Object.assign(window, { speakIn: (language: string) => tell({ language }) })
            return none
          },
        },
      })
    },
    [snapshot, preferences] as const,
  )
  return () => page.evaluate('askedToPrefer()')
}

export const begin = (page: Page, begins: MenuBegins | null): Promise<void> =>
  page.evaluate((detail) => {
    window.dispatchEvent(new CustomEvent('begins', { detail }))
  }, begins)
