import type { Page } from '@playwright/test'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { loadedMac, test as base, type Disk, type LoadedPage } from './loaded-page.ts'

const ok = { kind: 'ok', atMs: loadedMac.atMs, isStale: false } as const

/** A Mac with room for 17.4 GB within Metal's limit. */
export const roomyMac: Snapshot = {
  ...loadedMac,
  room: {
    ...ok,
    state: 'plenty',
    stateCause: null,
    roomBytes: 17.4e9,
    ramRoomBytes: 21e9,
    gpuRoomBytes: 17.4e9,
    isGpuUnknown: false,
    ramHeldBackBytes: 0,
    gpuHeldBackBytes: 0,
  },
  gpu: {
    ...ok,
    inUseBytes: 5.5e9,
    inUseNowBytes: 5.5e9,
    beyondLimitBytes: 0,
    isUnified: true,
    devices: [],
  },
}

interface FitPage {
  /** The screen of what fits now, over this disk; a Snapshot comes every second. */
  readonly openFit: (disk: Disk) => Promise<LoadedPage>
}

export const showFit = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'What fits now' }).click()

export const test = base.extend<FitPage>({
  openFit: async ({ page, open }, provide) => {
    const timers: NodeJS.Timeout[] = []
    await provide(async (disk) => {
      const loaded = await open(roomyMac)
      Object.assign(loaded.disk, disk)
      let atMs = roomyMac.atMs
      timers.push(
        setInterval(() => {
          atMs += 1_000
          loaded.push({ ...roomyMac, atMs })
        }, 1_000),
      )
      await page.goto(loaded.url)
      await showFit(page)
      return loaded
    })
    timers.forEach((timer) => clearInterval(timer))
  },
})

export { expect } from '@playwright/test'
