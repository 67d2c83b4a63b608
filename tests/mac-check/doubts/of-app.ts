import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isGaugeHidden } from '../../../src/main/electron/popover/placement.ts'
import { Refusal } from '../../../src/main/host/attempt.ts'
import { footprint, parseFootprints } from '../../../src/main/probes/darwin/footprint.ts'
import { frontApp } from '../../../src/main/probes/darwin/lsappinfo.ts'
import { thermalLevel } from '../../../src/main/probes/darwin/notifyutil.ts'
import { pid } from '../../../src/shared/ids.ts'
import { sleep } from '../../frame/children.ts'
import { fromRoot } from '../../from-root.ts'
import { untilTrue } from '../app/start-app.ts'
import type { AppRun } from '../app/app-run.ts'
import { judged, notAsked, wrong, type Doubt } from '../doubt.ts'
import { valueOf, type Mac } from '../mac.ts'

export function appOf({ app }: Mac): Promise<AppRun> {
  if (app === null) throw new Refusal('Electron is not installed (npx install-electron)')
  return app.shared()
}

const appDeadlineMs = 120_000

const gauge: Doubt = {
  id: 'gauge-place',
  title: 'Where does macOS say that the gauge is?',
  why: 'The popover opens below it; a gauge that macOS has hidden must be noticed.',
  assumption: 'within the menu bar of a display: at its top, with a width',
  at: [{ file: 'src/main/electron/popover/placement.ts', text: 'export function isGaugeHidden' }],
  marks: ['electron §13.5'],
  needs: ['app'],
  deadlineMs: appDeadlineMs,
  ask: async (mac) => {
    const { electron } = await appOf(mac)
    const { bounds, displays } = await electron.evaluate(({ screen }) => {
      const primary = screen.getPrimaryDisplay()
      const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
      return {
        bounds: globalThis.spy.trays[0]?.getBounds() ?? null,
        displays: [primary, ...others].map(({ bounds, workArea, scaleFactor }) => ({
          bounds,
          workArea,
          scaleFactor,
        })),
      }
    })
    const evidence = JSON.stringify({ bounds, displays })
    if (bounds === null) return wrong('there is no gauge')
    const isHidden = isGaugeHidden(bounds, displays)
    return judged(bounds.width > 0 && !isHidden, `${isHidden ? 'hidden' : 'shown'}\n${evidence}`)
  },
}

const escape: Doubt = {
  id: 'escape-closes',
  title: 'Does Escape close the popover, and does the app before come to the front again?',
  why: 'macOS gives the keys of a window that was hidden to nobody unless the app hides as well.',
  assumption: 'hidden at once; the app in front is the one from before',
  at: [
    {
      file: 'src/main/electron/popover/popover-window.ts',
      text: 'without the keys neither Escape',
    },
  ],
  marks: ['electron §13.1', 'electron §2 focus'],
  needs: ['app'],
  deadlineMs: appDeadlineMs,
  ask: async (mac) => {
    const run = await appOf(mac)
    const inFront = async (): Promise<string> => {
      const reading = await mac.host.ask(frontApp.question)
      return reading.kind === 'ok' ? reading.value.trim() : reading.reason
    }
    const before = await inFront()
    await run.open()
    await sleep(settlesWithinMs)
    const during = await inFront()
    await run.press('Escape')
    await untilTrue('the popover to close', async () => !(await run.isShown()))
    await sleep(settlesWithinMs)
    const after = await inFront()
    const evidence = `closed by Escape; in front before ${before}, meanwhile ${during}, afterwards ${after}`
    return judged(before === after, evidence)
  },
}

const settlesWithinMs = 1_000

/** Sum over all of its processes, by the kernel's own ledger. */
async function footprintOf(mac: Mac, run: AppRun): Promise<{ bytes: number; text: string }> {
  const metrics = await run.electron.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type }) => ({ pid, type })),
  )
  const reading = valueOf(
    await mac.host.ask(footprint(metrics.map((one) => pid(one.pid))).question),
    'footprint',
  )
  const byPid = new Map(
    parseFootprints(reading).processes.map((one) => [Number(one.pid), one.footprintBytes ?? 0]),
  )
  const bytes = [...byPid.values()].reduce((sum, one) => sum + one, 0)
  const mb = (value: number | undefined): string => `${Math.round((value ?? 0) / 1e6)} MB`
  return {
    bytes,
    text: `${mb(bytes)}: ${metrics.map((one) => `${one.type} ${mb(byPid.get(one.pid))}`).join(', ')}`,
  }
}

