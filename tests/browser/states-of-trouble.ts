import type { Snapshot } from '../../src/shared/snapshot.ts'
import { workstation, writeFailingRecording } from './failing-recording.ts'
import { roomyMac } from './fit-page.ts'
import { writeFrom, type MacName } from './mac-recording.ts'
import { toldMac } from './overview-page.ts'
import {
  nothingShown,
  opened,
  over,
  served,
  type ScreenState,
  type Showing,
} from './screen-state.ts'
import { titleOf } from './states-of-room.ts'

const failingSources = { kind: 'failed', reason: 'no answer within 2 s' } as const
const failed: Snapshot = {
  ...toldMac,
  memory: failingSources,
  room: { ...failingSources, state: 'unknown' },
  gpu: failingSources,
  limit: failingSources,
  pressure: failingSources,
  swap: failingSources,
  apps: [],
  models: [],
  servers: [],
  trail: { points: [], marks: [] },
  sources: toldMac.sources.map((one) => ({
    ...one,
    ...failingSources,
    title: titleOf(one.id),
    ageMs: 70_000,
  })),
}

/** Until a page says something of its connection. */
const noticed = ({ page }: Showing): Promise<void> => page.getByRole('status').first().waitFor()

/** A composed Mac, from an instant of its recording on. */
const mac = (name: string, recording: MacName, fromMs: number): ScreenState =>
  served(name, async ({ folder }) => ['--replay', await writeFrom(folder, recording, fromMs)])

/** Where there is nothing to see, or not all; and recordings. */
export const troubleStates: readonly ScreenState[] = [
  over('empty-nothing-loaded', { ...toldMac, models: [] }),
  over('empty-no-engine', { ...toldMac, models: [], servers: [] }),
  over('no-permission', {
    ...toldMac,
    power: { kind: 'absent', reason: 'needs permission for powermetrics, or macmon' },
    gpu: { kind: 'absent', reason: 'needs permission' },
  }),
  over('sources-failed', failed),
  {
    name: 'first-seconds',
    show: async (showing) => {
      const { page, open } = showing
      const { url } = await open(roomyMac)
      await page.routeWebSocket(/\/ws$/, () => undefined)
      await page.goto(url)
      await noticed(showing)
      return nothingShown
    },
  },
  {
    name: 'no-token',
    show: async (showing) => {
      const { page, open } = showing
      const { url } = await open(roomyMac)
      await page.goto(url.replace(/token=.*/, 'token=another'))
      await noticed(showing)
      return nothingShown
    },
  },
  {
    name: 'connection-lost',
    show: async (showing) => {
      const { page, open, t } = showing
      const { url } = await open(toldMac)
      await page.goto(url)
      // it says nothing more; what a page has still to load can be had
      await page.getByRole('group', { name: t('notices.lost') }).waitFor()
      return toldMac
    },
  },
  {
    name: 'outdated',
    show: async (showing) => {
      const { page } = showing
      await page.routeWebSocket(/\/ws$/, (route) => {
        const server = route.connectToServer()
        let count = 0
        server.onMessage((text) =>
          route.send(
            String(text).replace(
              'headroom/snapshot/1',
              () => `headroom/snapshot/${++count > 1 ? 2 : 1}`,
            ),
          ),
        )
      })
      await opened(showing, roomyMac)
      await page.getByRole('group', { name: showing.t('notices.outdated') }).waitFor()
      return roomyMac
    },
  },
  over('replay', { ...toldMac, mode: 'replay' }),
  served('replay-of-a-workstation', ['--replay', workstation]),
  served(
    'sources-silent',
    async ({ folder }) => [
      '--replay',
      await writeFailingRecording(folder, {
        fromMs: 1_000,
        keys: ['/proc', '/proc/meminfo', 'node/process'],
        error: 'no answer within 2 s',
      }),
    ],
    async ({ page, t }) => page.getByRole('group', { name: t('overview.trouble') }).waitFor(),
  ),
  mac('mac-loading', 'mac-m2max-32gb-loading', 44_000),
  mac('mac-swapping', 'mac-m4-16gb-swapping', 40_000),
  mac('mac-idle-model', 'mac-m5max-128gb-unload', 20_000),
  mac('mac-beyond-limit', 'mac-64gb-two-servers', 45_000),
  mac('mac-refused', 'mac-m1pro-16gb-refused', 18_000),
]
