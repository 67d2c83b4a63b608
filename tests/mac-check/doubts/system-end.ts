import { homedir } from 'node:os'
import { askAt } from '../../../src/main/host/ask-at.ts'
import { readEnd } from '../../../src/main/monitor/darwin/read-end.ts'
import { kernelMemoryLogOf } from '../../../src/main/probes/darwin/kernel-log.ts'
import { judged, wrong, type Doubt } from '../doubt.ts'

const dayMs = 24 * 3_600_000
const windowMs = 60_000

const window: Doubt = {
  id: 'kernel-log-window',
  title: "Does log show take the window of an end as @ and seconds, for the kernel's log?",
  why: 'After an end that was no ordinary one it is asked for the minutes around it, whatever the time zone is.',
  assumption: '--start @N --end @N is understood; with no event it prints its header',
  at: [{ file: 'src/main/probes/darwin/kernel-log.ts', text: 'know no time zone' }],
  marks: [],
  deadlineMs: 40_000,
  ask: async (mac) => {
    const nowMs = mac.host.clock.nowMs()
    const probe = kernelMemoryLogOf(nowMs - windowMs, nowMs)
    const raw = await mac.ask(probe.question)
    if (raw.kind !== 'ok') return wrong(raw.reason)
    const parsed = await mac.read(probe)
    return judged(parsed.kind === 'ok', `${Math.round(raw.tookMs)} ms\n${raw.value}`)
  },
}

const reports: Doubt = {
  id: 'system-end',
  title:
    'Can all that macOS wrote of the last day be read: panics, kills, crashes, resets of the GPU?',
  why: 'A black-box report says what ended the last run; where it cannot look it must say so.',
  assumption:
    'both folders DiagnosticReports and their Retired can be listed, and each report is of a known form',
  at: [
    { file: 'src/main/monitor/darwin/read-end.ts', text: 'Never run on a Mac' },
    { file: 'src/main/core/black-box/mac-signs.ts', text: 'Never run on a Mac' },
  ],
  marks: [],
  deadlineMs: 60_000,
  ask: async (mac) => {
    const nowMs = mac.host.clock.nowMs()
    const end = await readEnd(askAt({ ask: mac.ask }, nowMs), {
      sinceMs: nowMs - dayMs,
      untilMs: nowMs,
      home: homedir(),
    })
    return judged(end.unread.length === 0, mac.redact(JSON.stringify(end)))
  },
}

export const endDoubts: readonly Doubt[] = [window, reports]
