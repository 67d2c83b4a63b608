import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate/browser'
import { expect, onTestFinished, test } from 'vitest'
import { createCore } from '../../../src/main/core/core.ts'
import { openOwnActs } from '../../../src/main/core/own-acts.ts'
import { openOwnLogs } from '../../../src/main/core/own-logs.ts'
import { openOwnPreferences } from '../../../src/main/core/own-preferences.ts'
import type { OwnRemembered } from '../../../src/main/core/own-remembered.ts'
import { createReportDesk } from '../../../src/main/core/report/report-desk.ts'
import { createMemoryKeeper } from '../../../src/main/history/memory-keeper.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { openServerKeys } from '../../../src/main/settings/server-keys.ts'
import { openSettings } from '../../../src/main/settings/settings-store.ts'
import type { BlackBox } from '../../../src/shared/black-box.ts'
import { actId } from '../../../src/shared/ids.ts'
import { nothingLearnt } from '../../../src/shared/learnt.ts'
import type { Report } from '../../../src/shared/report.ts'
import { recordsInCsv } from '../../shared/csv-in.ts'
import { startChild, tempFolder } from '../../processes.ts'
import { withoutApp, withoutLogin } from '../../without-app.ts'
import { home, machine, plantedIn, plantedSegment, secrets, user } from './planted.ts'

