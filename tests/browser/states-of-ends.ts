import { endReport } from '../../src/main/core/black-box/end-report.ts'
import type { EndSigns } from '../../src/main/core/black-box/end-signs.ts'
import type { BlackBox, BlackBoxReport, LastState } from '../../src/shared/black-box.ts'
import { lastState } from '../shared/ended.ts'
import { answerFor, ok } from './answered.ts'
import { loadedMac } from './loaded-page.ts'
import { button, opened, type ScreenState } from './screen-state.ts'
import { inSection } from './states-of-doctor.ts'

const reports = '/Library/Logs/DiagnosticReports'
const silent: EndSigns = {
  panics: [],
  ended: [],
  ownCrash: null,
  others: [],
  wouldTell: true,
  unread: [],
}
const endedAtMs = Date.parse('2026-11-22T09:14:09Z')
const atWork: LastState = lastState({ loads: [] })
const full: LastState = lastState({
  state: 'full',
  pressure: 'critical',
  roomBytes: 0,
  swapUsedBytes: 11.2e9,
  findings: [{ atMs: endedAtMs - 40_000, title: 'The GPU ran out of memory at work' }],
})

interface Composed {
  readonly signs: Partial<EndSigns>
  readonly last: LastState | null
  readonly isOtherBoot?: boolean
  readonly daysAgo?: number
}

/** As the next start of Headroom on a Mac composes it. */
function reportOf({ signs, last, isOtherBoot = true, daysAgo = 0 }: Composed): BlackBoxReport {
  const atMs = endedAtMs - daysAgo * 86_400_000
  const sought = {
    pid: 501,
    isOtherBoot,
    platform: 'darwin',
    recorded: last === null ? ('absent' as const) : ('ok' as const),
    untilMs: 0,
  }
  const id = `end ${String(daysAgo)}`
  const behind = { id, endedAtMs: atMs, foundAtMs: atMs, last, sought }
  return endReport(behind, { ...silent, ...signs }, 1).report
}

const gpuPanic = reportOf({
  last: atWork,
  signs: {
    panics: [
      {
        cause: 'gpu-driver',
        signature: {
          name: 'IOGPUMemory.cpp: completeMemory() prepare count underflow',
          text: 'panic(cpu 3 caller 0xfffffe0012345678): "completeMemory() prepare count underflow" @IOGPUMemory.cpp:550',
          from: `${reports}/panic-full-2026-11-22-101512.0002.panic`,
          process: 'python3.12',
        },
      },
    ],
  },
})
const memoryPanic = reportOf({
  last: full,
  daysAgo: 1,
  signs: {
    panics: [
      {
        cause: 'memory',
        signature: {
          name: 'watchdog timeout, Compressor Info (BAD)',
          text: 'watchdog timeout: no checkins from watchdogd in 94 seconds … Compressor Info: 66% of compressed pages limit (OK) and 100% of segments limit (BAD) with 48 swapfiles',
          from: `${reports}/panic-full-2026-11-21-101512.0002.panic`,
          process: 'kernel_task',
        },
      },
    ],
  },
})
const killed = reportOf({
  last: full,
  daysAgo: 2,
  isOtherBoot: false,
  signs: {
    ended: [
      {
        pid: 812,
        name: 'llama-server',
        bytes: 41.9e9,
        reason: 'vm-compressor-space-shortage',
        atMs: 0,
        isForMemory: true,
        isEngine: true,
        signature: {
          name: 'JetsamEvent',
          text: 'llama-server vm-compressor-space-shortage',
          from: `${reports}/JetsamEvent-2026-11-20-101058.ips`,
          process: 'llama-server',
        },
      },
    ],
  },
})
const powerLoss = reportOf({ last: full, signs: {}, daysAgo: 3 })
const notRead = reportOf({
  last: null,
  daysAgo: 4,
  signs: {
    wouldTell: false,
    unread: [
      `${reports} cannot be read: permission denied`,
      'The log of the kernel cannot be read: permission denied',
    ],
  },
})
const alone = reportOf({ last: null, signs: {}, isOtherBoot: false, daysAgo: 5 })

export const boxOf = (...all: readonly BlackBoxReport[]): BlackBox => ({
  schema: 'headroom/blackbox/1',
  reports: all,
  isUnread: false,
  trouble: null,
})

/** In the details, the newest unfolded. */
const inDetails = (name: string, box: BlackBox): ScreenState =>
  inSection(
    name,
    'findings',
    loadedMac,
    { blackBox: () => ok(box), seenBlackBox: () => ok(box) },
    async ({ page, t }) => {
      const first = page.locator('[data-end] button').first()
      await first.click()
      await page.locator('[data-end] [id]', { hasText: /./ }).first().waitFor()
      if (box.reports.length > 3)
        await button(page, t('ends.more', { count: box.reports.length - 3 })).click()
    },
  )

/** What a run left that had no ordinary end: the card, and the reports in the details. */
export const endStates: readonly ScreenState[] = [
  {
    name: 'end-told',
    show: async (showing) => {
      await answerFor(showing.page, { blackBox: () => ok(boxOf(gpuPanic, alone)) })
      await opened(showing, loadedMac)
      await button(
        showing.page,
        showing.t('ends.whatOf', { title: showing.say(gpuPanic.title) }),
      ).waitFor()
      return loadedMac
    },
  },
  inDetails('ends-gpu-panic', boxOf(gpuPanic)),
  inDetails('ends-memory-panic', boxOf(memoryPanic, killed)),
  inDetails('ends-killed', boxOf(killed)),
  inDetails('ends-power-loss', boxOf(powerLoss)),
  inDetails('ends-not-read', {
    ...boxOf(notRead, alone, gpuPanic, memoryPanic, killed),
    isUnread: true,
    trouble: '/Users/user1/black-boxes.json: permission denied; no earlier end is known',
  }),
]
