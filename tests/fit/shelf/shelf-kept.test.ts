import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseMac, roomOfMac } from '../../../src/main/fit/fit-room.ts'
import { jsonIn } from '../../../src/shared/parse.ts'
import { writePlan, writeText } from '../fitted.ts'
import { languageModel } from '../model-plans.ts'
import { listOf, shelfHome, told } from './shelf-world.ts'

/** Long before it is looked at: a folder that has just changed is not trusted. */
const settle = (folder: string): void => utimesSync(folder, 1_000, 1_000)

function homeWithTwo() {
  const own = shelfHome()
  const [a, b] = [join(own.folder, 'a.gguf'), join(own.folder, 'b.gguf')]
  writePlan(a)
  writePlan(b, languageModel({ layers: 4 }))
  settle(own.folder)
  return { ...own, a, b }
}

const namesOf = (models: readonly { readonly name: string }[]): readonly string[] =>
  models.map(({ name }) => name)

describe('a model that was read', () => {
  test('is not opened again, whatever the room, by this Headroom and by the next', async () => {
    const { shelf, opened, a, b } = homeWithTwo()
    const first = shelf()
    const before = await listOf(first)
    expect([...opened].sort()).toEqual([a, b])
    const small = roomOfMac(parseMac('1GB'))
    expect((await listOf(first, small)).map(({ verdict }) => verdict)).not.toContain('unknown')
    expect(await listOf(shelf())).toEqual(before)
    expect(opened).toHaveLength(2)
  })

  test('is opened again where its file has changed, and only that one', async () => {
    const { shelf, opened, a } = homeWithTwo()
    await listOf(shelf())
    writePlan(a, languageModel({ name: 'Other', trainedTokens: 8_192 }))
    const again = await listOf(shelf())
    expect(opened.slice(2)).toEqual([a])
    expect(again.map(({ trainedContextTokens }) => trainedContextTokens)).toEqual([8_192, 32_768])
  })

  test('leaves with its file, and what came is found', async () => {
    const { shelf, opened, a, folder, keptIn } = homeWithTwo()
    await listOf(shelf())
    rmSync(a)
    writePlan(join(folder, 'c.gguf'))
    const own = shelf()
    expect(namesOf(await listOf(own))).toEqual(['b', 'c'])
    expect(opened.slice(2)).toEqual([join(folder, 'c.gguf')])
    expect(readFileSync(keptIn, 'utf8')).not.toContain(' a.gguf ')
    expect(namesOf(told(own).models)).toEqual(['b', 'c'])
  })

  test('is kept while other folders are looked at', async () => {
    const { shelf, opened } = homeWithTwo()
    await listOf(shelf())
    await listOf(shelf({ folders: () => [] }))
    await listOf(shelf())
    expect(opened).toHaveLength(2)
  })

  test('is reckoned anew for another kind of device', async () => {
    const { shelf, opened } = homeWithTwo()
    const own = shelf()
    await own.read('metal')
    await own.read('cpu')
    expect(opened).toHaveLength(4)
    await own.read('metal')
    expect(opened).toHaveLength(4)
  })

  test('is kept in memory alone where there is no place for it', async () => {
    const { shelf, opened, keptIn } = homeWithTwo()
    const own = shelf({ keptIn: null })
    await listOf(own)
    await listOf(own)
    expect([opened.length, existsSync(keptIn)]).toEqual([2, false])
  })
})

describe('the file in which it is kept', () => {
  test.each([
    ['nothing', ''],
    ['no JSON', '{"version":2,'],
    ['another version', '{"version":1,"folders":{},"outlines":{}}'],
    ['other things', '{"version":2,"folders":{},"outlines":{"metal x":{"place":1}}}'],
  ])('is made anew where it holds %s', async (_, text) => {
    const { shelf, opened, keptIn } = homeWithTwo()
    writeText(keptIn, text)
    expect(namesOf(await listOf(shelf()))).toEqual(['a', 'b'])
    expect(opened).toHaveLength(2)
    expect(jsonIn(readFileSync(keptIn, 'utf8'))).toMatchObject({ version: 2 })
  })

  test('is not written where nothing has changed', async () => {
    const { shelf, keptIn } = homeWithTwo()
    const own = shelf()
    await listOf(own)
    rmSync(keptIn)
    await listOf(own)
    expect(existsSync(keptIn)).toBe(false)
  })

  test('may be out of reach: all is read then', async () => {
    const { shelf, keptIn, home } = homeWithTwo()
    writeFileSync(join(home, 'settings'), 'a file where its folder should be')
    expect(namesOf(await listOf(shelf()))).toEqual(['a', 'b'])
    expect(existsSync(keptIn)).toBe(false)
  })
})

test('a folder that has not changed is not listed again, one that has just changed is', async () => {
  const { shelf, host, folder } = homeWithTwo()
  const listed: string[] = []
  const ask: typeof host.ask = (question, atMs) => {
    if (question.kind === 'dir') listed.push(question.path)
    return host.ask(question, atMs)
  }
  const own = shelf({ host: { ...host, ask } })
  await listOf(own)
  await listOf(own)
  expect(listed.filter((path) => path === folder)).toHaveLength(1)
  writePlan(join(folder, 'c.gguf'))
  await listOf(own)
  await listOf(own)
  expect(listed.filter((path) => path === folder)).toHaveLength(3)
})
