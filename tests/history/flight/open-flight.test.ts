import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  leftBehindIn,
  openFlight,
  type Flight,
} from '../../../src/main/history/flight/open-flight.ts'
import { ownFilesIn } from '../../../src/main/core/own-files.ts'
import { parseRecording } from '../../../src/main/host/recording.ts'
import { pid } from '../../../src/shared/ids.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { createFakeHost } from '../../fake-host.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder, until } from '../../processes.ts'
import type { World } from '../../world.ts'
import { at } from '../moments.ts'

/** Settings that a test changes. */
function choice(recordsFlight = true) {
  const wakes = new Set<(settings: { readonly recordsFlight: boolean }) => void>()
  let isOn = recordsFlight
  return {
    current: () => ({ recordsFlight: isOn }),
    onChange: (wake: (settings: { readonly recordsFlight: boolean }) => void) => {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
    set: (now: boolean) => {
      isOn = now
      wakes.forEach((wake) => wake({ recordsFlight: now }))
    },
  }
}

const keepOfLog = () => (text: string) => text

/** This machine's processes, and a small world. */
function fake() {
  const world: World = new Map([['file /a', 'a']])
  const made = createFakeHost(world, process.platform)
  const host: Host = { ...made.host, identify: localHost().identify }
  return { ...made, host, world }
}

async function recordOnce(flight: Flight, host: Host, atMs: number): Promise<void> {
  await flight.record(host).ask({ kind: 'file', path: '/a' }, atMs)
  flight.told({ ...at(0), atMs })
}

const aliveAt = (folder: string): number => Math.round(statSync(session(folder)).mtimeMs)
const session = (folder: string) => join(folder, 'flight', 'session.json')
/** As if another process had written it, that has ended since. */
function endOther(folder: string, change: Readonly<Record<string, unknown>> = {}): void {
  const path = session(folder)
  const { mtime } = statSync(path)
  const before: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const other = { ...(before instanceof Object ? before : {}), processStartedAt: '1', ...change }
  writeFileSync(path, JSON.stringify(other))
  utimesSync(path, mtime, mtime)
}

describe('a run that had no ordinary end', () => {
  test('is told by the next start, with what was recorded and the last sign of life', async () => {
    const folder = tempFolder()
    const { host, advance } = fake()
    const startedAtMs = host.clock.nowMs()
    const killed = await openFlight(host, folder, { settings: choice(), keepOfLog })
    await recordOnce(killed, host, startedAtMs)
    await advance(12_000) // beats at 5 s and 10 s
    await killed.close()
    expect(existsSync(session(folder))).toBe(false)

    const again = await openFlight(host, folder, { settings: choice(), keepOfLog })
    await recordOnce(again, host, host.clock.nowMs())
    await advance(7_000)
    await until('a sign of life', () => aliveAt(folder) === startedAtMs + 17_000 || null)
    endOther(folder)
    const next = await openFlight(host, folder, { settings: choice(), keepOfLog })
    expect(next.left).toMatchObject([
      {
        pid: process.pid,
        startedAtMs: startedAtMs + 12_000,
        endedAtMs: startedAtMs + 17_000,
        isOtherBoot: false,
        platform: 'linux',
      },
    ])
    const recording = await next.left[0]?.recording()
    expect(recording).toMatchObject({
      kind: 'ok',
      value: { startedAtMs: startedAtMs + 12_000, entries: [{ key: '/a', text: 'a' }] },
    })
    expect(next.isRecording()).toBe(true)
    await next.left[0]?.drop()
    expect(await leftBehindIn(host, folder)).toMatchObject({ kind: 'ok', value: [] })
    await next.close()
  })
})

describe('whose run it was', () => {
  /** What the next start finds after one that recorded, and was changed so. */
  async function after(change: Readonly<Record<string, unknown>>): Promise<Flight> {
    const folder = tempFolder()
    const { host } = fake()
    await openFlight(host, folder, { settings: choice(), keepOfLog })
    endOther(folder, change)
    return openFlight(host, folder, { settings: choice(), keepOfLog })
  }

  test('another run of the machine is told from the same one', async () => {
    const other = await after({ bootId: '11111111-2222-3333-4444-555555555555' })
    expect(other.left.map(({ isOtherBoot }) => isOtherBoot)).toEqual([true])
    const unknown = await after({ bootId: null })
    expect(unknown.left.map(({ isOtherBoot }) => isOtherBoot)).toEqual([null])
  })

  test('a process that goes on has not ended: this one does not record, and leaves all as it is', async () => {
    const host = localHost()
    const parent = await host.identify(pid(process.ppid))
    if (parent.kind !== 'ok') throw new Error(parent.reason)
    const other = await after({ pid: process.ppid, processStartedAt: parent.value.startedAt })
    expect(other.left).toEqual([])
    expect(other.isRecording()).toBe(false)
    expect(other.trouble()).toBeNull()
  })

  test('a later process of the same number is another one', async () => {
    const other = await after({ pid: process.ppid, processStartedAt: '1' })
    expect(other.left.map((one) => one.pid)).toEqual([process.ppid])
    expect(other.isRecording()).toBe(true)
  })

  test('a session that cannot be read was left too', async () => {
    const folder = tempFolder()
    const { host } = fake()
    await openFlight(host, folder, { settings: choice(), keepOfLog })
    writeFileSync(session(folder), '')
    const next = await openFlight(host, folder, { settings: choice(), keepOfLog })
    expect(next.left).toMatchObject([{ pid: 0, isOtherBoot: null }])
    expect(await next.left[0]?.recording()).toMatchObject({ kind: 'absent' })
  })

  test('of many that were left the three newest are kept', async () => {
    const folder = tempFolder()
    const { host, advance } = fake()
    for (let index = 0; index < 6; index++) {
      await openFlight(host, folder, { settings: choice(), keepOfLog })
      endOther(folder)
      await advance(1_000)
    }
    const last = await openFlight(host, folder, { settings: choice(), keepOfLog })
    expect(last.left.length).toBe(3)
    expect(readdirSync(folder).filter((name) => name.startsWith('flight-left-')).length).toBe(3)
  })
})

describe('what the user wants', () => {
  test('where nothing is to be recorded nothing is written; switched on it begins, switched off it ends', async () => {
    const folder = tempFolder()
    const { host } = fake()
    const settings = choice(false)
    const flight = await openFlight(host, folder, { settings, keepOfLog })
    await recordOnce(flight, host, host.clock.nowMs())
    expect(readdirSync(folder)).toEqual([])
    settings.set(true)
    await until('a session', () => existsSync(session(folder)) || null)
    await recordOnce(flight, host, host.clock.nowMs())
    await until('a segment', () => flight.writtenBytes() > 0 || null)
    settings.set(false)
    await until('no session', () => !existsSync(session(folder)) || null)
    const writtenBytes = flight.writtenBytes()
    await recordOnce(flight, host, host.clock.nowMs())
    await flight.close()
    expect(flight.writtenBytes()).toBe(writtenBytes)
  })

  test('what is forgotten is gone, and the recording begins anew with all that is known', async () => {
    const folder = tempFolder()
    const { host, world } = fake()
    const flight = await openFlight(host, folder, { settings: choice(), keepOfLog })
    await recordOnce(flight, host, host.clock.nowMs())
    const files = async (): Promise<readonly string[]> =>
      (await ownFilesIn(localHost(), folder)).map(({ kind, name }) => `${kind} ${name}`)
    await until('a segment', () => flight.writtenBytes() > 0 || null)
    expect(await files()).toEqual(['flight flight/000001.jsonl', 'flight flight/session.json'])
    const removed = await flight.forget(async () => {
      const paths = (await ownFilesIn(localHost(), folder)).map(({ path }) => path)
      paths.forEach((path) => rmSync(path))
      return { kind: 'ok', value: null, atMs: 0, tookMs: 0 }
    })
    expect(removed.kind).toBe('ok')
    expect(await files()).toEqual(['flight flight/session.json'])
    world.set('file /b', 'b')
    await flight.record(host).ask({ kind: 'file', path: '/b' })
    await recordOnce(flight, host, host.clock.nowMs())
    await flight.close()
    const [segment = ''] = readdirSync(join(folder, 'flight'))
    const text = readFileSync(join(folder, 'flight', segment), 'utf8')
    expect(
      parseRecording(text)
        .entries.map(({ key }) => key)
        .toSorted(),
    ).toEqual(['/a', '/b'])
  })
})

test('where no folder can be made nothing is recorded, the reason is said, and it is tried again', async () => {
  const folder = tempFolder()
  const { host, advance } = fake()
  writeFileSync(join(folder, 'flight'), 'in its way')
  const flight = await openFlight(host, folder, { settings: choice(), keepOfLog })
  expect(flight.isRecording()).toBe(false)
  expect(flight.trouble()).toBe('part of its path is not a folder')
  await recordOnce(flight, host, host.clock.nowMs())
  rmSync(join(folder, 'flight'))
  await advance(61_000)
  await until('a session', () => flight.isRecording() || null)
  expect(flight.trouble()).toBeNull()
  await flight.close()
})
