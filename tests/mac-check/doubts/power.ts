import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod/mini'
import { createPowerDocuments } from '../../../src/main/probes/darwin/powermetrics-stream.ts'
import { macmonArgv, macmonPaths, parseMacmonLine } from '../../../src/main/probes/darwin/macmon.ts'
import { parsePowerDocument } from '../../../src/main/probes/darwin/powermetrics.ts'
import {
  powermetricsArgv,
  powermetricsPermission,
} from '../../../src/main/probes/darwin/powermetrics-command.ts'
import { powermetricsArguments } from '../../../src/shared/powermetrics-rule.ts'
import { sleep } from '../../frame/children.ts'
import { judged, notAsked, wrong, type Doubt } from '../doubt.ts'
import type { Mac } from '../mac.ts'
import { told } from '../run-command.ts'
import type { AnswerKeeper } from '../keep-answers.ts'

const rule: Doubt = {
  id: 'sudoers-line',
  title: "Does this Mac's visudo accept the literal rule?",
  why: 'The rule is the whole privilege that Headroom ever has; it was checked by sudo of Debian only.',
  assumption: 'visudo -cf accepts the line with escaped commas, and refuses it with bare ones',
  at: [
    {
      file: 'src/shared/powermetrics-rule.ts',
      text: 'sudoers wants the commas of an argument escaped',
    },
  ],
  marks: [],
  ask: async (mac) => {
    const folder = await mkdtemp(join(tmpdir(), 'headroom-mac-check-'))
    const path = join(folder, 'rule')
    const check = async (args: string) => {
      await writeFile(path, `${userInfo().username} ALL = (root) NOPASSWD: ${args}\n`, {
        mode: 0o440,
        flag: 'w',
      })
      const ran = await mac.run(['/usr/sbin/visudo', '-cf', path])
      await rm(path, { force: true })
      return ran
    }
    const escaped = await check(powermetricsArguments.join(' ').replaceAll(',', String.raw`\,`))
    const bare = await check(powermetricsArguments.join(' '))
    await rm(folder, { recursive: true })
    const evidence = `escaped: ${told(escaped)}\nbare: ${told(bare)}`
    if (escaped.code === null) return notAsked('visudo could not be run', evidence)
    return judged(escaped.code === 0 && bare.code !== 0, evidence)
  },
}

const folder = '/etc/sudoers.d'
const othersEnter = 0o001
const rights = z.object({ permissionBits: z.number() })

const ruleFolder: Doubt = {
  id: 'sudoers-folder',
  title: 'May everybody see whether there is a rule?',
  why: 'Headroom looks for the file of its rule before it asks sudo, which would note each question; a folder that only root may enter would hide it.',
  assumption: `${folder} is there, and others may enter it`,
  at: [
    {
      file: 'src/main/core/power-ground.ts',
      text: "ask({ kind: 'stat', path: powermetricsRulePath })",
    },
  ],
  marks: [],
  ask: async (mac) => {
    const found = await mac.ask({ kind: 'stat', path: folder })
    if (found.kind !== 'ok') return wrong(`${folder}: ${found.reason}`)
    const { permissionBits } = rights.parse(JSON.parse(found.value))
    return judged((permissionBits & othersEnter) !== 0, `mode 0${permissionBits.toString(8)}`)
  },
}

const allowed: Doubt = {
  id: 'sudo-probe',
  title: 'Does sudo -n -l tell whether powermetrics may be run, without a prompt?',
  why: 'Headroom asks so before it runs it.',
  assumption: 'exit 0 or 1 at once, and no question at the screen',
  at: [
    { file: 'src/main/probes/darwin/powermetrics-command.ts', text: "sudoers' `listpw` may let" },
  ],
  marks: [],
  needs: ['sudo'],
  ask: async (mac) => {
    const { question } = powermetricsPermission
    const ran = await mac.run(
      question.kind === 'command' ? question.argv : ['/usr/bin/sudo', '-n', '-l'],
    )
    return judged(ran.code === 0 || ran.code === 1, `${Math.round(ran.tookMs)} ms\n${told(ran)}`)
  },
}

interface Streamed {
  readonly text: string
  readonly documents: readonly string[]
  /** When each came, since the start. */
  readonly atMs: readonly number[]
  readonly end: string | null
}

const usualStreamMs = 6_000

