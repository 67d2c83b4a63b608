import { relievedOf } from '../../src/main/core/relieve-words.ts'
import { modelId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { candidateOf, suggestionOf } from '../renderer/relief/suggested.ts'
import { actOf } from '../shared/act-of.ts'
import { gemma, qwen } from '../shared/loaded.ts'
import * as quits from './apps-page.ts'
import { loadedMac, type LoadedPage } from './loaded-page.ts'
import { button, opened, over, type ScreenState, type Showing } from './screen-state.ts'

const sdxl = {
  ...gemma,
  id: modelId('sdxl'),
  name: 'sdxl',
  state: 'idle',
  quantization: null,
  memory: { total: { bytes: 4.1e9, origin: 'reported' }, onGpu: null, weights: null, kv: null },
} as const
const ofSdxl = candidateOf('unload', 'sdxl', 4.1e9)
const ofLoom = candidateOf('quit', 'Loom', 2.3e9, {
  isSafe: false,
  risk: 'it may hold unsaved work',
  words: 'not used for 40 min',
})
const { appsMac } = quits
const one = {
  ...quits.tight(appsMac),
  models: [gemma, sdxl],
  suggestion: suggestionOf(ofSdxl),
}
const two = { ...one, suggestion: suggestionOf(ofSdxl, ofLoom) }

/** A state that is come to by pressing what lets Loom go. */
const quitting = (
  name: string,
  then: (page: LoadedPage, showing: Showing) => Promise<void>,
): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, t } = showing
    const loaded = await opened(showing, appsMac)
    await button(page, t('relief.quitNamed', { name: 'Loom' })).click()
    await then(loaded, showing)
    await page.mouse.move(0, 0)
    return appsMac
  },
})

/** And of the model's. */
const unloading = (
  name: string,
  then: (page: LoadedPage, showing: Showing) => Promise<Snapshot>,
): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, t } = showing
    const loaded = await opened(showing, loadedMac)
    await button(page, t('relief.unloadNamed', { name: 'gemma3:27b' })).click()
    const shown = await then(loaded, showing)
    await page.mouse.move(0, 0)
    return shown
  },
})

const about = ({ page, t }: Showing, act: string, name = 'Loom') =>
  button(page, t('relief.about', { act, name }))

/** What has come of it stands there, and can be taken away. */
const told = ({ page, t }: Showing): Promise<void> =>
  page
    .getByRole('button', { name: t('relief.dismiss') })
    .first()
    .waitFor()

const suggested = (
  name: string,
  then: (page: LoadedPage, showing: Showing) => Promise<Snapshot>,
): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, t } = showing
    const loaded = await opened(showing, two)
    const card = page.getByRole('region', { name: t('relief.suggestion') })
    await card.getByRole('button').last().click()
    const { acting } = loaded
    acting.relieves.answer(
      relievedOf({ acts: [quits.asksOf()], want: null, room: null, isEnough: false }),
    )
    await card.getByRole('button', { name: t('relief.cancel') }).waitFor()
    return then(loaded, showing)
  },
})

/** The ways to let go of something: what is asked, what is going on, what has come of it. */
export const actStates: readonly ScreenState[] = [
  over('suggestion-of-one', one),
  over('suggestion-of-two', two),
  {
    name: 'suggestion-only-to-look-at',
    show: async (showing) => {
      await opened(showing, two, ['read'])
      return two
    },
  },
  suggested('suggestion-asks', async () => two),
  suggested('suggestion-working', async ({ push }, { page, t }) => {
    const card = page.getByRole('region', { name: t('relief.suggestion') })
    await card
      .getByRole('group')
      .getByRole('button')
      .filter({ hasNotText: t('relief.cancel') })
      .click()
    const next = { ...two, models: [gemma] }
    push(next)
    await page.getByText(t('relief.working.quit')).first().waitFor()
    return next
  }),
  quitting('quit-working', async (_, { page, t }) =>
    page.getByText(t('relief.working.quit')).waitFor(),
  ),
  quitting('quit-asks', async ({ acting }, showing) => {
    acting.quits.answer(quits.asksOf())
    await about(showing, showing.t('relief.cancel')).waitFor()
  }),
  quitting('quit-done', async ({ acting, push }, { page, t }) => {
    acting.quits.answer(quits.doneOf({ offers: ['reopen'] }))
    push({ ...appsMac, apps: appsMac.apps.slice(1) })
    await page.getByRole('button', { name: t('relief.reopen') }).waitFor()
  }),
  quitting('quit-still-open', async ({ acting }, { page }) => {
    acting.quits.answer(quits.stillOpen)
    await page.getByRole('group').getByRole('button').first().waitFor()
  }),
  quitting('quit-by-force', async ({ acting }, showing) => {
    acting.quits.answer(quits.stillOpen)
    await about(showing, `${showing.say('Force quit')}…`).click()
    await about(showing, showing.t('relief.cancel')).waitFor()
  }),
  quitting('quit-refused', async ({ acting }, showing) => {
    acting.quits.answer(quits.anotherByNow)
    await told(showing)
  }),
  quitting('quit-kept-alive', async ({ acting }, showing) => {
    acting.quits.answer(quits.keptAlive)
    await told(showing)
  }),
  unloading('unload-working', async (_, { page, t }) => {
    await page.getByText(t('relief.working.unload')).waitFor()
    return loadedMac
  }),
  unloading('unload-asks', async ({ answer }, showing) => {
    const sentence = 'Unload gemma3:27b? It is at work: its answer is cut off.'
    answer(actOf('unconfirmed', { sentence }))
    await about(showing, showing.t('relief.cancel'), 'gemma3:27b').waitFor()
    return loadedMac
  }),
  unloading('unload-held', async ({ answer }, showing) => {
    answer(
      actOf('held', {
        sentence: 'Ollama has taken it, and still has gemma3:27b loaded after 5 s',
        help: null,
      }),
    )
    await told(showing)
    return loadedMac
  }),
  unloading('unload-done', async ({ answer, push }, { page }) => {
    const next = { ...loadedMac, models: [qwen] }
    answer(actOf('done', { returnedBytes: 17.2e9 }))
    push(next)
    await page
      .getByText(/17[.,]2/)
      .first()
      .waitFor()
    return next
  }),
]
