import type { Section } from '../../src/shared/details.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { answerFor, ok, refused, type Answers } from './answered.ts'
import { ailing, ailingMac, healthy, healthyMac } from './ailing.ts'
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
