import { describe, expect, test } from 'vitest'
import { updatesWorld } from './updates-world.ts'

const busy = 'a check, a download or an installation is under way already'

async function found() {
  const world = updatesWorld({})
  await world.updates.checkForUpdate()
  await world.settled()
  return world
}

async function ready() {
  const world = await found()
  await world.updates.loadUpdate()
  await world.settled()
  return world
}

describe('a newer version', () => {
  test('is fetched and installed by hand, one after the other', async () => {
    const { updates, told, asked, settled } = await found()
    await updates.loadUpdate()
    await settled()
    await updates.installUpdate()
    await settled()
    const version = '0.2.0'
    expect(told).toEqual([
      { kind: 'ok', state: 'checking' },
      { kind: 'ok', state: 'found', version },
      { kind: 'ok', state: 'loading', version, doneRatio: null },
      { kind: 'ok', state: 'loading', version, doneRatio: 0.5 },
      { kind: 'ok', state: 'ready', version },
      { kind: 'ok', state: 'installing', version },
    ])
    expect(asked).toEqual(['open', 'check', 'load', 'install'])
  })

  test('is neither fetched before it was found, nor installed before it was fetched', async () => {
    const { updates, asked } = updatesWorld({})
    await expect(updates.loadUpdate()).rejects.toThrow('check for a newer version first')
    await expect(updates.installUpdate()).rejects.toThrow('download the newer version first')
    expect(asked).toEqual([])
  })

  test('keeps its state when the consent to daily questions is withdrawn', async () => {
    const { updates, agree } = await ready()
    agree(true)
    agree(false)
    expect(updates.part()).toEqual({ kind: 'ok', state: 'ready', version: '0.2.0' })
  })
})

describe('one newer version', () => {
  test('is asked for, fetched and installed once at a time', async () => {
    const world = updatesWorld({})
    const { updates, answers, settled } = world
    const checked = Promise.withResolvers<string | null>()
    answers.check = () => checked.promise
    await updates.checkForUpdate()
    await expect(updates.checkForUpdate()).rejects.toThrow(busy)
    checked.resolve('0.2.0')
    await settled()
    const loaded = Promise.withResolvers<void>()
    answers.load = () => loaded.promise
    await updates.loadUpdate()
    await expect(updates.loadUpdate()).rejects.toThrow(busy)
    await expect(updates.checkForUpdate()).rejects.toThrow(busy)
    loaded.resolve()
    await settled()
    await updates.installUpdate()
    await expect(updates.installUpdate()).rejects.toThrow(busy)
  })

  test.each(['', 'latest', '1.2', '1.2.3; rm -rf /', `1.2.3-${'a'.repeat(100)}`, '<b>1.2.3</b>'])(
    'whose version is %j is none',
    async (version) => {
      const { updates, answers, settled } = updatesWorld({})
      answers.check = async () => version
      await updates.checkForUpdate()
      await settled()
      expect(updates.part()).toEqual({
        kind: 'failed',
        reason: 'what the server with the releases says is not understood',
      })
    },
  )
})

describe('what goes wrong on the way', () => {
  test('a server that says nothing is given up after a minute, and asked by a new library', async () => {
    const { updates, answers, pass, asked, settled } = updatesWorld({})
    answers.check = () => new Promise(() => undefined)
    await updates.checkForUpdate()
    await pass(60_000)
    expect(updates.part()).toEqual({
      kind: 'failed',
      reason: 'the server with the releases cannot be reached',
    })
    answers.check = async () => null
    await updates.checkForUpdate()
    await settled()
    expect(updates.part()).toMatchObject({ state: 'current' })
    expect(asked).toEqual(['open', 'check', 'open', 'check'])
  })

  test('a download that stands still is given up; one that is slow is not', async () => {
    const { updates, answers, pass } = await found()
    const world: { onDone: (ratio: number) => void; isGivenUp: () => boolean } = {
      onDone: () => undefined,
      isGivenUp: () => false,
    }
    answers.load = (onDone, givenUp) => {
      world.onDone = onDone
      world.isGivenUp = () => givenUp.aborted
      return new Promise(() => undefined)
    }
    await updates.loadUpdate()
    for (const ratio of [0.1, 0.2, 0.3]) {
      await pass(119_000)
      world.onDone(ratio)
    }
    expect(updates.part()).toMatchObject({ state: 'loading', doneRatio: 0.3 })
    await pass(120_000)
    expect(world.isGivenUp()).toBe(true)
    expect(updates.part()).toMatchObject({ kind: 'failed' })
    world.onDone(0.9)
    expect(updates.part()).toMatchObject({ kind: 'failed' })
  })

  test('a signature that macOS does not accept is told, and nothing was changed', async () => {
    const { updates, trouble, settled } = await ready()
    await updates.installUpdate()
    await settled()
    trouble(new Error('Could not get code signature for running application'))
    expect(updates.part()).toEqual({
      kind: 'failed',
      reason:
        'macOS does not accept the signature of the new version beside that of this one, so nothing was changed: download it by hand',
    })
  })

  test('what the library complains of at rest is no news', async () => {
    const { updates, trouble } = await ready()
    trouble(new Error('it is raining'))
    expect(updates.part()).toMatchObject({ state: 'ready' })
  })
})
