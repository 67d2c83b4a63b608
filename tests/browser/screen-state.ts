import { mergeTests, type Page } from '@playwright/test'
import { en } from '../../src/renderer/words/en.ts'
import { loadWords } from '../../src/renderer/words/load-words.ts'
import { createI18n, type Words } from '../../src/renderer/words/words.ts'
import type { Scope } from '../../src/shared/contract.ts'
import { languageFor, type Language } from '../../src/shared/language.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { nothingKnown } from '../web/fake-core.ts'
import type { Fixtures } from './fixtures.ts'
import { test as limitTest, type LimitPage } from './limit-page.ts'
import { test as loadedTest, type LoadedPage, type Opening } from './loaded-page.ts'

/** All that a state needs to come about; its page is in the language of the test's locale. */
export interface Showing extends Pick<Opening, 'open'>, Pick<Fixtures, 'serve' | 'folder'> {
  readonly page: Page
  readonly openMac: (first: Snapshot, scopes?: readonly Scope[]) => Promise<LimitPage>
  readonly language: Language
  readonly t: Words['i18n']['t']
  /** As the page says it. */
  readonly say: Words['say']
}

/** One state of the screens: as people, and whoever draws or checks it, come upon it. */
export interface ScreenState {
  /** `alert-will-not-fit`: of its picture, too. */
  readonly name: string
  /** Serves, opens, and waits until it is drawn; with the Snapshot that is shown. */
  readonly show: (showing: Showing) => Promise<Snapshot>
}

/** The words of English come in two parts; here they are wanted whole. */
async function wordsOf(language: Language): Promise<Pick<Words, 'i18n' | 'say'>> {
  if (language !== 'en') return loadWords(language)
  return { i18n: createI18n('en', en), say: (text) => text }
}

export const test = mergeTests(loadedTest, limitTest).extend<{ readonly showing: Showing }>({
  showing: async ({ page, locale, open, openMac, serve, folder }, provide) => {
    const language = languageFor('system', [locale ?? 'en'])
    const { i18n, say } = await wordsOf(language)
    await provide({ page, open, openMac, serve, folder, language, t: i18n.t, say })
  },
})

/** Within what a page takes for silence. */
const tickMs = 1_000

/** Goes on to say the same, as nothing happens on this machine: a page to which nothing is said believes its Headroom lost. */
function keptUp<T extends { push(snapshot: Snapshot): void }>(
  page: Page,
  first: Snapshot,
  to: T,
): T {
  let current = first
  const timer = setInterval(() => to.push(current), tickMs)
  page.once('close', () => clearInterval(timer))
  return {
    ...to,
    push: (next: Snapshot) => {
      current = next
      to.push(next)
    },
  }
}

const toDraw = (page: Page): Promise<void> => page.getByRole('heading', { level: 1 }).waitFor()

/** The overview over this Snapshot. */
export async function opened(
  { page, open }: Pick<Showing, 'page' | 'open'>,
  snapshot: Snapshot,
  scopes?: readonly Scope[],
): Promise<LoadedPage> {
  const loaded = keptUp(page, snapshot, await open(snapshot, scopes))
  await page.goto(loaded.url)
  await toDraw(page)
  return loaded
}

/** The overview over a Mac whose limit can be raised. */
export async function openedMac(
  { page, openMac }: Pick<Showing, 'page' | 'openMac'>,
  snapshot: Snapshot,
  scopes?: readonly Scope[],
): Promise<LimitPage> {
  const mac = keptUp(page, snapshot, await openMac(snapshot, scopes))
  await page.goto(mac.url)
  await toDraw(page)
  return mac
}

/** One that a single Snapshot is enough for. */
export const over = (name: string, snapshot: Snapshot): ScreenState => ({
  name,
  show: async (showing) => {
    await opened(showing, snapshot)
    return snapshot
  },
})

/** One over a real `serve` with these options: `--replay`, a recording. */
export const served = (
  name: string,
  options: readonly string[] | ((showing: Showing) => Promise<readonly string[]>),
  then: (showing: Showing) => Promise<void> = async () => undefined,
): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, serve } = showing
    const { url, snapshot } = await serve(
      ...(typeof options === 'function' ? await options(showing) : options),
    )
    await page.goto(url)
    await toDraw(page)
    await then(showing)
    return snapshot()
  },
})

/** Where the page shows nothing of a machine. */
export const nothingShown: Snapshot = nothingKnown

/** The button of this name, whole. */
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
