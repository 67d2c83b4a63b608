import type { Page } from '@playwright/test'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { trailStepMs } from '../../src/shared/trail.ts'
import { expect, test } from './loaded-page.ts'
import { toldMac } from './overview-page.ts'

/** As React's own tools count: each commit of the tree calls them. */
async function countCommits(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const count = { commits: 0 }
    Object.assign(window, {
      count,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        checkDCE: () => undefined,
        inject: () => 1,
        onCommitFiberRoot: () => void count.commits++,
        onCommitFiberUnmount: () => undefined,
      },
    })
  })
  return () => page.evaluate('window.count.commits')
}

const tickMs = 1_000
/** All figures a tick later. */
function later(tick: number): Snapshot {
  const atMs = toldMac.atMs + tick * tickMs
  const moved = <T extends object>(part: T): T => ({ ...part, atMs })
  const [first, ...others] = toldMac.models
  if (first === undefined) throw new Error('it has models')
  return {
    ...toldMac,
    atMs,
    memory: moved(toldMac.memory),
    room: moved(toldMac.room),
    gpu: moved(toldMac.gpu),
    swap: moved(toldMac.swap),
    models: [{ ...first, contextUsedTokens: 2_134 + tick * 40, atMs }, ...others],
    apps: toldMac.apps.map((app) => ({ ...app, memoryBytes: app.memoryBytes + tick * 1e6 })),
    trail: {
      ...toldMac.trail,
      points: [
        ...toldMac.trail.points.slice(1),
        { atMs: toldMac.atMs + Math.ceil(tick / 5) * trailStepMs, roomBytes: 6e9 - tick * 1e7 },
      ],
    },
  }
}

async function hide(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)
}

test('each Snapshot is drawn in one commit, and none is while nobody looks', async ({
  page,
  open,
}) => {
  const commits = await countCommits(page)
  const { url, push, lookers } = await open(toldMac)
  await page.goto(url)
  await expect(page.getByRole('img', { name: /^Room over/ })).toBeVisible()
  await page.waitForTimeout(500) // what the first one brings along
  const first = await commits()
  expect(first).toBeGreaterThan(0)
  for (let tick = 1; tick <= 10; tick++) {
    push(later(tick))
    await expect.poll(commits).toBe(first + tick)
    await page.waitForTimeout(60)
    expect(await commits()).toBe(first + tick)
  }

  await hide(page, true)
  await expect.poll(lookers).toBe(0)
  const before = await commits()
  for (let tick = 11; tick <= 15; tick++) push(later(tick))
  await page.waitForTimeout(1_500)
  expect(await commits()).toBe(before)
  await hide(page, false)
  await expect.poll(commits).toBeGreaterThan(before)
})