/** A folder as it is after a day, with a secret in each file. */
function plantedFolder(): string {
  const folder = tempFolder()
  mkdirSync(join(folder, 'flight'))
  const log = join(folder, `${user}.log`)
  writeFileSync(
    log,
    `ggml_metal_buffer_init: error: failed to allocate buffer, size =  8484.02 MiB Authorization: Bearer ${secrets.bearer}\n`,
  )
  const files = {
    'settings.json': JSON.stringify({
      logFiles: [log],
      modelFolders: [],
      relief: { neverSuggest: [secrets.looks, `${home}/Loom`] },
    }),
    'server-keys.json': JSON.stringify({ 'lmstudio:1234': secrets.typedKey }),
    'server-keys.json.broken': `{"jan:1337": "${secrets.typedKey}"`,
    'flight/9.jsonl': plantedSegment(),
    'flight/10.jsonl': plantedSegment(),
    'flight/notes.txt': secrets.prompt,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const planted: BlackBox = {
  schema: 'headroom/blackbox/1',
  reports: [
    {
      id: 'a',
      end: 'gpu-panic',
      endedAtMs: 1,
      foundAtMs: 2,
      title: `the machine of ${user} panicked`,
      story: [`${secrets.git} in ${home}/models on ${machine}.local`, `mail ${secrets.mail}`],
      signatures: [
        {
          name: 'IOGPUMemory.cpp',
          text: `panic … --api-key ${secrets.argument} https://u:${secrets.address}@host/`,
          from: `${home}/Library/Logs/DiagnosticReports/llama-server.ips`,
          process: 'llama-server',
        },
      ],
      last: null,
      fixes: [],
      unread: [`${secrets.cloud} could not be read`],
      isSeen: false,
    },
  ],
  isUnread: false,
  trouble: null,
}

const keeper = createMemoryKeeper()
const plantedEvent = { atMs: 3, kind: 'load', what: `qwen3 ${secrets.git}`, more: null } as const

const remembered: OwnRemembered = {
  history: { ...keeper, read: (input) => ({ ...keeper.read(input), events: [plantedEvent] }) },
  blackBoxes: {
    read: async () => planted,
    seen: async () => planted,
    begin: () => () => undefined,
    forget: (remove) => remove(),
  },
  learnt: {
    current: () => ({
      ...nothingLearnt,
      models: [
        {
          id: '1',
          engine: 'llama.cpp',
          build: 'b6800',
          model: `qwen3 ${secrets.hub} of ${user}`,
          loads: 3,
          lastAtMs: 4,
          ratios: { weightsBytes: 1.02 },
        },
      ],
    }),
    parts: () => ({ models: [], limit: null, growths: [] }),
    refresh: async () => undefined,
    change: async () => done,
    forget: async () => done,
    forgetAll: async () => done,
    onChange: () => () => undefined,
  },
}
const done = { kind: 'ok', value: null, atMs: 0, tookMs: 0 } as const

/** The whole Core over this machine and that folder, after some of a day. */
async function plantedCore(folder: string) {
  const host = createLocalHost()
  const settings = await openSettings(host, join(folder, 'settings.json'))
  const keys = await openServerKeys(host, join(folder, 'server-keys.json'))
  const acts = await openOwnActs({ actsAlone: false, settings }, folder)
  const id = actId('planted')
  await acts.log.begin({
    id,
    atMs: 1,
    by: 'person',
    act: 'quit',
    target: `Loom ${secrets.looks}`,
    server: null,
    request: `SIGTERM to node --token ${secrets.argument}`,
    isForced: false,
    heldBytes: 2.3e9,
    expectedBytes: 2.3e9,
  })
  const core = await createCore(host, {
    roomCapBytes: null,
    folder: { host, folder },
    keys,
    acts,
    remembered,
    logs: await openOwnLogs({ settings, stays: false }, folder),
    preferences: openOwnPreferences({
      settings,
      keys,
      loginItem: withoutLogin,
      shell: withoutApp,
    }),
  })
  onTestFinished(() => core.close())
  core.look()
  await core.snapshotOnce()
  await core.snapshotOnce()
  return { core, host }
}

const unpacked = ({ zipBase64 }: Report): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(unzipSync(Buffer.from(zipBase64, 'base64'))).map(([name, bytes]) => [
      name,
      strFromU8(bytes),
    ]),
  )

const identity = { users: [user], hosts: [machine], secrets: [secrets.environment] }

const allNames = [
  'about.json',
  'doctor.json',
  'snapshot.json',
  'settings.json',
  'findings.json',
  'history.json',
  'history.csv',
  'history-events.csv',
  'acts.json',
  'learnt.json',
  'black-boxes.json',
  'flight/10.jsonl',
  'flight/9.jsonl',
]

/** A program that holds memory, with secrets in its arguments and its environment. */
async function startPlanted(): Promise<void> {
  const script =
    'console.log("up");globalThis.held=Buffer.alloc(3e8).fill(1);setInterval(()=>{},1e6)'
  const child = startChild(
    [process.execPath, '-e', script, '--', '--api-key', secrets.argument, '-p', secrets.prompt],
    { ...process.env, HF_TOKEN: secrets.environment },
  )
  await child.printed(/up/)
}

test('a report of a day full of secrets has none of them, and all figures that matter', async () => {
  const folder = plantedFolder()
  await startPlanted()
  const { core, host } = await plantedCore(folder)
  const desk = createReportDesk({
    clock: host.clock,
    folder: { host, folder },
    asked: core,
    identity,
  })
  const report = await desk.report()
  const files = unpacked(report)

  expect(
    [...files].flatMap(([name, text]) => plantedIn(name + text).map((one) => [name, one])),
  ).toEqual([])

  // what the desks say does hold them: else nothing is proved
  const raw = await Promise.all([core.acts(), core.learnt(), core.blackBox(), core.preferences()])
  expect(plantedIn(JSON.stringify([...raw, core.current()?.findings])).length).toBeGreaterThan(7)

  const read = (name: string) => JSON.parse(files.get(name) ?? 'null')
  const snapshot = await core.snapshotOnce()
  const totalBytes = snapshot.memory.kind === 'ok' ? snapshot.memory.totalBytes : null
  expect(read('snapshot.json').memory.totalBytes).toBe(totalBytes)
  expect(read('learnt.json').models[0]).toMatchObject({ loads: 3, ratios: { weightsBytes: 1.02 } })
  expect(read('acts.json').acts[0]).toMatchObject({ act: 'quit', heldBytes: 2.3e9 })
  expect(read('black-boxes.json').reports[0].signatures[0]).toMatchObject({
    process: 'llama-server',
  })
  expect(read('findings.json')).toMatchObject([
    { class: 'metal-alloc-failed', facts: { triedBytes: 8_896_139_756 } },
  ])
  expect(recordsInCsv(files.get('history-events.csv') ?? '')).toMatchObject([
    { kind: 'load', what: 'qwen3 [removed]' },
  ])
  const recording = parseRecording(files.get('flight/9.jsonl') ?? '')
  expect(recording.entries).toHaveLength(10)
  expect(recording.entries.map(({ text }) => text)).toContain('MemTotal: 32768000 kB\n')
  expect(report.parts.map(({ name }) => name)).toEqual(allNames)
  expect(report.missing).toEqual([])
  expect(new Set(report.parts.flatMap((part) => Object.keys(part)))).toEqual(
    new Set(['kind', 'name', 'bytes', 'removedCount']),
  )
  expect([...files.keys()]).toEqual([
    'README.txt',
    'contents.json',
    ...report.parts.map(({ name }) => name),
  ])
})
