import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDataDesk, type HistoryData } from '../../src/main/core/data-desk.ts'
import { createOwnDesks } from '../../src/main/core/own-desks.ts'
import { noHistory } from './no-history.ts'
import { createActLog } from '../../src/main/history/act-log.ts'
import { openLogMemory } from '../../src/main/monitor/logs/log-memory.ts'
import { openServerKeys } from '../../src/main/settings/server-keys.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'
import { openSnoozes } from '../../src/main/settings/snooze-store.ts'
import { dataKinds, type DataKind, type OwnData } from '../../src/shared/own-data.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { localHost } from '../host/local-host.ts'
import { startChild, tempFolder } from '../processes.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { withoutApp, withoutLogin } from '../without-app.ts'

const ended = 'runs/2026-11-22T02-28-45Z-llama-server-4194304'
const position = { inode: 7, offsetBytes: 9, markBytes: 0, mark: '' }

/** A folder as it is after some weeks, with what is broken, cut off, and another's. */
function filledFolder(): string {
  const folder = tempFolder()
  mkdirSync(join(folder, 'runs'))
  const texts = {
    'settings.json': '{"language":"de","later":1}',
    'settings.json.broken': 'broken',
    'settings.json.broken-2': 'broken, too',
    '.settings.json.1f.tmp': 'half',
    'details-window.json': '{"x":1}',
    'acts.jsonl': '{}\n',
    'snoozes.json': JSON.stringify({
      snoozes: [{ target: 'thermal', span: '1h', madeAtMs: 5, servers: [] }],
    }),
    'learnt.json': '{"models":[]}',
    'learnt.json.broken': 'half',
    'black-boxes.json': '{"reports":[]}',
    'log-positions.json': JSON.stringify({ positions: { '/a.log': position } }),
    'models.json': '{}',
    'server-keys.json': '{"lmstudio:1234":"sk-secret"}',
    'server-keys.json.broken': 'sk-older-secret',
    [`${ended}.log`]: 'a prompt',
    [`${ended}.minute.jsonl`]: '{}',
    'runs/notes.txt': 'of the user',
    Preferences: 'of Electron',
  }
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
  return folder
}

/** All that keeps something, over real files. */
async function opened(history: HistoryData = noHistory, folder = filledFolder()) {
  const host = localHost()
  const settings = await openSettings(host, join(folder, 'settings.json'))
  const keys = await openServerKeys(host, join(folder, 'server-keys.json'))
  const snoozes = await openSnoozes(host, join(folder, 'snoozes.json'))
  const logMemory = await openLogMemory(host, join(folder, 'log-positions.json'))
  const log = createActLog(host, join(folder, 'acts.jsonl'))
  const forgotten = { models: 0 }
  const desks = createOwnDesks(
    {
      folder: { host, folder },
      keys,
      logs: { logMemory },
      alerts: {
        snoozes,
        settings: () => settings.current().alerts,
        troubles: () => [],
        stays: true,
      },
      acts: { log, settings: () => settings.current().relief, actsAlone: false },
      preferences: { settings, keys, loginItem: withoutLogin, shell: withoutApp },
    },
    {
      mode: 'live',
      snapshotNow: async () => nothingKnown,
      history,
      forgetModels: () => void forgotten.models++,
    },
  )
  const names = (): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  return { ...desks, desks, folder, names, settings, keys, snoozes, logMemory, forgotten }
}

const bytesOf = ({ parts }: OwnData): Readonly<Record<string, number>> =>
  Object.fromEntries(parts.map(({ kind, bytes }) => [kind, bytes]))
const all = [...dataKinds]

