import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseRecording } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import { loadSenses } from '../../src/main/monitor/load-senses.ts'
import { noApiKeys } from '../../src/main/monitor/senses.ts'
import { ioAccelerators } from '../../src/main/probes/darwin/io-accelerator.ts'
import { gpuClients } from '../../src/main/probes/darwin/gpu-clients.ts'
import { frontApp, registeredApps } from '../../src/main/probes/darwin/lsappinfo.ts'
import { thermalLevel } from '../../src/main/probes/darwin/notifyutil.ts'
import { pmsetBatt } from '../../src/main/probes/darwin/pmset-batt.ts'
import { pmsetTherm } from '../../src/main/probes/darwin/pmset-therm.ts'
import { processFacts, processTimes } from '../../src/main/probes/darwin/ps.ts'
import { macOs } from '../../src/main/probes/darwin/sw-vers.ts'
import { memorySysctl, wiredLimitSysctl } from '../../src/main/probes/darwin/sysctl.ts'
import { systemProfile } from '../../src/main/probes/darwin/system-profiler.ts'
import { top } from '../../src/main/probes/darwin/top.ts'
import { vmStat } from '../../src/main/probes/darwin/vm-stat.ts'
import type { Probe } from '../../src/main/probes/probe.ts'
import { byHand } from '../../src/shared/by-hand.ts'
import { powerNeedsPermission } from '../../src/shared/facts.ts'
import { mendOf, type Troubled } from '../../src/shared/mend-text.ts'
import { fromRoot } from '../from-root.ts'
import { unknownOf } from './phrases/books.ts'

const sourceIdsOf = async (recording: string): Promise<readonly string[]> => {
  const text = readFileSync(fromRoot(`tests/fixtures/recordings/${recording}.jsonl`), 'utf8')
  const { host } = createReplayer(parseRecording(text))
  const senses = await loadSenses(host, { roomCapBytes: null, apiKeyFor: noApiKeys })
  return senses.sources.map(({ id }) => id)
}
const idsOf = {
  darwin: await sourceIdsOf('mac-m4-16gb-swapping'),
  linux: await sourceIdsOf('linux-idle'),
} as const
const platforms = ['darwin', 'linux'] as const

/** Whatever host/, the probes and the programs say. */
const reasons: readonly string[] = [
  'permission denied',
  'not permitted',
  'no such file or folder',
  'it is a folder',
  'too many open files',
  'input/output error',
  'no answer within 2 s',
  'no answer for 12 s',
  '/usr/bin/vm_stat is not installed',
  '/usr/bin/vm_stat may not be run',
  'exit 1: sudo: a password is required',
  'exit 64: log: Could not open local log store: Operation not permitted',
  'exit 18: Failed to initialize NVML: Driver/library version mismatch',
  'exit 9: No devices were found',
  'it was ended by SIGKILL',
  'it printed more than 8388608 bytes',
  'other files hang: this one is not asked for',
  'the processes are not known',
  'no process could be read',
  'nvidia-smi is not installed',
  'no card with a memory of its own',
  'no battery',
  'no thermal zone',
  'no server that runs writes one to a file',
  'there are none',
  '/var/log/llama.log: permission denied',
  '/Users/user1/Library/Logs/x.log: not permitted',
  '/tmp/logs: it is a folder',
  'not a table of ps',
  'not in this recording',
  powerNeedsPermission,
  'macOS lists no apps where nobody is logged in at the screen',
  'own process not known yet',
  '',
]

const troubled = (id: string, reason: string, kind: Troubled['kind'] = 'failed'): Troubled => ({
  id,
  kind,
  reason,
  isStale: false,
})
const places = (id: string, reason: string, platform: string, kind: Troubled['kind'] = 'failed') =>
  mendOf(troubled(id, reason, kind), platform)

describe.each(platforms)('on %s', (platform) => {
  test('every source that has failed is mended by a sentence, and by what can be done', () => {
    const ids = idsOf[platform]
    expect(ids.length).toBeGreaterThan(15)
    const useless = ids.flatMap((id) =>
      reasons.flatMap((reason) => {
        const mend = mendOf(troubled(id, reason), platform)
        if (mend === null || mend.text.startsWith('Nothing to mend'))
          return reason === 'not in this recording' ? [] : [`${id}: ${reason}`]
        return []
      }),
    )
    expect(useless).toEqual([])
  })

  test('every source that has nothing to tell says how to give it something, or that nothing is to be mended', () => {
    const silent = idsOf[platform].flatMap((id) =>
      reasons.filter((reason) => (places(id, reason, platform, 'absent')?.text ?? '') === ''),
    )
    expect(silent).toEqual([])
  })

  test('every language has all of it', () => {
    const texts = idsOf[platform].flatMap((id) =>
      reasons.flatMap((reason) =>
        (['failed', 'absent'] as const).flatMap(
          (kind) => places(id, reason, platform, kind)?.text ?? [],
        ),
      ),
    )
    expect(new Set(texts).size).toBeGreaterThan(15)
    expect(unknownOf(texts)).toEqual([])
  })
})

