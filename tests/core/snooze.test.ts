import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createCore, type Core } from '../../src/main/core/core.ts'
import { handle } from '../../src/main/core/handle.ts'
import { createJudge } from '../../src/main/core/judge-snapshots.ts'
import { openOwnAlerts } from '../../src/main/core/own-alerts.ts'
import { endUntilRestart } from '../../src/main/core/snooze.ts'
import type { Scope } from '../../src/shared/contract.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import type { MadeSnooze } from '../../src/shared/snooze.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { macAt, t0 } from '../alerts/moments.ts'
import { localHost } from '../host/local-host.ts'
import { tempFolder, until } from '../processes.ts'
import { refused } from '../shared/found.ts'

const fileName = 'snoozes.json'
const hourMs = 3_600_000
const made = (change: Partial<MadeSnooze> = {}): MadeSnooze => ({
  target: 'failure',
  span: '1h',
  madeAtMs: t0,
  servers: [],
  ...change,
})
const write = (folder: string, ...snoozes: readonly MadeSnooze[]): void =>
  writeFileSync(join(folder, fileName), JSON.stringify({ snoozes }))
const written = (folder: string): unknown => jsonIn(readFileSync(join(folder, fileName), 'utf8'))

const settings = { current: () => defaultSettings, troubles: () => [] }
/** A log has told a failure. */
const failedAt = (atMs: number): Snapshot =>
  macAt(atMs, { findings: [{ ...refused, atMs, lastAtMs: atMs }] })

describe('an alert that is snoozed', () => {
  test('stands in the Snapshot, and is marked, for as long as the snooze is in force', async () => {
    const folder = tempFolder()
    write(folder, made())
    const judge = createJudge(await openOwnAlerts({ stays: false, settings }, folder))
    const judged = (atMs: number) =>
      judge(failedAt(atMs), true).alerts.map(({ rule, snoozed }) => ({ rule, snoozed }))
    const untilMs = t0 + hourMs
    expect(judged(t0)).toEqual([{ rule: 'failure', snoozed: { span: '1h', untilMs } }])
    expect(judged(untilMs)).toEqual([{ rule: 'failure', snoozed: null }])
  })

  test('is silenced in a Headroom that runs when another has written it', async () => {
    const folder = tempFolder()
    const running = await openOwnAlerts({ stays: true, settings }, folder)
    const judge = createJudge(running)
    expect(judge(failedAt(t0), true).alerts.map(({ snoozed }) => snoozed)).toEqual([null])
    write(folder, made())
    await until('the snooze in force', () => {
      const [alert] = judge(failedAt(t0), true).alerts
      return alert?.snoozed ?? null
    })
  })
})

describe('the start of Headroom', () => {
  const restart = made({ target: 'all', span: 'restart' })

  test('ends what was snoozed until then, by whoever stays, and not before it is sure to', async () => {
    const folder = tempFolder()
    write(folder, made(), restart)
    const alerts = await openOwnAlerts({ stays: true, settings }, folder)
    const core = await createCore(localHost(), { roomCapBytes: null, alerts })
    createJudge(alerts)(failedAt(t0), true)
    expect(alerts.snoozes.made()).toEqual([made(), restart])
    expect(written(folder)).toEqual({ snoozes: [made(), restart] })
    core.start()
    expect(alerts.snoozes.made()).toEqual([made()])
    await until('one in the file', () => {
      const text = readFileSync(join(folder, fileName), 'utf8')
      return text.includes('"restart"') ? null : true
    })
    await core.close()
  })

  test('changes nothing by a look in passing', async () => {
    const folder = tempFolder()
    write(folder, made(), restart)
    const own = await openOwnAlerts({ stays: false, settings }, folder)
    expect(own.snoozes.made()).toEqual([made(), restart])
    createJudge(own)(failedAt(t0 - 48 * hourMs), true)
    endUntilRestart(own)
    expect(own.snoozes.made()).toEqual([made(), restart])
    expect(written(folder)).toEqual({ snoozes: [made(), restart] })
  })
})

test('whoever stays forgets what is past: set back and put right, the clock does not bring it back', async () => {
  const folder = tempFolder()
  write(folder, made(), made({ target: 'thermal', madeAtMs: t0 - hourMs / 2 }))
  const judge = createJudge(await openOwnAlerts({ stays: true, settings }, folder))
  judge(failedAt(t0 - hourMs / 2), true)
  await until('one in the file', () => {
    const text = readFileSync(join(folder, fileName), 'utf8')
    return text.includes('"thermal"') && !text.includes('"failure"') ? true : null
  })
  expect(judge(failedAt(t0), true).alerts.map(({ snoozed }) => snoozed)).toEqual([null])
})