describe('what is kept', () => {
  test('is told by its size on the disk, also what was kept aside or cut off', async () => {
    const { ownData } = await opened({ ...noHistory, bytes: () => 99 })
    expect(bytesOf(await ownData())).toEqual({
      settings: 27 + 6 + 11 + 4 + 7,
      acts: 3,
      visits: 0,
      snoozes: 72,
      history: 99,
      learnt: 13 + 4,
      flight: 0,
      'black-boxes': 14,
      'log-positions': 76,
      'model-list': 2,
      'run-logs': 8 + 2,
      'server-keys': 29 + 15,
    })
  })

  test('is nothing where there is no folder yet', async () => {
    const { ownData } = await opened(noHistory, join(tempFolder(), 'none'))
    expect(Object.values(bytesOf(await ownData()))).toEqual(dataKinds.map(() => 0))
  })

  test('is told, exported and forgotten of this machine alone', async () => {
    const desk = createDataDesk(undefined)
    const reason = 'this is a recording: nothing is kept about whoever looks'
    await expect(desk.ownData()).rejects.toThrow(reason)
    await expect(desk.exportData()).rejects.toThrow(reason)
    await expect(desk.forget({ kinds: all, isConfirmed: true })).rejects.toThrow(reason)
  })
})

describe('what is exported', () => {
  test('is every file as it is, but for keys of servers, and logs of runs by their names', async () => {
    const { exportData } = await opened({
      ...noHistory,
      bytes: () => 99,
      exportText: () => '{"points":[]}',
    })
    const { files, schema } = await exportData()
    expect(schema).toBe('headroom/export/1')
    const text = JSON.stringify(files)
    for (const secret of ['sk-secret', 'sk-older-secret', 'a prompt', 'of Electron', 'of the user'])
      expect(text).not.toContain(secret)
    expect(files.map(({ name }) => name).toSorted()).toEqual([
      '.settings.json.1f.tmp',
      'acts.jsonl',
      'black-boxes.json',
      'contents.json',
      'details-window.json',
      'history.json',
      'learnt.json',
      'learnt.json.broken',
      'log-positions.json',
      'models.json',
      'settings.json',
      'settings.json.broken',
      'settings.json.broken-2',
      'snoozes.json',
    ])
    expect(files.find(({ name }) => name === 'settings.json')?.text).toBe(
      '{"language":"de","later":1}',
    )
    expect(JSON.parse(files[0]?.text ?? '')).toMatchObject({
      files: expect.arrayContaining([
        { name: `${ended}.log`, bytes: 8, isContained: false },
        { name: 'acts.jsonl', bytes: 3, isContained: true },
      ]),
    })
  })

  test('leaves out, and names, what is too large', async () => {
    const { exportData, folder } = await opened()
    writeFileSync(join(folder, 'models.json'), 'x'.repeat(4 * 2 ** 20 + 1))
    const { files } = await exportData()
    expect(files.map(({ name }) => name)).not.toContain('models.json')
    expect(files[0]?.text).toMatch(/"models\.json",\s+"bytes": 4194305,\s+"isContained": false/)
  })
})

describe('what is forgotten', () => {
  test('is nothing until that is confirmed, and what would be lost is said', async () => {
    const { forget, names } = await opened()
    const before = names()
    await expect(forget({ kinds: ['snoozes', 'settings'], isConfirmed: false })).rejects.toThrow(
      'this would be lost for good: the settings and the alerts that are silenced',
    )
    expect(names()).toEqual(before)
  })

  test('is all of it, and nothing that is another’s', async () => {
    let cleared = 0
    const { forget, names, forgotten } = await opened({
      ...noHistory,
      clear: () => {
        cleared++
        return noHistory.clear()
      },
    })
    const left = await forget({ kinds: all, isConfirmed: true })
    expect(Object.values(bytesOf(left))).toEqual(dataKinds.map(() => 0))
    expect(names()).toEqual(['Preferences', 'runs', 'runs/notes.txt'])
    expect([cleared, forgotten.models]).toEqual([1, 1])
  })

  test('is each lock that a crash left, and none that is held', async () => {
    const { forget, folder, names } = await opened()
    const aside = 'models.json.lock.1f6c'
    for (const name of ['settings.json.lock', 'acts.jsonl.lock', aside, 'models.json.lock']) {
      writeFileSync(join(folder, name), '')
      if (name !== 'models.json.lock') utimesSync(join(folder, name), 1, 1)
    }
    await forget({ kinds: all, isConfirmed: true })
    expect(names()).toEqual(['Preferences', 'models.json.lock', 'runs', 'runs/notes.txt'])
  })

  test.each(dataKinds)('is %s alone where that alone is named', async (kind) => {
    const { forget, ownData } = await opened()
    const before = bytesOf(await ownData())
    const after = bytesOf(await forget({ kinds: [kind], isConfirmed: true }))
    expect(after).toEqual({ ...before, [kind]: 0 })
  })
})

