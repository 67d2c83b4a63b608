import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import { argumentsOf, environment, executablePath } from '../../app/launching.ts'
import { macRecording } from '../../browser/mac-recording.ts'
import { medianOf } from '../../frame/median.ts'
import type { BenchNumber, Figure } from '../number.ts'

const runs = 15
const quickRuns = 4
/** How long a hidden window is kept. */
const warmMs = 120_000

/** From the click on the gauge to the popover on screen with the room painted, in the main process' clock. */
const openOnce = (electron: ElectronApplication): Promise<number> =>
  electron.evaluate(async ({ BrowserWindow }) => {
    const [tray] = globalThis.spy.trays
    const startedAt = performance.now()
    tray?.emit('click', {}, tray.getBounds(), { x: 0, y: 0 })
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) throw new Error('no window')
    if (!window.isVisible()) await new Promise<void>((resolve) => window.once('show', resolve))
    // meaningful is the room; two frames later it is on the screen
    await window.webContents.executeJavaScript(`new Promise((done) => {
      const look = () =>
        /\\d/.test(document.querySelector('h1')?.textContent ?? '')
          ? requestAnimationFrame(() => requestAnimationFrame(() => done(null)))
          : requestAnimationFrame(look)
      look()
    })`)
    return performance.now() - startedAt
  })

const hide = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(() => {
    const [tray] = globalThis.spy.trays
    tray?.emit('click', {}, tray.getBounds(), { x: 0, y: 0 })
  })

export const number: BenchNumber = {
  name: 'popover-paint',
  what: 'from the click on the gauge to the painted popover, a new window and a kept one',
  run: async ({ isQuick }) => {
    const folder = await mkdtemp(join(tmpdir(), 'headroom-bench-'))
    const options = { replay: macRecording('mac-m5max-128gb-unload') }
    const electron = await _electron.launch({
      executablePath,
      args: await argumentsOf(options, folder),
      env: await environment(options),
    })
    const fresh: number[] = []
    const kept: number[] = []
    try {
      await waitForGauge(electron)
      for (let run = 0; run < (isQuick ? quickRuns : runs); run++) {
        fresh.push(await openOnce(electron))
        await hide(electron)
        kept.push(await openOnce(electron))
        await hide(electron)
        await electron.evaluate((_electron, span) => globalThis.spy.pass(span), warmMs)
      }
    } finally {
      await electron.close()
      await rm(folder, { recursive: true, force: true })
    }
    const note = 'by the stand-in: real Chromium, but not Electron, and no window server'
    const figure = (what: string, times: readonly number[]): Figure => ({
      what: `click to paint, ${what}, median`,
      value: medianOf(times),
      unit: 'ms',
      bar: null,
      note,
    })
    return [figure('a new window', fresh), figure('a kept window', kept)]
  },
}

async function waitForGauge(electron: ElectronApplication): Promise<void> {
  while ((await electron.evaluate(() => globalThis.spy.titles.length)) === 0)
    await new Promise((resolve) => setTimeout(resolve, 50))
}
