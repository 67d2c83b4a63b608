import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { leftBehindIn } from '../../src/main/history/flight/open-flight.ts'
import type { LeftBehind } from '../../src/main/history/flight/left-behind.ts'
import { settingsFolder } from '../../src/main/host/settings-folder.ts'
import { createCore } from '../../src/main/core/core.ts'
import type { Recording } from '../../src/main/host/recording.ts'
import { createReplayer } from '../../src/main/host/replayer.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { fromRoot } from '../from-root.ts'
import { localHost } from '../host/local-host.ts'
import { served, startHeadroom } from '../headroom-program.ts'
import { tempFolder, until, type Child } from '../processes.ts'

beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

const flight = (): string => join(settingsFolder(), 'flight')
const hasSession = (): boolean => existsSync(join(flight(), 'session.json'))
const segments = (): readonly string[] =>
  existsSync(flight()) ? readdirSync(flight()).filter((name) => name.endsWith('.jsonl')) : []

const recordedText = (): string =>
  segments()
    .map((name) => readFileSync(join(flight(), name), 'utf8'))
    .join('')

/** One that serves this machine, and has begun to record it. */
async function recording(): Promise<Child> {
  const serve = startHeadroom('serve', '--port', '0')
  await served(serve)
  await until('a segment', () => (hasSession() && segments().length > 0) || null)
  return serve
}

async function left(): Promise<readonly LeftBehind[]> {
  const found = await leftBehindIn(localHost(), settingsFolder())
  if (found.kind !== 'ok') throw new Error(found.reason)
  return found.value
}

/** Played at its own pace: what reads it is loaded meanwhile. */
async function lastOf(recording: Recording): Promise<Snapshot | null> {
  const { host, play } = createReplayer(recording)
  const core = await createCore(host, { roomCapBytes: null })
  core.look()
  core.start()
  await play({ speed: 1, isLooping: false })
  await core.close()
  return core.current()
}

test('a serve that is killed leaves its last state to the next one, and that plays', async () => {
  const killed = await recording()
  // the round after the one in which processes were asked first
  await until('its processes', () => {
    const [, after = ''] = recordedText().split('/proc/1/stat"')
    return after.includes('/proc/meminfo') || null
  })
  const killedAtMs = Date.now()
  killed.kill('SIGKILL')
  await killed.ended
  expect(await left()).toEqual([])
  const next = await recording()
  const [run, ...others] = await left()
  expect(others).toEqual([])
  expect(run).toMatchObject({ pid: killed.pid, isOtherBoot: false, platform: 'linux' })
  expect(killedAtMs - (run?.endedAtMs ?? 0)).toBeLessThan(5_000)
  const recorded = await run?.recording()
  if (recorded?.kind !== 'ok') throw new Error(recorded?.reason ?? 'nothing was left')
  const last = await lastOf(recorded.value)
  expect(last?.memory.kind).toBe('ok')
  expect(last?.apps.length).toBeGreaterThan(0)
  next.kill('SIGTERM')
  await next.ended
})

test('an ordinary end leaves nothing to be told, whatever asks for it', async () => {
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    const serve = await recording()
    serve.kill(signal)
    await serve.ended
    expect(hasSession()).toBe(false)
  }
  expect(await left()).toEqual([])
})

test('a second one does not record, and takes nothing from the first', async () => {
  const first = await recording()
  const second = startHeadroom('serve', '--port', '0')
  await served(second)
  second.kill('SIGTERM')
  await second.ended
  expect(hasSession()).toBe(true)
  expect(await left()).toEqual([])
  first.kill('SIGTERM')
  await first.ended
})

test('one that cannot serve has an ordinary end, and a recording is not recorded', async () => {
  const first = await recording()
  const port = /:(\d+)\/#/.exec(first.stdout())?.[1] ?? ''
  vi.stubEnv('XDG_CONFIG_HOME', tempFolder())
  const taken = startHeadroom('serve', '--port', port)
  expect((await taken.ended).code).toBe(2)
  expect(existsSync(flight())).toBe(true)
  expect(hasSession()).toBe(false)

  vi.stubEnv('XDG_CONFIG_HOME', tempFolder())
  const scene = fromRoot('tests/fixtures/recordings/linux-idle.jsonl')
  await served(startHeadroom('serve', '--port', '0', '--replay', scene))
  expect(existsSync(flight())).toBe(false)
})
