import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { wrongSumsOf } from '../frame/sums.ts'
import { headroom, snapshotsIn } from '../headroom-program.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { failuresIn, known, playedOnce, playScene, sceneNames, scenePath } from './mac-scene.ts'

describe.each(sceneNames)('the scene %s', (name) => {
  test('says in its header that it was composed, and stays small', () => {
    const text = readFileSync(scenePath(name), 'utf8')
    const header = text.slice(0, text.indexOf('\n'))
    expect(header).toContain('"note":"composed, not recorded: see mac/compose.ts"')
    expect(text.length).toBeLessThan(1e6)
  })

  test('answers every question, and no source fails', async () => {
    const { snapshots, unanswered } = await playedOnce(name)
    expect(snapshots.length).toBeGreaterThan(60)
    expect(unanswered).toEqual([])
    expect(snapshots.flatMap(failuresIn)).toEqual([])
    expect(snapshots.every(({ mode }) => mode === 'replay')).toBe(true)
  })

  test('adds up in every Snapshot', async () => {
    const { snapshots } = await playedOnce(name)
    expect(snapshots.flatMap(wrongSumsOf)).toEqual([])
  })

  test('gives the same again, every time', async () => {
    const [once, again] = [await playedOnce(name), await playScene(name)]
    expect(again.snapshots).toEqual(once.snapshots)
  })

  test('goes round three times without a failed source, and its power goes on', async () => {
    const { snapshots, unanswered } = await playScene(name, 370)
    expect(snapshots).toHaveLength(370)
    expect(unanswered).toEqual([])
    expect(snapshots.flatMap(failuresIn)).toEqual([])
    expect(snapshots.flatMap(wrongSumsOf)).toEqual([])
    const isOfPower = name !== 'mac-m5max-128gb-unload'
    const powers = snapshots.slice(2).map(({ power }) => power.kind)
    expect(new Set(powers)).toEqual(new Set([isOfPower ? 'ok' : 'absent']))
    expect(snapshots.every(({ power }) => power.kind !== 'ok' || !power.isStale)).toBe(true)
  })

  test('lets doctor ask for everything without a failure', async () => {
    const { core, replayer, unanswered } = await playScene(name)
    const asked = core.doctor()
    void asked.then(replayer.stop)
    await replayer.play({ speed: null, isLooping: true })
    const { sources } = await asked
    expect(sources.filter(({ kind }) => kind === 'failed' || kind === 'waiting')).toEqual([])
    expect(sources.find(({ id }) => id === 'kernel-log')).toMatchObject({ kind: 'ok' })
    expect(sources.find(({ id }) => id === 'vmmap')).toMatchObject({ kind: 'ok' })
    expect(unanswered).toEqual([])
  })
})

describe.each(sceneNames)('the models of %s', (name) => {
  test('has on the GPU no less than its loaded models are known to have there', async () => {
    const { snapshots } = await playedOnce(name)
    expect(snapshots.at(-1)?.servers.length).toBeGreaterThan(0)
    for (const { gpu, models } of snapshots) {
      const knownBytes = models
        .filter(({ state }) => state !== 'loading')
        .reduce((sum, { memory }) => sum + (memory.onGpu?.bytes ?? 0), 0)
      expect(known(gpu).inUseBytes).toBeGreaterThanOrEqual(knownBytes)
    }
  })

  test('offers to end nothing: it is a recording', async () => {
    const { snapshots } = await playedOnce(name)
    const ejects = snapshots.flatMap(({ models }) => models.map(({ eject }) => eject))
    expect(ejects.length).toBeGreaterThan(0)
    expect(ejects.filter(({ kind }) => kind !== 'none')).toEqual([])
  })
})

describe('headroom replay of a scene', () => {
  test('prints the same Snapshots as a program of its own', async () => {
    const { code, stdout, stderr } = await headroom(
      'replay',
      scenePath('mac-64gb-two-servers'),
      '--json',
    )
    expect([code, stderr]).toEqual([0, ''])
    const printed = snapshotsIn(stdout)
    const { snapshots } = await playedOnce('mac-64gb-two-servers')
    expect(printed).toHaveLength(snapshots.length)
    expect(figuresOf(printed.at(-1))).toEqual(figuresOf(snapshots.at(-1)))
  })
})

/** What is told to a person, without how each source fares. */
function figuresOf(snapshot: Snapshot | undefined) {
  if (snapshot === undefined) throw new Error('no Snapshot')
  const { atMs, memory, room, limit, gpu, pressure, swap, wired, power, apps } = snapshot
  const { servers, models } = snapshot
  const memoryOf = apps.map(({ name, memoryBytes, memoryKind }) => [name, memoryBytes, memoryKind])
  return { atMs, memory, room, limit, gpu, pressure, swap, wired, power, memoryOf, servers, models }
}
