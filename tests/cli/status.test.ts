import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { headroom, snapshotIn } from '../headroom-program.ts'
import { jsonIn } from '../../src/shared/parse.ts'

const meminfoBytes = (name: string): number => {
  const found = new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(readFileSync('/proc/meminfo', 'utf8'))
  return Number(found?.[1]) * 1024
}

describe('headroom status', () => {
  test('--json prints one Snapshot, and nothing else', async () => {
    const { code, stdout, stderr } = await headroom('status', '--json')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.endsWith('\n')).toBe(true)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    const snapshot = snapshotIn(stdout)
    expect(snapshot.mode).toBe('live')
    expect(snapshot.sources.filter(({ kind }) => kind === 'failed')).toEqual([])
    expect(snapshot.apps.length).toBeGreaterThan(0)
  })

  test('tells the memory that the kernel tells', async () => {
    const before = meminfoBytes('MemAvailable')
    const { memory, room } = snapshotIn((await headroom('status', '--json')).stdout)
    const after = meminfoBytes('MemAvailable')
    if (memory.kind !== 'ok' || room.kind !== 'ok') throw new Error('memory is not known')
    const totalBytes = meminfoBytes('MemTotal')
    expect(memory.totalBytes).toBe(totalBytes)
    expect(memory.availableBytes).toBeGreaterThan(Math.min(before, after) - totalBytes / 100)
    expect(memory.availableBytes).toBeLessThan(Math.max(before, after) + totalBytes / 100)
    expect(memory.usedBytes + memory.availableBytes).toBe(memory.totalBytes)
    expect(room.ramRoomBytes).toBe(memory.availableBytes)
  })

  test('leads with the room in words, on its first line', async () => {
    const { code, stdout, stderr } = await headroom('status')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.split('\n')[0]).toMatch(
      /( free for models|^No room left for models) · (plenty|tight|full)/,
    )
    expect(stdout).toContain('pressure ')
    expect(stdout).toMatch(/^apps by memory \(/m)
  })
})

describe('headroom doctor', () => {
  test('--json tells of every source and ability, in one value', async () => {
    const { code, stdout, stderr } = await headroom('doctor', '--json')
    expect([code, stderr]).toEqual([0, ''])
    expect(jsonIn(stdout)).toMatchObject({
      schema: 'headroom/doctor/1',
      sources: expect.arrayContaining([
        expect.objectContaining({ id: 'memory', kind: 'ok' }),
        expect.objectContaining({ id: 'processes', kind: 'ok' }),
        expect.objectContaining({ id: 'proportional-sets', kind: 'ok' }),
      ]),
      abilities: [{ id: 'terminal' }, { id: 'database', kind: 'ok' }, { id: 'remote' }],
    })
  })

  test('says of each whether it is live, absent or failed', async () => {
    const { code, stdout } = await headroom('doctor')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^live +memory \(\/proc\/meminfo\) +every 1 s, took /m)
    expect(stdout).not.toMatch(/^FAILED/m)
  })
})
