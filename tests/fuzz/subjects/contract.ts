import { createCore, type Core } from '../../../src/main/core/core.ts'
import { handle } from '../../../src/main/core/handle.ts'
import { admit } from '../../../src/main/electron/admit.ts'
import { popoverAddress } from '../../../src/main/electron/own-address.ts'
import { wantedPlace } from '../../../src/main/electron/details/wanted-place.ts'
import { createVirtualClock } from '../../../src/main/host/virtual-clock.ts'
import { createReplayer } from '../../../src/main/host/replayer.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { jsonIn, ParseError } from '../../../src/shared/parse.ts'
import { createFakeCore } from '../../web/fake-core.ts'
import { recordings } from '../samples.ts'
import type { TextSubject } from '../subject.ts'
import { withinTurns } from '../within-turns.ts'

/** A name, and what is sent with it, below. */
const requests = [
  'snapshot',
  'doctor',
  'models',
  'acts',
  'limit',
  'powerRule',
  'snoozes',
  'preferences',
  'blackBox',
  'learnt',
  'logs',
  'about',
  'ownData',
  'exportData',
  'report',
].map((name) => `${name}\nnull`)
const inputs = [
  'look\n{"isLooking":true,"isHearing":false}',
  'fit\n{"model":"qwen3","engine":"mlx","contextTokens":4096,"kvType":"q8_0","parallel":1}',
  'serverKey\n{"serverId":"a","apiKey":"sk-abc"}',
  'serverKey\n{"server":"lmstudio:1234","apiKey":null}',
  'unload\n{"modelId":"a","isDryRun":true,"isConfirmed":false,"answers":["x"],"forceAfter":null}',
  'quit\n{"appId":"a","isDryRun":true,"isConfirmed":false,"forceAfter":null}',
  'settled\n{"actId":"x"}',
  'reopen\n{"actId":"x"}',
  'relief\n{"kind":"room","needBytes":5000000000,"on":"gpu"}',
  'relief\n{"kind":"gpu-time","needRatio":0.5}',
  'relieve\n{"steps":[{"kind":"unload","modelId":"a"},{"kind":"quit","appId":"b"}],"until":{"kind":"room","needBytes":5},"isDryRun":true,"isConfirmed":false}',
  'raiseLimit\n{"toBytes":12000000000,"isDryRun":true,"isConfirmed":false}',
  'setPowerRule\n{"isAllowed":true,"isConfirmed":false}',
  'snooze\n{"target":"all","span":"1h"}',
  'prefer\n{"gaugeStyle":"dial","clocks":{"lookedSeconds":2}}',
  'shellAct\n{"kind":"command-line","isInstalled":true}',
  'history\n{"sinceMs":0,"untilMs":1795200000000,"mostPoints":100}',
  'seenBlackBox\n{"id":"x"}',
  'forgetLearnt\n{"kind":"one","id":"x"}',
  'logLines\n{"path":"/x.log","after":{"turn":1,"lineNumber":5},"showsPrompts":false}',
  'forget\n{"kinds":["settings"],"isConfirmed":false}',
]

const played = 'mac-m4-16gb-swapping.jsonl'
const playedMs = 3_000
/** Longer ones are no answer for a screen. */
const mostChars = 5_000_000

interface Asked {
  readonly core: Core
  /** Its time passes only while it is asked. */
  readonly step: () => void
}

function createAsked(): (name: string, input: unknown) => Promise<unknown> {
  let asked: Promise<Asked> | null = null
  return async (name, input) => {
    asked ??= playedCore()
    const { core, step } = await asked
    const caller = { scopes: new Set(['read', 'act'] as const), setLooking: () => undefined }
    return withinTurns(handle(core, caller, name, input), step)
  }
}

/** Of a recorded Mac: it refuses to act, and answers all else. */
async function playedCore(): Promise<Asked> {
  const whole = parseRecording(recordings.get(played) ?? '')
  const early = whole.entries.filter(({ atMs }) => atMs <= playedMs)
  // what took long is there at once
  const entries = early.map((entry) => ({ ...entry, tookMs: 0 }))
  const { host } = createReplayer({ ...whole, entries })
  const clock = createVirtualClock(whole.startedAtMs, [])
  const core = await createCore({ ...host, clock }, { roomCapBytes: null })
  core.start()
  return { core, step: clock.step }
}

const ask = createAsked()
const page = { url: popoverAddress, parent: null }

/** So that whoever writes to what it is given is found. */
const frozenIn = (text: string): unknown => {
  jsonIn(text)
  return JSON.parse(text, (_, value: unknown) => Object.freeze(value))
}

function wrongOutcome(made: unknown): string | null {
  const text = JSON.stringify(made)
  if (text.length > mostChars) return `an answer of ${text.length} characters`
  if (/^\{"kind":"(?:ok|refused)"/.test(text)) return null
  return `no outcome: ${text.slice(0, 200)}`
}

export const contractSubjects: readonly TextSubject[] = [
  {
    name: 'requests',
    samples: () => [...requests, ...inputs],
    take: (text) => {
      const end = text.indexOf('\n')
      return ask(text.slice(0, Math.max(0, end)), frozenIn(text.slice(end + 1)))
    },
    refusals: [ParseError],
    wrong: wrongOutcome,
    isSteady: false,
    share: 0.5,
  },
  {
    name: 'places',
    samples: () => [
      '{"section":"models","focus":{"kind":"model","modelId":"a"}}',
      '{"section":"logs","focus":{"kind":"line","path":"/a.log","lineNumber":5}}',
    ],
    take: (text) => wantedPlace(page, frozenIn(text)),
    refusals: [ParseError],
  },
  {
    name: 'window-requests',
    samples: () => ['{"kind":"request","id":1,"name":"snapshot","input":null}'],
    take: (text) => admit(createFakeCore(), page, frozenIn(text)),
    refusals: [ParseError],
    wrong: wrongOutcome,
  },
]
