import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { endQuestion } from '../../src/main/apps/quit/gui-script.ts'
import { formatArgv, keyOf, type Host } from '../../src/main/host/host.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import { powermetricsArgv } from '../../src/main/probes/darwin/powermetrics-command.ts'
import { pid } from '../../src/shared/ids.ts'
import { createChildren } from '../frame/children.ts'
import { fromRoot } from '../from-root.ts'
import { tempFolder } from '../processes.ts'
import { askAll, type Asked } from './ask-all.ts'
import type { Doubt } from './doubt.ts'
import { machineDoubts } from './doubts/machine.ts'
import { powerDoubts } from './doubts/power.ts'
import { processDoubts } from './doubts/processes.ts'
import { quitDoubts } from './doubts/quitting.ts'
import { startGuineaPig } from './guinea-pig.ts'
import { createAnswerKeeper } from './keep-answers.ts'
import { createMac, type Mac } from './mac.ts'
import { ownDoubts } from './own-outputs.ts'
import { replayedMac } from './replayed-mac.ts'
import { runCommand } from './run-command.ts'

const origin = { source: 'a test', provenance: 'composed' }

async function ask(mac: Mac, doubts: readonly Doubt[], ...ids: readonly string[]) {
  const wanted = doubts.filter(({ id }) => ids.includes(id))
  const all = await askAll(wanted, mac, () => null)
  return all.map(({ verdict, why, evidence }: Asked) => ({ verdict, why, evidence }))
}

/** What needs no macOS is tried on this machine. */
describe('asked of this very machine', () => {
  test('a process that is stopped is told so, and goes on; a log is followed; abilities are told', async () => {
    const folder = tempFolder()
    const children = createChildren()
    const host = createLocalHost()
    const mac = createMac({
      host,
      run: runCommand,
      guineaPig: await startGuineaPig(children, folder),
      children,
      app: null,
      packagedApp: null,
      redact: (text) => text,
    })
    const keeper = createAnswerKeeper(mac, folder, origin)
    const doubts = [...processDoubts, ...machineDoubts(keeper)]
    const [stopped, followed, abilities] = await ask(
      mac,
      doubts,
      'stuck-when-stopped',
      'log-followed',
      'abilities',
    )
    expect(stopped).toMatchObject({ verdict: 'holds' })
    expect(followed).toMatchObject({ verdict: 'holds' })
    expect(abilities?.evidence).toContain('history (SQLite): ok')
    const state = readFileSync(`/proc/${mac.guineaPig?.pid}/stat`, 'utf8')
    expect(state).not.toMatch(/\) T /)
    await children.endAll()
    await host.close()
  })

  test.runIf(existsSync(fromRoot('out/main/index.js')))(
    'what doctor and status print is kept, and failed sources are told',
    { timeout: 60_000 },
    async () => {
      const folder = tempFolder()
      const mac = replayedMac('mac-m2max-32gb-loading', {}, { run: runCommand })
      const [doctor, status] = await ask(mac, ownDoubts(folder), 'own-doctor', 'own-status')
      expect(doctor?.evidence).toMatch(/^exit [013], kept as doctor\.json/)
      expect(status?.evidence).toMatch(/^exit [013], kept as status\.json/)
      expect(readFileSync(join(folder, 'status.json'), 'utf8')).toContain('headroom/snapshot/1')
    },
  )
})

