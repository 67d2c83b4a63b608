import { sections, type Section } from '../../src/shared/details.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { ailingMac } from './ailing.ts'
import { answerFor, refused } from './answered.ts'
import { detailsAt } from './details-page.ts'
import { workstation } from './failing-recording.ts'
import type { ScreenState, Showing } from './screen-state.ts'
import { foundMac, inventoryMac } from './states-of-details.ts'

const { servers, models } = inventoryMac
const lastMac: Snapshot = { ...ailingMac, servers, models, findings: foundMac.findings }

const gone = () => refused('Headroom is not connected')
const goneFor = {
  history: gone,
  logs: gone,
  logLines: gone,
  models: gone,
  fit: gone,
  doctor: gone,
  acts: gone,
  about: gone,
  preferences: gone,
  ownData: gone,
  snoozes: gone,
} as const

const toHead = ({ page }: Showing, section: Section): Promise<void> =>
  page.locator(`[data-section="${section}"] h1`).waitFor()

/** Nothing more is pushed, and nothing asked is answered: what the last Snapshot said stands, marked as old. */
const lost = (section: Section): ScreenState => ({
  name: `lost-${section}`,
  show: async (showing) => {
    const { page, open, t } = showing
    const { url } = await open(lastMac)
    await answerFor(page, goneFor)
    await page.goto(detailsAt(url, section))
    await toHead(showing, section)
    await page.getByRole('group', { name: t('notices.lost') }).waitFor()
    return lastMac
  },
})

/** What is of this machine alone is refused; the rest is the recording's. */
const recorded = (section: Section): ScreenState => ({
  name: `recorded-${section}`,
  show: async (showing) => {
    const { page, serve, t } = showing
    const { url, snapshot } = await serve('--replay', workstation)
    await page.goto(detailsAt(url, section))
    await toHead(showing, section)
    await page.getByRole('group', { name: t('notices.replay') }).waitFor()
    return snapshot()
  },
})

/** Each section of the details where its Headroom has fallen silent, and over a recording. */
export const sectionStates: readonly ScreenState[] = [
  ...sections.map(lost),
  ...sections.map(recorded),
]
