import { describe, expect, test } from 'vitest'
import { pid, type Pid } from '../../../src/shared/ids.ts'
import type { Reading } from '../../../src/shared/reading.ts'
import type { FoundProcess, Host } from '../../../src/main/host/host.ts'
import { readOwnLine } from '../../../src/main/apps/quit/own-line.ts'
import { createFakeHost } from '../../fake-host.ts'
import { localHost } from '../../host/local-host.ts'
import { macProcess } from './mac-world.ts'

const absent: Reading<never> = {
  kind: 'absent',
  reason: 'the process has ended',
  atMs: 0,
  tookMs: 0,
}
const failed: Reading<never> = { kind: 'failed', reason: 'it hangs', atMs: 0, tookMs: 0 }

/** Headroom is 500; what is above it, by number. */
function hostWith(answer: (id: Pid) => Reading<never> | number | null, self = '{"pid":500}'): Host {
  const fake = createFakeHost(new Map([['library node/process', self]]))
  const identify = async (id: Pid): Promise<Reading<FoundProcess>> => {
    const above = answer(id)
    if (above !== null && typeof above === 'object') return above
    const value = macProcess(id, '/bin/zsh', above === null ? null : pid(above))
    return { kind: 'ok', value, atMs: 0, tookMs: 0 }
  }
  return { ...fake.host, identify }
}

const parents: Readonly<Record<number, number | null>> = { 500: 400, 400: 30, 30: 1, 1: null }

describe('what Headroom runs in', () => {
  test('is told up to what everything runs under', async () => {
    const own = await readOwnLine(hostWith((id) => parents[id] ?? null))
    expect(own).toEqual({ self: 500, ancestors: new Set([400, 30, 1]) })
  })

  test('is told of this very process', async () => {
    const own = await readOwnLine(localHost())
    expect(own?.self).toBe(process.pid)
    expect(own?.ancestors.has(pid(process.ppid))).toBe(true)
    expect(own?.ancestors.has(pid(1))).toBe(true)
  })

  test('is told as far as it shows itself: other users’ processes may be hidden', async () => {
    const own = await readOwnLine(hostWith((id) => (id === 30 ? absent : (parents[id] ?? null))))
    expect(own).toEqual({ self: 500, ancestors: new Set([400, 30]) })
  })

  test('is looked at anew where one of it has ended just then', async () => {
    let looks = 0
    const own = await readOwnLine(
      hostWith((id) => {
        if (id === 500) return looks++ === 0 ? 400 : 30
        return id === 400 ? absent : (parents[id] ?? null)
      }),
    )
    expect(own).toEqual({ self: 500, ancestors: new Set([30, 1]) })
  })

  test('is not known where one of it does not answer, nor where Headroom does not know itself', async () => {
    expect(await readOwnLine(hostWith((id) => (id === 30 ? failed : (parents[id] ?? null))))).toBe(
      null,
    )
    expect(await readOwnLine(hostWith((id) => (id === 500 ? absent : null)))).toBe(null)
    expect(await readOwnLine(hostWith(() => null, '{}'))).toBe(null)
  })

  test('has an end where parents stand in a circle', async () => {
    const own = await readOwnLine(hostWith((id) => (id === 500 ? 400 : 500)))
    expect(own?.ancestors).toEqual(new Set([400, 500]))
  })
})
