import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDesks } from '../../src/main/core/desks.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import type { FitInput } from '../../src/shared/fit-shown.ts'
import { writeFolder, writePlan, writeText } from '../fit/fitted.ts'
import { languageModel, mlxConfig, mlxTensors } from '../fit/model-plans.ts'
import { shelfHome } from '../fit/shelf/shelf-world.ts'
import { muchKnown, nothingKnown } from '../web/fake-core.ts'
import { refusal } from '../fit/fitted.ts'

const GB = 1e9

function withRoom(roomBytes: number): Snapshot {
  if (muchKnown.room.kind !== 'ok') throw new Error('its room is known')
  const both = { roomBytes, gpuRoomBytes: roomBytes, ramRoomBytes: roomBytes }
  return { ...muchKnown, models: [], room: { ...muchKnown.room, ...both } }
}

function desksAt(snapshot: Snapshot = withRoom(8 * GB)) {
  const own = shelfHome()
  const now = { snapshot }
  const desks = createDesks(own.world(), async () => now.snapshot)
  return { ...own, desks, now }
}

const asked = (model: string, more: Partial<FitInput> = {}): FitInput => ({
  model,
  engine: null,
  contextTokens: null,
  kvType: null,
  parallel: null,
  ...more,
})

describe('what a screen asks of all models', () => {
  test('is answered with what is known, and with the rest when it is read', async () => {
    const { desks, folder, host } = desksAt()
    for (let index = 0; index < 40; index += 1) writePlan(join(folder, `${index}.gguf`))
    let list = await desks.models()
    while (list.isReading) list = await desks.models()
    expect(list.models).toHaveLength(40)
    expect(list.models.every(({ verdict }) => verdict === 'fits')).toBe(true)
    expect(list).toMatchObject({ room: { roomBytes: 8 * GB, of: 'this machine now' } })
    expect(host.clock.nowMs() - list.atMs).toBeLessThan(5_000)
  })

  test('is not read again for a while, and yet held against the room of now', async () => {
    const { desks, folder, opened, now } = desksAt()
    writePlan(join(folder, 'a.gguf'))
    while ((await desks.models()).isReading);
    now.snapshot = withRoom(1)
    expect((await desks.models()).models).toMatchObject([{ verdict: 'no' }])
    now.snapshot = { ...nothingKnown, limit: now.snapshot.limit }
    expect((await desks.models()).models).toMatchObject([{ verdict: 'unknown' }])
    expect(opened).toHaveLength(1)
  })
})

describe('what a screen asks of one model', () => {
  test('is what it would come to, within what it can be slid, and how it is started', async () => {
    const { desks, folder } = desksAt()
    const path = writePlan(join(folder, 'a.gguf'))
    const shown = await desks.fit(asked(path, { contextTokens: 8_192, kvType: 'q8_0' }))
    expect(shown).toMatchObject({
      schema: 'headroom/fit-shown/1',
      fit: { verdict: 'fits', contextTokens: 8_192, roomBytes: 8 * GB },
      room: { of: 'this machine now', roomBytes: 8 * GB, gpuRoomBytes: 8 * GB },
      contextRange: { stepTokens: 256, mostTokens: 32_768 },
      kvTypes: ['f16', 'q8_0', 'q4_0'],
    })
    expect(shown.command).toContain(`llama-server -m ${path} -c 8192`)
    const mlx = writeFolder(join(folder, 'mlx'), mlxConfig, mlxTensors)
    expect(await desks.fit(asked(mlx))).toMatchObject({
      fit: { model: { engine: 'mlx' } },
      contextRange: { stepTokens: 256, mostTokens: 65_536 },
      command: `mlx_lm.server --model ${mlx}`,
    })
  })

  test('reads its file once, however the options move, and again where it has changed', async () => {
    const { desks, folder, opened, now } = desksAt()
    const path = writePlan(join(folder, 'a.gguf'))
    const needs: number[] = []
    for (const contextTokens of [4_096, 8_192, 4_096])
      needs.push((await desks.fit(asked(path, { contextTokens }))).fit.needBytes)
    now.snapshot = withRoom(1)
    expect((await desks.fit(asked(path))).fit).toMatchObject({ verdict: 'no', roomBytes: 1 })
    expect(opened).toEqual([path])
    expect(needs[1]).toBeGreaterThan(needs[0] ?? 0)
    expect(needs[2]).toBe(needs[0])
    writePlan(path, languageModel({ layers: 4 }))
    expect((await desks.fit(asked(path))).fit.model.layers).toBe(4)
    expect(opened).toEqual([path, path])
  })

  test('says the same when it was asked other things before', async () => {
    const { desks, folder } = desksAt(withRoom(0.4 * GB))
    const path = writePlan(join(folder, 'a.gguf'), languageModel({ trainedTokens: 131_072 }))
    for (const contextTokens of [131_072, 4_096, null])
      for (const kvType of ['q4_0', null]) await desks.fit(asked(path, { contextTokens, kvType }))
    const { desks: fresh } = desksAt(withRoom(0.4 * GB))
    const question = asked(path, { contextTokens: 65_536, parallel: 2 })
    expect(await desks.fit(question)).toEqual(await fresh.fit(question))
  })
})

describe('what is no model', () => {
  test('is refused in a sentence: no log is read, and no other file', async () => {
    const { desks, folder } = desksAt()
    const log = writeText(join(folder, 'server.log'), 'llama_model_loader: loaded meta data\n')
    expect(await refusal(desks.fit(asked(log)))).toMatch(
      /^UsageError: .*server\.log: not a GGUF file: it seems to be plain text$/,
    )
    expect(await refusal(desks.fit(asked('nothing-like-it')))).toMatch(
      /^UsageError: no model "nothing-like-it" was found/,
    )
    const path = writePlan(join(folder, 'a.gguf'))
    expect(await refusal(desks.fit(asked(path, { kvType: 'q9' })))).toMatch(
      /^UsageError: "q9" is not a type of keys and values/,
    )
  })
})

test('what could not be opened once is opened when it is asked again', async () => {
  const own = shelfHome()
  const world = own.world()
  let failures = 1
  const models = {
    ...world,
    get host() {
      if (failures === 0) return world.host
      failures -= 1
      throw new Error('too many open files')
    },
  }
  const desks = createDesks(models, async () => withRoom(8 * GB))
  expect(await refusal(desks.models())).toBe('Error: too many open files')
  expect((await desks.models()).models).toEqual([])
})

test('a replay has no disk to look at', async () => {
  const desks = createDesks(undefined, async () => nothingKnown)
  const words = 'Refusal: models on the disk are shown only of this machine as it is now'
  expect(await refusal(desks.models())).toBe(words)
  expect(await refusal(desks.fit(asked('x')))).toBe(words)
})
