import { sleep } from '../../frame/children.ts'
import type { AppRun } from '../app/app-run.ts'
import { Refusal } from '../../../src/main/host/attempt.ts'
import { judged, notAsked, wrong, type Doubt } from '../doubt.ts'
import type { Mac } from '../mac.ts'
import { told } from '../run-command.ts'
import { whileChanged } from '../while-changed.ts'
import { appOf } from './of-app.ts'

const start = 'src/main/electron/start.ts'
const appDeadlineMs = 150_000

const loginStates = ['not-registered', 'enabled', 'requires-approval', 'not-found']

const login: Doubt = {
  id: 'login-item-state',
  title: 'Does macOS tell a state of the login item that we know?',
  why: 'An unsigned build may be told nothing, or may do nothing without a word.',
  assumption: `one of ${loginStates.join(', ')}`,
  at: [{ file: 'src/main/electron/login-system.ts', text: 'mainAppService is what macOS 13' }],
  marks: [],
  needs: ['app'],
  deadlineMs: appDeadlineMs,
  ask: async (mac) => {
    const { electron } = await appOf(mac)
    const item = await electron.evaluate(({ app }) =>
      app.getLoginItemSettings({ type: 'mainAppService' }),
    )
    return judged(loginStates.includes(item.status), JSON.stringify(item))
  },
}

const tickMs = 1_000
/** As long as the one that was measured with 2 polls of 11. */
const usualDriftMs = 25_000
/** Later than this and a pressure that rises within seconds is missed. */
const maxGapMs = 2_500

/** The gaps between ticks that should come once a second, in the main process. */
const gapsOf = ({ electron }: AppRun, driftMs: number): Promise<readonly number[]> =>
  electron.evaluate(
    (_electron, { everyMs, forMs }) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = []
        let lastMs = performance.now()
        const timer = setInterval(() => {
          const nowMs = performance.now()
          gaps.push(Math.round(nowMs - lastMs))
          lastMs = nowMs
        }, everyMs)
        setTimeout(() => {
          clearInterval(timer)
          resolve(gaps)
        }, forMs)
      }),
    { everyMs: tickMs, forMs: driftMs },
  )

async function drift(mac: Mac, driftMs: number): Promise<{ longestMs: number; text: string }> {
  if (mac.app === null) throw new Refusal('Electron is not installed (npx install-electron)')
  const run = await mac.app.startAnother()
  const gaps = await gapsOf(run, driftMs)
  await run.close()
  const longestMs = Math.max(0, ...gaps)
  return {
    longestMs,
    text: `${gaps.length} ticks in ${driftMs / 1000} s, the longest gap ${longestMs} ms`,
  }
}

const inspected = '(driven by Playwright: its inspector may keep the app awake)'

const nap = (driftMs: number): Doubt => ({
  id: 'timer-drift',
  title: 'Do timers of the app come in time while it has no window?',
  why: 'macOS lets an agent app without windows nap; one was measured with 2 of 11 polls.',
  assumption: `no tick of a second takes longer than ${maxGapMs} ms`,
  at: [{ file: start, text: 'no Dock icon, also unpackaged' }],
  marks: ['electron §13.4', 'electron §4 nap'],
  needs: ['app'],
  deadlineMs: appDeadlineMs,
  ask: async (mac) => {
    const { longestMs, text } = await drift(mac, driftMs)
    return judged(longestMs <= maxGapMs, `${text}\n${inspected}`)
  },
})

/** Of the Electron that is not packaged. */
const domain = 'com.github.Electron'
const key = 'NSAppSleepDisabled'

const noNap = (driftMs: number): Doubt => ({
  id: 'timer-drift-without-nap',
  title: 'Do they with NSAppSleepDisabled?',
  why: 'Headroom sets this default of its own, as a blocker of naps would keep the whole Mac awake.',
  assumption: 'it takes effect at the next launch',
  at: [{ file: start, text: 'no Dock icon, also unpackaged' }],
  marks: ['electron §13.4', 'electron §4 nap'],
  needs: ['app', 'changes'],
  deadlineMs: appDeadlineMs,
  ask: async (mac) => {
    const before = await mac.run(['/usr/bin/defaults', 'read', domain, key])
    if (before.code === 0) return notAsked(`${domain} has it already`, told(before))
    return whileChanged(['/usr/bin/defaults', 'delete', domain, key], async () => {
      await mac.run(['/usr/bin/defaults', 'write', domain, key, '-bool', 'YES'])
      const { longestMs, text } = await drift(mac, driftMs)
      return judged(longestMs <= maxGapMs, `${text}\n${inspected}`)
    })
  },
})

const notifiesWithinMs = 5_000

const notification: Doubt = {
  id: 'notification-shows',
  title: 'Does a notification of this Electron show, fail, or stay silent?',
  why: 'An unsigned bundle is told "failed", or nothing at all: then Headroom says so after three seconds.',
  assumption: 'show or failed within 3 s of a signed build; silence is possible',
  at: [{ file: 'src/main/electron/app-shell.ts', text: 'export function createAppShell' }],
  marks: ['electron §13.2'],
  needs: ['app', 'changes'],
  deadlineMs: appDeadlineMs,
  ask: async (mac) => {
    const { electron } = await appOf(mac)
    const said = await electron.evaluate(
      ({ Notification }, waitMs) =>
        new Promise<string>((resolve) => {
          const startedMs = performance.now()
          const after = (): string => `after ${Math.round(performance.now() - startedMs)} ms`
          const one = new Notification({
            id: 'headroom-mac-check',
            title: 'Headroom checks this Mac',
            body: 'This notification may be closed.',
            actions: [{ type: 'button', text: 'An action' }],
          })
          one.on('show', () => resolve(`show ${after()}`))
          one.on('failed', (_event, error) => resolve(`failed ${after()}: ${error}`))
          setTimeout(() => {
            resolve(`silence for ${waitMs} ms`)
            one.close()
          }, waitMs)
          one.show()
        }),
      notifiesWithinMs,
    )
    await sleep(tickMs)
    if (said.startsWith('failed'))
      return wrong(`${said}\n(of the Electron that runs, signed as it came)`)
    return judged(said.startsWith('show'), said)
  },
}

/** `driftMs`: how long timers are watched. */
export const shellDoubts = (driftMs = usualDriftMs): readonly Doubt[] => [
  login,
  nap(driftMs),
  noNap(driftMs),
  notification,
]