test('what judging tidies up is told after it: no Snapshot is judged in the middle of another', async () => {
  const folder = tempFolder()
  write(folder, made())
  const own = await openOwnAlerts({ stays: true, settings }, folder)
  const judge = createJudge(own)
  const told: string[] = []
  own.snoozes.onChange(() => void told.push('woken'))
  judge(failedAt(t0 + hourMs), false)
  told.push('judged')
  await until('somebody woken', () => told[1] ?? null)
  expect(told).toEqual(['judged', 'woken'])
})

test('what of the settings is not used is told by doctor', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'settings.json'), '{"alerts":{"hogRatio":40}}')
  const alerts = await openOwnAlerts({ stays: false }, folder)
  const core = await createCore(localHost(), { roomCapBytes: null, alerts })
  const { findings } = await core.doctor()
  expect(findings.at(-1)).toMatch(/settings\.json: alerts\.hogRatio is 40, not from 0\.1 to 0\.9/)
})

test('each that is wrong in the settings is a sentence that names the file', async () => {
  const folder = tempFolder()
  const path = join(folder, 'settings.json')
  const wrong = { alerts: { hogRatio: 40 }, relief: { neverSuggest: 'Loom', beforeLoad: 'always' } }
  writeFileSync(path, JSON.stringify(wrong))
  const found = (await openOwnAlerts({ stays: false }, folder)).troubles()
  expect(found).toHaveLength(3)
  for (const [index, name] of [
    'alerts.hogRatio',
    'relief.neverSuggest',
    'relief.beforeLoad',
  ].entries())
    expect(found[index]?.startsWith(`${path}: ${name} `)).toBe(true)
  writeFileSync(path, '{')
  expect((await openOwnAlerts({ stays: false }, folder)).troubles()).toEqual([
    `${path} is broken: the defaults are used; it is kept as ${path}.broken`,
  ])
})

const ask = (core: Core, input: unknown, scopes: readonly Scope[] = ['read', 'act']) =>
  handle(core, { scopes: new Set(scopes), setLooking: null }, 'snooze', input)
const coreIn = async (folder: string): Promise<Core> =>
  createCore(localHost(), {
    roomCapBytes: null,
    alerts: await openOwnAlerts({ stays: true, settings }, folder),
  })

describe('the request to snooze', () => {
  test('answers with all that is silenced then', async () => {
    const core = await coreIn(tempFolder())
    await ask(core, { target: 'pressure', span: 'restart' })
    const outcome = await ask(core, { target: 'all', span: '1h' })
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        schema: 'headroom/snoozes/1',
        snoozes: [
          { target: 'pressure', span: 'restart', untilMs: null },
          { target: 'all', span: '1h', untilMs: expect.any(Number) },
        ],
      },
    })
    expect(await ask(core, { target: 'all', span: null })).toMatchObject({
      value: { snoozes: [] },
    })
    expect((await core.snoozes()).snoozes).toEqual([])
  })

  test('is told with a Snapshot at once, before the next tick', async () => {
    const core = await coreIn(tempFolder())
    core.start()
    await until('a Snapshot', () => core.current())
    const told: Snapshot[] = []
    core.onSnapshot((snapshot) => void told.push(snapshot))
    const before = core.current()?.atMs
    await ask(core, { target: 'all', span: '1h' })
    await until('another Snapshot', () => (told.length > 0 ? true : null))
    expect(told[0]?.atMs).toBe(before) // of the same readings
    await core.close()
  })
})

describe('the request to snooze that is not granted', () => {
  test.each([
    [{ target: 'no-such-rule', span: '1h' }],
    [{ target: 'pressure', span: '2h' }],
    [{ target: 'pressure' }],
    [{ target: 'pressure', span: '1h', more: 1 }],
    [null],
  ])('does not admit %j', async (input) => {
    const reason = 'the request is not of the form it should have'
    expect(await ask(await coreIn(tempFolder()), input)).toEqual({ kind: 'refused', reason })
  })

  test('is refused to who may only read, in a replay, and where it cannot be kept', async () => {
    const input = { target: 'all', span: '1h' }
    const core = await coreIn(tempFolder())
    expect(await ask(core, input, ['read'])).toMatchObject({ kind: 'refused' })
    expect((await core.snoozes()).snoozes).toEqual([])
    const replay = await createCore(localHost(), { roomCapBytes: null })
    expect(await ask(replay, input)).toEqual({
      kind: 'refused',
      reason: 'alerts are snoozed only in a Headroom that watches this machine',
    })
    const folder = tempFolder()
    writeFileSync(join(folder, 'file'), '')
    const kept = await coreIn(join(folder, 'file')) // no folder
    expect(await ask(kept, input)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^the snooze could not be kept \(.+\): it ends with this/),
    })
    expect((await kept.snoozes()).snoozes).toMatchObject([{ target: 'all' }])
  })
})