describe('what mends', () => {
  test('what answers, and what is not asked now, needs nothing', () => {
    expect(mendOf({ id: 'memory', kind: 'ok', reason: null, isStale: false }, 'linux')).toBeNull()
    expect(
      mendOf(troubled('top', 'asked only while somebody looks', 'waiting'), 'darwin'),
    ).toBeNull()
    const late = mendOf({ id: 'memory', kind: 'ok', reason: null, isStale: true }, 'linux')
    expect(late?.text).toMatch(/asked again by itself/)
    expect(unknownOf([late?.text ?? ''])).toEqual([])
  })

  test('watts without permission: the program that needs none, and the settings', () => {
    expect(places('power', powerNeedsPermission, 'darwin', 'absent')).toMatchObject({
      command: 'brew install macmon',
      place: { section: 'settings', focus: { kind: 'group', group: 'sampling' } },
    })
  })

  test('a log in a folder that macOS guards leads to its privacy settings, and no chmod', () => {
    expect(
      places('logs', '/Users/user1/Documents/x.log: not permitted', 'darwin')?.command,
    ).toMatch(/Privacy_AllFiles/)
  })

  test('servers without processes lead to the processes', () => {
    expect(places('servers', 'the processes are not known', 'darwin')?.place).toEqual({
      section: 'doctor',
      focus: { kind: 'source', sourceId: 'processes' },
    })
  })

  test('a driver that is not loaded, and one that was updated, are told apart', () => {
    const gpu = (reason: string) => places('gpu', reason, 'linux')
    expect(
      gpu("exit 9: NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.")
        ?.command,
    ).toBe('sudo modprobe nvidia')
    expect(
      gpu('exit 18: Failed to initialize NVML: Driver/library version mismatch')?.text,
    ).toMatch(/restart the machine/)
  })

  test('an answer that is not understood asks for a recording', () => {
    expect(places('memory', 'no line "Pages free"', 'darwin')?.command).toMatch(/^headroom record /)
  })

  test('where it is not known which machine it is, no command of another one is given', () => {
    expect(mendOf(troubled('memory', 'exit 1'), null)?.command).toBeNull()
  })
})

test('a log that may not be read: the command lets in this user alone, and names it as a shell takes it', () => {
  const command = (path: string, platform = 'linux') =>
    places('logs', `${path}: permission denied`, platform)?.command
  expect(command('/var/log/llama.log')).toBe('sudo setfacl -m "u:$(id -un):r" /var/log/llama.log')
  expect(command('/var/log/llama.log', 'darwin')).toBe(
    'sudo chmod +a "user:$(id -un) allow read" /var/log/llama.log',
  )
  expect(command('/tmp/a b; rm -rf ~')).toBe(`sudo setfacl -m "u:$(id -un):r" '/tmp/a b; rm -rf ~'`)
  expect(command('/tmp/a\u202eb')).toBeNull() // it could not be pasted as it looks
})

test('by hand a Mac is asked just what Headroom asks', () => {
  const probes: readonly (readonly [string, Probe<unknown>])[] = [
    ['memory', vmStat],
    ['pressure', memorySysctl],
    ['gpu', ioAccelerators],
    ['gpu-clients', gpuClients],
    ['processes', processTimes],
    ['process-facts', processFacts],
    ['top', top],
    ['apps', registeredApps],
    ['front-app', frontApp],
    ['macos', macOs],
    ['profile', systemProfile],
    ['wired-limit', wiredLimitSysctl],
    ['battery', pmsetBatt],
    ['speed-limit', pmsetTherm],
    ['thermal', thermalLevel],
  ]
  for (const [id, { question }] of probes) {
    const argv = question.kind === 'command' ? question.argv : []
    const words = [argv[0]?.split('/').at(-1), ...argv.slice(1)]
    expect(byHand(id, 'darwin')).toBe(words.join(' '))
  }
})