/** As production reads it, and stopped as production stops it. */
async function stream({ host }: Mac, streamMs: number): Promise<Streamed> {
  const documents = createPowerDocuments()
  const taken: string[] = []
  const atMs: number[] = []
  let text = ''
  let end: string | null = null
  const startedMs = performance.now()
  const stop = host.stream(
    powermetricsArgv,
    (piece) => {
      text += piece
      for (const one of documents.take(piece)) {
        taken.push(one)
        atMs.push(Math.round(performance.now() - startedMs))
      }
    },
    ({ reason }) => (end ??= reason),
  )
  await sleep(streamMs)
  stop()
  return { text, documents: taken, atMs, end }
}

const endsWithinMs = 10_000

async function isGoneAfter(mac: Mac): Promise<number | null> {
  const startedMs = performance.now()
  while (performance.now() - startedMs < endsWithinMs) {
    const ran = await mac.run(['/usr/bin/pgrep', '-x', 'powermetrics'])
    if (ran.code === 1) return Math.round(performance.now() - startedMs)
    await sleep(500)
  }
  return null
}

/** `keeper`: its text is kept as a recorded answer. */
const powermetrics = (keeper: AnswerKeeper, streamMs: number): Doubt => ({
  id: 'powermetrics-stream',
  title:
    'Does powermetrics stream plists that our parser reads, and does it end when nobody reads them?',
  why: "A child of root's cannot be signalled; Headroom closes its output, and -n 300 bounds what is left.",
  assumption:
    'a document a second, a NUL between; watts of the GPU; it has ended 10 s after its output was closed',
  at: [
    {
      file: 'src/main/probes/darwin/powermetrics-command.ts',
      text: 'A stream that ends by itself after about five minutes',
    },
    {
      file: 'src/main/host/local-command.ts',
      text: "EPERM: a child of root's (sudo), which ends as its output is closed",
    },
  ],
  marks: ['electron §13.6', 'electron §8 stop', 'macos §10 powermetrics'],
  needs: ['sudo'],
  deadlineMs: 40_000,
  ask: async (mac) => {
    const streamed = await stream(mac, streamMs)
    if (streamed.documents.length === 0)
      return notAsked(`no sample came: ${streamed.end ?? 'nothing was said'}`, streamed.text)
    await keeper.keep(
      { tool: 'powermetrics', name: 'stream', ending: 'plist' },
      powermetricsArgv.join(' '),
      streamed.text,
    )
    const samples = streamed.documents.map(parsePowerDocument)
    const goneMs = await isGoneAfter(mac)
    const evidence = [
      `${samples.length} documents at ${streamed.atMs.join(', ')} ms; ${streamed.text.split('\0').length - 1} NULs`,
      ...samples.map(({ gpuWatts, cpuWatts, gpuClockHertz, thermalPressure, elapsedMs }) =>
        JSON.stringify({ gpuWatts, cpuWatts, gpuClockHertz, thermalPressure, elapsedMs }),
      ),
      goneMs === null ? `it still runs after ${endsWithinMs} ms` : `it was gone after ${goneMs} ms`,
    ].join('\n')
    return judged(goneMs !== null && samples.every(({ gpuWatts }) => gpuWatts !== null), evidence)
  },
})

const macmon = (keeper: AnswerKeeper, streamMs: number): Doubt => ({
  id: 'macmon-lines',
  title: 'Does an installed macmon tell watts without privilege?',
  why: 'It is the source of power that needs no permission.',
  assumption: 'a line of JSON every two seconds',
  at: [
    {
      file: 'src/main/probes/darwin/macmon.ts',
      text: 'A stream of one line of JSON every two seconds',
    },
  ],
  marks: [],
  ask: async (mac) => {
    const found: string[] = []
    for (const path of macmonPaths)
      if ((await mac.ask({ kind: 'stat', path })).kind === 'ok') found.push(path)
    const [path] = found
    if (path === undefined) return notAsked('macmon is not installed (brew install macmon)')
    let text = ''
    const stop = mac.host.stream(
      macmonArgv(path),
      (piece) => (text += piece),
      () => undefined,
    )
    await sleep(streamMs)
    stop()
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length === 0) return wrong(`nothing within ${streamMs} ms`)
    await keeper.keep(
      { tool: 'macmon', name: 'pipe', ending: 'txt' },
      macmonArgv(path).join(' '),
      text,
    )
    const samples = lines.map(parseMacmonLine)
    return judged(
      samples.every(({ gpuWatts }) => gpuWatts !== null),
      text,
    )
  },
})

/** `streamMs`: how long a stream is read. */
export const powerDoubts = (keeper: AnswerKeeper, streamMs = usualStreamMs): readonly Doubt[] => [
  rule,
  ruleFolder,
  allowed,
  powermetrics(keeper, streamMs),
  macmon(keeper, streamMs),
]
