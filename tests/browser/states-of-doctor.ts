import type { About } from '../../src/shared/about.ts'
import type { Section } from '../../src/shared/details.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { aReport } from './a-report.ts'
import { answerFor, ok, refused, type Answers } from './answered.ts'
import { ailing, ailingMac, healthy, healthyMac } from './ailing.ts'
import { loadedMac } from './loaded-page.ts'
import { logOf, notedActs } from './noted-acts.ts'
import { button, type ScreenState, type Showing } from './screen-state.ts'

const tickMs = 1_000

/** A section of the details over this Snapshot, which is told on as long as the page is there. */
export const inSection = (
  name: string,
  section: Section,
  snapshot: Snapshot,
  answers: Answers,
  then: (showing: Showing) => Promise<void> = async () => undefined,
): ScreenState => ({
  name,
  show: async (showing) => {
    const { page, open } = showing
    const { url, push } = await open(snapshot)
    const timer = setInterval(() => push(snapshot), tickMs)
    page.once('close', () => clearInterval(timer))
    await answerFor(page, answers)
    await page.goto(`${url}&details=${section}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await then(showing)
    return snapshot
  },
})

const examine = async ({ page, t }: Showing): Promise<void> => {
  await button(page, t('doctor.examine')).click()
}

/** Of the section that tells how each source fares. */
export const doctorStates: readonly ScreenState[] = [
  inSection('doctor', 'doctor', ailingMac, {}),
  inSection(
    'doctor-examined',
    'doctor',
    ailingMac,
    { doctor: () => ok(ailing) },
    async (showing) => {
      await examine(showing)
      await showing.page.getByRole('heading', { name: showing.t('doctor.abilities') }).waitFor()
    },
  ),
  inSection(
    'doctor-all-well',
    'doctor',
    healthyMac,
    { doctor: () => ok(healthy) },
    async (showing) => {
      await examine(showing)
      await showing.page.getByRole('heading', { name: showing.t('doctor.abilities') }).waitFor()
    },
  ),
  inSection(
    'doctor-refused',
    'doctor',
    healthyMac,
    { doctor: () => refused('Headroom is not connected') },
    async (showing) => {
      await examine(showing)
      await showing.page.getByText(showing.t('doctor.refused')).first().waitFor()
    },
  ),
  inSection('doctor-no-sources', 'doctor', { ...healthyMac, sources: [] }, {}),
]

const unfold = async ({ page }: Showing, at: number): Promise<void> => {
  await page.locator('li[data-outcome] button[aria-expanded]').nth(at).click()
}

/** Of the section that tells what Headroom has done. */
export const notedStates: readonly ScreenState[] = [
  inSection(
    'acts',
    'acts',
    loadedMac,
    { acts: () => ok(logOf(notedActs, true)) },
    async (showing) => {
      await unfold(showing, 0)
    },
  ),
  inSection('acts-none', 'acts', loadedMac, { acts: () => ok(logOf([])) }),
  inSection('acts-refused', 'acts', loadedMac, {
    acts: () => refused('what Headroom has done cannot be read: it is a folder'),
  }),
  inSection(
    'acts-no-match',
    'acts',
    loadedMac,
    { acts: () => ok(logOf(notedActs)) },
    async (showing) => {
      await showing.page.getByRole('searchbox').fill('xyzzy')
    },
  ),
]

const about: About = {
  schema: 'headroom/about/1',
  version: '0.1.0',
  parts: [
    { name: 'Node', version: '24.21.0' },
    { name: 'Electron', version: '45.4.1' },
    { name: 'macOS', version: '26.1' },
  ],
  folder: '/Users/alice/Library/Application Support/Headroom',
}

const findLicence = async (page: Showing['page'], text: string): Promise<void> => {
  await page.locator('section li').first().waitFor()
  await page.getByRole('searchbox').fill(text)
}

/** Of the section that tells what Headroom is. */
/** As the app has it: of several processes, one of which does not tell. */
const appMac: Snapshot = {
  ...loadedMac,
  cost: {
    kind: 'ok',
    atMs: loadedMac.atMs,
    isStale: false,
    residentBytes: 0.29 * 1e9,
    cpuRatio: 0.024,
    parts: [
      { kind: 'window', processCount: 2, residentBytes: 0.13 * 1e9, cpuRatio: 0.012 },
      { kind: 'main', processCount: 1, residentBytes: 0.1 * 1e9, cpuRatio: 0.009 },
      { kind: 'gpu', processCount: 1, residentBytes: 0.06 * 1e9, cpuRatio: 0.003 },
      { kind: 'network', processCount: 1, residentBytes: null, cpuRatio: null },
    ],
  },
}

export const aboutStates: readonly ScreenState[] = [
  inSection('about', 'about', loadedMac, { about: () => ok(about) }, async ({ page }) => {
    await findLicence(page, 'lucide')
    await page.locator('section li button').first().click()
  }),
  inSection('about-app', 'about', appMac, { about: () => ok(about) }, async ({ page, t }) => {
    await page.getByRole('table', { name: t('own.takes') }).waitFor()
  }),
  inSection(
    'about-report',
    'about',
    loadedMac,
    { about: () => ok(about), report: () => ok(aReport) },
    async ({ page, t }) => {
      await page.getByRole('button', { name: t('about.report.make') }).click()
      await page.getByRole('heading', { name: t('about.report.holds') }).waitFor()
    },
  ),
  inSection(
    'about-no-match',
    'about',
    loadedMac,
    { about: () => ok({ ...about, folder: null }) },
    async ({ page }) => findLicence(page, 'xyzzy'),
  ),
  inSection(
    'about-refused',
    'about',
    loadedMac,
    { about: () => refused('Headroom is not connected') },
    async ({ page }) => findLicence(page, 'lucide'),
  ),
]
