import type { Reading } from '../../../src/shared/reading.ts'
import type { Clock, Host, HttpQuestion, LogPiece, Question } from '../../../src/main/host/host.ts'
import { keyOf } from '../../../src/main/host/host.ts'
import { registeredApp } from '../../../src/main/probes/darwin/lsappinfo.ts'
import * as machine from '../../fixtures/recordings/mac/machine-forms.ts'
import * as forms from '../../fixtures/recordings/mac/process-forms.ts'
import { wiredLimitText } from '../../fixtures/recordings/mac/memory-forms.ts'
import { metalText } from '../../fixtures/recordings/mac/gpu-forms.ts'
import * as texts from './command-texts.ts'
import { tookMsOf } from './took-ms.ts'
import { beginsAtMs, type World } from './world.ts'

export interface SceneHost {
  readonly host: Host
  /** What was asked, and nobody has an answer for. */
  readonly unanswered: ReadonlySet<string>
  /** Hands what logs have grown by to whoever follows them. */
  tellLogs(): void
  /** An empty one is in its place. */
  rotateLog(path: string): void
}

export interface SceneHostOptions {
  readonly world: World
  readonly clock: Clock
  /** Headroom's own. */
  readonly ownPid: number
  /** How often a command does not answer in time. */
  readonly missingRatio: number
}

interface Follower {
  readonly path: string
  readonly tell: (text: string, isBacklog: boolean) => void
  readonly beginAnew: () => void
}

const refused: Reading<never> = { kind: 'failed', reason: 'not in a scene', atMs: 0, tookMs: 0 }

const refuse = async (): Promise<Reading<never>> => refused
const unwritten = { writeFile: refuse, appendFile: refuse, removeFile: refuse, moveFile: refuse }

/** The Mac of a scene, answering what production asks at the instant at which it asks. */
export function createSceneHost(options: SceneHostOptions): SceneHost {
  const { world, clock } = options
  const chance = world.random.fork('host')
  const unanswered = new Set<string>()
  const followers = new Set<Follower>()

  const answer = (question: Question, atMs: number): Reading<string> => {
    if (question.kind === 'command' && chance.chance(options.missingRatio))
      return { kind: 'failed', reason: 'no answer within 2 s', atMs, tookMs: 2_000 }
    const text = textOf(options, question)
    if (typeof text === 'string')
      return {
        kind: 'ok',
        value: text,
        atMs,
        tookMs: tookMsOf(question) * chance.between(0.8, 1.15),
      }
    if (text.isUnknown) unanswered.add(`${question.kind} ${keyOf(question)}`)
    return { kind: 'absent', reason: text.reason, atMs, tookMs: 0.2 }
  }

  const host: Host = {
    mode: 'live',
    platform: 'darwin',
    clock,
    ask: (question, atMs = clock.nowMs()) => Promise.resolve(answer(question, atMs)),
    stream: (_argv, _onText, onEnd) => {
      onEnd({ reason: 'not in a scene' })
      return () => undefined
    },
    watch: () => refused,
    followLog: (path, { position }, onPiece, onTrouble) =>
      follow(options, followers, path, position?.offsetBytes ?? 0, onPiece, onTrouble),
    openFile: async () => refused,
    digest: async (path) => {
      const { nowMs } = clock
      const header = world.files.get(path)?.header
      return header === undefined
        ? { kind: 'absent', reason: noFile, atMs: nowMs(), tookMs: 0.2 }
        : { kind: 'ok', value: header, atMs: nowMs(), tookMs: 12 }
    },
    ...unwritten,
    identify: async () => refused,
    signal: async () => refused,
    openTerminal: async () => refused,
    openDatabase: async () => refused,
    abilities: async () => [],
    close: async () => undefined,
  }
  return {
    host,
    unanswered,
    tellLogs: () => {
      for (const { path, text } of world.takeLog())
        for (const follower of followers) if (follower.path === path) follower.tell(text, false)
    },
    rotateLog: (path) => rotate(world, followers, path),
  }
}

function rotate(world: World, followers: ReadonlySet<Follower>, path: string): void {
  world.dropLog(path)
  for (const follower of followers) if (follower.path === path) follower.beginAnew()
}

function follow(
  { world, clock }: SceneHostOptions,
  followers: Set<Follower>,
  path: string,
  fromBytes: number,
  onPiece: (piece: LogPiece) => void,
  onTrouble: (trouble: { kind: 'absent'; reason: string; atMs: number; tookMs: number }) => void,
) {
  let offsetBytes = fromBytes
  let isNewFile = true
  const tell = (text: string, isBacklog: boolean): void => {
    offsetBytes += text.length
    onPiece({
      text,
      skippedBytes: 0,
      position: { inode: 1, offsetBytes, markBytes: 0, mark: '' },
      isNewFile,
      isBacklog,
      isKnown: false,
      modifiedAtMs: clock.nowMs(),
    })
    isNewFile = false
  }
  const beginAnew = (): void => {
    offsetBytes = 0
    isNewFile = true
  }
  const follower: Follower = { path, tell, beginAnew }
  followers.add(follower)
  const before = world.logText(path)
  if (before === null) onTrouble({ kind: 'absent', reason: noFile, atMs: clock.nowMs(), tookMs: 0 })
  else if (before.length > fromBytes) tell(before.slice(fromBytes), true)
  return { stop: () => void followers.delete(follower), check: () => Promise.resolve() }
}

const noFile = 'no such file or folder'

