import { describe, expect, test } from 'vitest'
import { logfmtIn } from '../../../src/main/inference/logs/logfmt.ts'

const head = 'time=2026-02-20T16:27:57.478-06:00 level=ERROR source=server.go:426'
const keysIn = (text: string) => Object.fromEntries(logfmtIn(`${head} ${text}`) ?? [])

describe("a line of Ollama's log", () => {
  test('has its keys, plain and quoted', () => {
    expect(keysIn('msg="loading model" "model layers"=29 requested=-1')).toEqual({
      time: '2026-02-20T16:27:57.478-06:00',
      level: 'ERROR',
      source: 'server.go:426',
      msg: 'loading model',
      'model layers': '29',
      requested: '-1',
    })
  })

  test('has quotes, line ends and equals signs within its values', () => {
    expect(keysIn(String.raw`error="a \"b\"\nc=d" total="10.7 GiB"`)).toMatchObject({
      error: 'a "b"\nc=d',
      total: '10.7 GiB',
    })
  })

  test('of two keys with one name the first counts, and a value may be empty', () => {
    expect(keysIn('msg=offload msg=again variant="" compute=')).toMatchObject({
      msg: 'offload',
      variant: '',
      compute: '',
    })
  })

  test.each([
    'msg="loading model"',
    'level=ERROR time=2026 msg=x',
    '[GIN] 2026/02/20 - 16:27:57 | 500 | 44.88s | 127.0.0.1 | POST "/api/generate"',
    '',
  ])('is not: %s', (text) => {
    expect(logfmtIn(text)).toBeNull()
  })

  test.each(['"', 'a=', 'a="\\\\', '= ', '"a" '])('of 64 KiB of %j has an end', (piece) => {
    expect(logfmtIn(`${head} ${piece.repeat(65_536 / piece.length)}`)?.get('level')).toBe('ERROR')
  })
})