const sample = (milliwatts: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>elapsed_ns</key><integer>1009000000</integer><key>processor</key><dict><key>gpu_power</key><real>${milliwatts}</real></dict></dict></plist>\n`

describe('power', () => {
  const streaming = (pieces: readonly string[], isGone: boolean): Mac => {
    const { host } = replayedMac('mac-m2max-32gb-loading')
    const stream: Host['stream'] = (argv, onText, onEnd) => {
      expect(argv).toEqual(powermetricsArgv)
      pieces.forEach(onText)
      if (pieces.length === 0) onEnd({ reason: 'exit 1: sudo: a password is required' })
      return () => onEnd({ reason: null })
    }
    const run: Mac['run'] = async ([program]) => ({
      code: program === '/usr/bin/pgrep' && isGone ? 1 : 0,
      signal: null,
      stdout: '',
      stderr: '',
      tookMs: 1,
    })
    return replayedMac('mac-m2max-32gb-loading', {}, { host: { ...host, stream }, run })
  }
  const asked = async (mac: Mac, folder: string) => {
    const doubts = powerDoubts(createAnswerKeeper(mac, folder, origin), 50)
    return (await ask(mac, doubts, 'powermetrics-stream'))[0]
  }

  test('is read as production reads it, kept whole, and its end is waited for', async () => {
    const folder = tempFolder()
    const pieces = [sample(1_200), '\0', sample(900)]
    const seen = await asked(streaming(pieces, true), folder)
    expect(seen?.verdict).toBe('holds')
    expect(seen?.evidence).toMatch(/^2 documents at \d+, \d+ ms; 1 NULs\n\{"gpuWatts":1\.2,/)
    expect(readFileSync(join(folder, 'answers/powermetrics/stream.plist'), 'utf8')).toBe(
      pieces.join(''),
    )
  })

  test('that may not be asked is told by the words of sudo', async () => {
    const seen = await asked(streaming([], true), tempFolder())
    expect([seen?.verdict, seen?.why]).toEqual([
      'could not be asked',
      'no sample came: exit 1: sudo: a password is required',
    ])
  })
})

test.each([
  ['{"type":"dir","permissionBits":493}', 'holds', 'mode 0755'],
  ['{"type":"dir","permissionBits":488}', 'wrong', 'mode 0750'],
  [undefined, 'wrong', '/etc/sudoers.d: not in this recording'],
] as const)('a folder of rules that says %j: %s', async (stat, verdict, evidence) => {
  const mac = replayedMac('mac-m2max-32gb-loading', stat ? { '/etc/sudoers.d': stat } : {})
  const doubts = powerDoubts(createAnswerKeeper(mac, tempFolder(), origin), 50)
  expect(await ask(mac, doubts, 'sudoers-folder')).toEqual([{ verdict, why: null, evidence }])
})

describe('quitting', () => {
  const finder = 312
  const list = ` 1) "Finder" ASN:0x0-0x4004:
    bundleID="com.apple.finder"
    bundle path="/System/Library/CoreServices/Finder.app"
    pid = ${finder} type="Foreground" flavor=3 Version="15.6" fileType="FNDR" creator="MACS" Arch=ARM64
`
  const answers = (other: string): Record<string, string> => ({
    [formatArgv(['/usr/bin/lsappinfo', 'list'])]: list,
    [keyOf(endQuestion(pid(finder), 'com.apple.finder', 'look'))]: '{"kind":"found"}\n',
    [keyOf(endQuestion(pid(finder), 'com.apple.other', 'look'))]: `{"kind":"${other}"}\n`,
    [keyOf(endQuestion(pid(2_000_000), 'com.apple.finder', 'look'))]: '{"kind":"none"}\n',
  })

  test.each([
    ['other', 'holds', 'found, other, none'],
    ['found', 'wrong', 'found, found, none'],
  ] as const)('a script that takes a wrong bundle for %s: %s', async (other, verdict, evidence) => {
    const mac = replayedMac('mac-m2max-32gb-loading', answers(other))
    expect(await ask(mac, quitDoubts, 'quit-script-looks')).toEqual([
      { verdict, why: null, evidence },
    ])
  })

  test('nothing is quit that runs already', async () => {
    const own = list.replace('com.apple.finder', 'com.apple.calculator')
    const mac = replayedMac('mac-m2max-32gb-loading', { '/usr/bin/lsappinfo list': own })
    const [seen] = await ask(mac, quitDoubts, 'quit-by-terminate')
    expect(seen?.why).toBe('the Calculator runs already: the check quits only what it has started')
  })
})