interface NoText {
  readonly reason: string
  readonly isUnknown: boolean
}
const absent = (reason: string): NoText => ({ reason, isUnknown: false })
const unknown: NoText = { reason: 'not in this scene', isUnknown: true }

function textOf(options: SceneHostOptions, question: Question): string | NoText {
  const { world, ownPid } = options
  switch (question.kind) {
    case 'command':
      return commandText(world, question.argv)
    case 'file':
      return world.files.get(question.path)?.text ?? absent(noFile)
    case 'dir':
      return namesIn(world, question.path)
    case 'link':
      return absent(noFile)
    case 'stat':
      return statText(options, question.path)
    case 'disk':
      return machine.diskText(world.mac.diskBytes, Math.max(0, Math.round(world.diskFreeBytes())))
    case 'http':
      return httpText(world, question)
    case 'process':
      return world.processes().some(({ pid }) => pid === question.pid) ? 'runs' : 'ended'
    case 'library':
      if (question.name === 'node/home') return JSON.stringify({ home: '/Users/user' })
      if (question.name !== 'node/process') return unknown
      return JSON.stringify({
        pid: ownPid,
        cpuMs: 1_800 + world.nowMs() * 0.004,
        residentBytes: 96 * 2 ** 20,
      })
  }
}

function commandText(world: World, argv: readonly string[]): string | NoText {
  const { machine: figures, limitBytes, maxBufferBytes, overrideMiB } = world.mac
  const [program = '', first] = argv
  switch (program) {
    case '/usr/bin/vm_stat':
      return texts.vmStatOf(world)
    case '/usr/sbin/sysctl':
      if (argv.includes('vm.swapusage')) return texts.memorySysctlOf(world)
      if (argv.includes('hw.memsize')) return machine.machineSysctlText(figures)
      return argv.includes('iogpu.wired_limit_mb') ? wiredLimitText(overrideMiB) : unknown
    case '/usr/sbin/ioreg':
      if (argv.includes('IOAccelerator')) return texts.acceleratorOf(world)
      return argv.includes('AGXDeviceUserClient') ? texts.clientsOf(world) : unknown
    case '/bin/ps':
      return psText(world, argv)
    case '/usr/bin/top':
      return texts.topOf(world)
    case '/usr/bin/footprint':
      return texts.footprintsOf(world, argv.map(Number).filter(Number.isInteger))
    case '/usr/sbin/lsof':
      return texts.lsofOf(world, argv) ?? unknown
    case '/usr/bin/lsappinfo':
      return appsText(world, argv)
    case '/usr/bin/pmset':
      if (argv.includes('batt')) return machine.pmsetBattText({ percent: 81, isCharging: true })
      return argv.includes('therm') ? machine.pmsetThermText : unknown
    case '/usr/bin/notifyutil':
      return machine.thermalLevelText(world.thermalLevel())
    case '/usr/bin/sw_vers':
      return machine.swVersText(figures)
    case '/usr/sbin/system_profiler':
      return machine.systemProfilerText(figures)
    case '/usr/bin/osascript':
      return metalText(figures.chip, limitBytes, maxBufferBytes)
    case '/usr/bin/file':
      return forms.fileText(argv.slice(first === '--' ? 2 : 1), () => ['arm64'])
    default:
      return unknown
  }
}

function psText(world: World, argv: readonly string[]): string | NoText {
  const pids = argv[argv.indexOf('-p') + 1]
  if (argv.includes('-p')) return texts.argumentsOf(world, (pids ?? '').split(',').map(Number))
  const columns = argv[2] ?? ''
  if (columns.endsWith('rss,ucomm')) return forms.psTimesText(texts.statesOf(world))
  return columns.includes('lstart') ? forms.psFactsText(texts.statesOf(world)) : unknown
}

function appsText(world: World, argv: readonly string[]): string | NoText {
  const registered = texts.registeredOf(world)
  switch (argv[1]) {
    case 'list':
      return forms.appsText(registered)
    case 'front':
      return forms.frontAppText(registered.frontAsn)
    default:
      return keyOf(registeredApp(argv[2] ?? '').question) === argv.join(' ')
        ? forms.appText(registered)
        : unknown
  }
}

function namesIn(world: World, path: string): string | NoText {
  const names = new Set<string>()
  const head = `${path.replace(/\/$/, '')}/`
  for (const one of world.files.keys()) {
    if (!one.startsWith(head)) continue
    names.add(one.slice(head.length).split('/')[0] ?? '')
  }
  return names.size === 0 ? absent(noFile) : JSON.stringify([...names])
}

function statText({ world, clock }: SceneHostOptions, path: string): string | NoText {
  const node = world.files.get(path)
  const log = world.logText(path)
  if (node === undefined && log === null) return absent(noFile)
  return JSON.stringify({
    type: node?.type ?? 'file',
    sizeBytes: log?.length ?? node?.bytes ?? 0,
    modifiedAtMs: log === null ? beginsAtMs - 86_400_000 : clock.nowMs(),
    device: 16_777_234,
    inode: 7_000 + [...world.files.keys()].indexOf(path),
  })
}

function httpText(world: World, { url, method = 'GET' }: HttpQuestion): string | NoText {
  const { hostname, port, pathname } = new URL(url)
  const listener = world.processes().find(({ listens }) => listens?.port === Number(port))
  const answers = listener?.listens?.answers()
  if (answers === undefined || method !== 'GET')
    return absent(`nothing listens on ${hostname}:${port}`)
  const answer = answers.get(pathname)
  return JSON.stringify(
    answer ?? { status: 404, contentType: 'text/plain', server: '', body: 'not found' },
  )
}
