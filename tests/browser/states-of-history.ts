import { keeperOf } from '../history/moments.ts'
import { monthUpTo, type MonthOptions } from '../history/a-month.ts'
import { toldHistory } from '../history/told-history.ts'
import { halfADay, historyMac, wholeMonth } from './history-page.ts'
import type { LoadedPage } from './loaded-page.ts'
import { button, opened, type ScreenState, type Showing } from './screen-state.ts'

/** The section over this Mac, as `begin` gives it a past. */
const history = (
  name: string,
  begin: (page: LoadedPage) => void,
  then: (showing: Showing) => Promise<void>,
): ScreenState => ({
  name: `history-${name}`,
  show: async (showing) => {
    const { page } = showing
    const loaded = await opened(showing, historyMac)
    begin(loaded)
    await page.goto('about:blank')
    await page.goto(`${loaded.url}&details=history`)
    await then(showing)
    return historyMac
  },
})

const past =
  (options: MonthOptions) =>
  ({ disk }: LoadedPage): void => {
    disk.history = monthUpTo(historyMac, options).keeper.read
  }

/** The last hour, of which everything is known. */
const told =
  (trouble: string | null = null) =>
  ({ disk }: LoadedPage): void => {
    disk.history = () => ({
      ...toldHistory(historyMac.atMs),
      keptIn: trouble === null ? 'store' : 'memory',
      trouble,
    })
  }

// narrow, the list of sections has options, too
const signs = (page: Showing['page']) => page.getByRole('listbox').getByRole('option')

const toSign = ({ page }: Showing): Promise<void> => signs(page).first().waitFor()

/** What was: much of it, little, nothing yet, and none to be had. */
export const historyStates: readonly ScreenState[] = [
  history('hour', past(halfADay), async (showing) => {
    await toSign(showing)
    await showing.page.getByRole('slider').press('ArrowLeft')
  }),
  history('month', past(wholeMonth), async (showing) => {
    await showing.page.getByRole('button', { name: /^30/ }).click()
    await toSign(showing)
    await signs(showing.page).first().hover()
  }),
  history('told', told(), async (showing) => {
    await toSign(showing)
    await showing.page.getByRole('listbox', { name: showing.t('history.events') }).press('End')
  }),
  history(
    'not-on-disk',
    told('The history cannot be read (the disk is full)'),
    async ({ page, t }) => page.getByText(t('history.notOnDisk')).waitFor(),
  ),
  history('table', told(), async (showing) => {
    await toSign(showing)
    await button(showing.page, showing.t('history.table')).click()
    await showing.page.getByRole('table').waitFor()
  }),
  history(
    'nothing-yet',
    ({ disk }) => {
      disk.history = keeperOf().read
    },
    async ({ page, t }) => page.getByText(t('history.none')).waitFor(),
  ),
  history(
    'refused',
    ({ disk }) => {
      disk.history = () => 'a history has to end after it begins'
    },
    async ({ page, t }) => page.getByText(t('history.refused')).waitFor(),
  ),
]