const warmMs = 120_000
const idleMostBytes = 180e6
const openMostBytes = 300e6
const calmMs = 5_000

const sizes: Doubt = {
  id: 'app-footprint',
  title:
    "What is the app's own footprint: at rest, with the popover open, and after it was destroyed?",
  why: 'Its subject is memory. Nobody of us has measured Electron on a Mac.',
  assumption: '120 to 180 MB without a window, 250 to 300 MB with the popover',
  at: [
    {
      file: 'src/main/electron/popover/popover-machine.ts',
      text: 'when it has been hidden for as long as it is kept',
    },
  ],
  marks: ['electron §13.7', 'electron §12 sizes'],
  needs: ['app'],
  deadlineMs: appDeadlineMs,
  ask: async (mac) => {
    if (mac.app === null) throw new Refusal('Electron is not installed')
    const run = await mac.app.startAnother()
    await sleep(calmMs)
    const atRest = await footprintOf(mac, run)
    await run.open()
    await sleep(calmMs)
    const open = await footprintOf(mac, run)
    await run.press('Escape')
    await untilTrue('the popover to close', async () => !(await run.isShown()))
    await run.pass(warmMs)
    await untilTrue('the window to be destroyed', async () => (await run.windowCount()) === 0)
    await sleep(calmMs)
    const after = await footprintOf(mac, run)
    await run.close()
    const evidence = `at rest ${atRest.text}\nopen ${open.text}\ndestroyed ${after.text}\n(driven by Playwright: its inspector is in the main process)`
    return judged(
      Math.max(atRest.bytes, after.bytes) <= idleMostBytes && open.bytes <= openMostBytes,
      evidence,
    )
  },
}

const heat: Doubt = {
  id: 'heat-by-electron',
  title: "Does Electron's thermal state agree with notifyutil's?",
  why: 'Both tell the same heat, in other words.',
  assumption: 'nominal is 0, fair 1, serious 2, critical 3 and above',
  at: [{ file: 'src/main/probes/darwin/notifyutil.ts', text: 'OSThermalNotification.h' }],
  marks: [],
  needs: ['app'],
  deadlineMs: appDeadlineMs,
  ask: async (mac) => {
    const { electron } = await appOf(mac)
    const state = await electron.evaluate(({ powerMonitor }) =>
      powerMonitor.getCurrentThermalState(),
    )
    const { number } = valueOf(await mac.read(thermalLevel), 'notifyutil')
    const evidence = `Electron: ${state}; notifyutil: ${number}`
    if (state === 'unknown') return notAsked('Electron does not know it here', evidence)
    return judged(
      ['nominal', 'fair', 'serious', 'critical'].indexOf(state) === Math.min(number, 3),
      evidence,
    )
  },
}

const helperIn = (folder: string): string =>
  join(folder, 'node_modules/node-pty/prebuilds', `darwin-${process.arch}`, 'spawn-helper')
const isRunnable = 0o111

const helper: Doubt = {
  id: 'spawn-helper-packaged',
  title: "May node-pty's helper be run in the packaged app?",
  why: 'A signed bundle must have it right: it cannot be mended where it is.',
  assumption: 'mode 0755 in app.asar.unpacked',
  at: [
    {
      file: 'src/main/host/native-pty.ts',
      text: 'ships its macOS helper without the right to run it',
    },
  ],
  marks: ['electron §13.8'],
  ask: async ({ packagedApp }) => {
    if (packagedApp === null) return notAsked('no packaged app is named (--app Headroom.app)')
    const unpacked = join(packagedApp, 'Contents/Resources/app.asar.unpacked')
    const { mode } = await stat(helperIn(unpacked))
    const ofHere = await stat(helperIn(fromRoot('.')))
    const text = (bits: number): string => (bits & 0o777).toString(8)
    return judged(
      (mode & isRunnable) === isRunnable,
      `packaged 0${text(mode)}, of this folder 0${text(ofHere.mode)}`,
    )
  },
}

export const appDoubts: readonly Doubt[] = [gauge, escape, sizes, heat, helper]