describe('what was forgotten', () => {
  const kinds: readonly DataKind[] = ['settings', 'snoozes', 'server-keys', 'log-positions']

  test('is no more in force, is told to whoever looks, and is not written again', async () => {
    const { forget, desks, settings, snoozes, keys, logMemory, names } = await opened()
    const heard: unknown[] = []
    desks.onPreferences(({ language, serverKeys }) => heard.push([language, serverKeys.length]))
    await logMemory.keep(new Map([['/a.log', { position: () => position }]]), 'at-once')
    await forget({ kinds, isConfirmed: true })
    expect(heard.at(-1)).toEqual(['system', 0])
    expect([settings.current(), snoozes.made(), keys.servers()]).toEqual([defaultSettings, [], []])
    expect(logMemory.positionOf('/a.log')).toBeNull()
    await logMemory.keep(new Map([['/a.log', { position: () => position }]]), 'at-once')
    await desks.preferences()
    expect(names().filter((name) => /^(settings|snoozes|server|log)/.test(name))).toEqual([])
    await desks.prefer({ units: 'binary' })
    expect(await desks.preferences()).toMatchObject({ language: 'system', units: 'binary' })
  })

  test('of logs is told again only from where they are read on', async () => {
    const { forget, logMemory, folder } = await opened()
    const further = { ...position, offsetBytes: 50 }
    await logMemory.keep(new Map([['/a.log', { position: () => position }]]), 'at-once')
    await forget({ kinds, isConfirmed: true })
    await logMemory.keep(new Map([['/a.log', { position: () => further }]]), 'at-once')
    const text = readFileSync(join(folder, 'log-positions.json'), 'utf8')
    expect(JSON.parse(text)).toEqual({ positions: { '/a.log': further } })
  })
})

test('logs of a run that goes on stay', async () => {
  const { forget, folder, names } = await opened()
  const child = startChild([process.execPath, '-e', 'setTimeout(() => {}, 60000)'])
  const running = `runs/2026-11-22T02-28-46Z-node-${child.pid}.log`
  writeFileSync(join(folder, running), 'more')
  expect(bytesOf(await forget({ kinds: ['run-logs'], isConfirmed: true }))['run-logs']).toBe(0)
  expect(names()).toContain(running)
  expect(names()).not.toContain(`${ended}.log`)
})

test('what cannot be taken away is told, and all else is forgotten', async () => {
  const folder = filledFolder()
  const local = localHost()
  const host: typeof local = {
    ...local,
    removeFile: async (path) =>
      path.endsWith('models.json')
        ? { kind: 'failed', reason: 'the disk is read-only', atMs: 0, tookMs: 0 }
        : local.removeFile(path),
  }
  const desk = createDataDesk({ host, folder, history: noHistory, forgetting: {} })
  await expect(desk.forget({ kinds: all, isConfirmed: true })).rejects.toThrow(
    'not all of it could be forgotten (the disk is read-only)',
  )
  const left = bytesOf(await desk.ownData())
  expect(Object.entries(left).filter(([, bytes]) => bytes > 0)).toEqual([['model-list', 2]])
})
