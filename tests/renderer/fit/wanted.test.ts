import { describe, expect, test } from 'vitest'
import { isPath, outcomeOfDrop, pathOfAddress, wantedIn } from '../../../src/renderer/fit/wanted.ts'
import { qwen14, several } from '../../shared/shelf.ts'

test.each([
  ["  '/Users/alice/My Models/x.gguf' ", '/Users/alice/My Models/x.gguf'],
  ['/Users/alice/My\\ Models/x\\(1\\).gguf', '/Users/alice/My Models/x(1).gguf'],
  ['file:///Users/alice/My%20Models/x.gguf', '/Users/alice/My Models/x.gguf'],
  ['qwen3:8b', 'qwen3:8b'],
  ['user/repo:Q4_K_M', 'user/repo:Q4_K_M'],
  ['file://elsewhere/x.gguf', 'file://elsewhere/x.gguf'],
])('%s is %s', (text, wanted) => {
  expect(wantedIn(text)).toBe(wanted)
})

test('a path is told from words', () => {
  for (const text of ['/a', '~/a', './a', '../a', "'/a b'", 'file:///a', 'x.GGUF', 'C:\\a'])
    expect([text, isPath(text)]).toEqual([text, true])
  for (const text of ['qwen', 'user/repo', 'q4_k_m 8b', ''])
    expect([text, isPath(text)]).toEqual([text, false])
})

test('an address that is none, or whose signs stand for nothing, is no path', () => {
  expect(pathOfAddress('nonsense')).toBeNull()
  expect(pathOfAddress('file:///%E0%A4%A')).toBeNull()
  expect(pathOfAddress('https://example.org/x.gguf')).toBeNull()
})

describe('what is dropped', () => {
  const { fileBytes } = qwen14
  const file = { name: 'Qwen3-14B-Q4_K_M.gguf', sizeBytes: fileBytes ?? 0 }
  const dropped = (change: object, models = several) =>
    outcomeOfDrop({ uriList: '', file, ...change }, models)

  test('has its path where it is told', () => {
    const uriList = '# from a file manager\r\nfile:///models/x%20y.gguf\r\n'
    expect(dropped({ uriList })).toEqual({ kind: 'wanted', wanted: '/models/x y.gguf' })
  })

  test('is found in the list by its name and its size', () => {
    expect(dropped({})).toEqual({ kind: 'wanted', wanted: qwen14.wanted })
  })

  test('is not taken for another of the same name', () => {
    expect(dropped({ file: { ...file, sizeBytes: 7 } })).toMatchObject({ kind: 'trouble' })
    const twin = { ...qwen14, wanted: '/b', path: '/b/Qwen3-14B-Q4_K_M.gguf' }
    expect(dropped({}, [qwen14, twin])).toMatchObject({ kind: 'trouble' })
    const nickname = { ...qwen14, wanted: 'qwen3:14b' }
    expect(dropped({}, [qwen14, nickname])).toEqual({ kind: 'wanted', wanted: qwen14.wanted })
  })

  test('of a model of several files is found by its name: the size in the list is that of all', () => {
    const path = '/m/big-00001-of-00003.gguf'
    const sharded = { ...qwen14, wanted: path, path }
    const shard = { name: 'big-00001-of-00003.gguf', sizeBytes: 7 }
    expect(dropped({ file: shard }, [sharded])).toEqual({ kind: 'wanted', wanted: path })
  })

  test('is told to be no file where it is none', () => {
    expect(dropped({ file: null })).toEqual({ kind: 'trouble', why: 'no-file' })
  })
})
