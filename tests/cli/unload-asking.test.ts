import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { askWhich } from '../../src/main/cli/ask-which.ts'
import { askYesNo } from '../../src/main/cli/ask-yes-no.ts'
import { headroom } from '../headroom-program.ts'

/** Asks a stream into which this is typed. */
async function answered(typed: string | null): Promise<{ isYes: boolean; seen: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let seen = ''
  output.setEncoding('utf8').on('data', (piece: string) => {
    seen += piece
  })
  const answer = askYesNo('Sure?', input, output)
  if (typed === null) input.end()
  else input.write(typed)
  return { isYes: await answer, seen }
}

describe('a question at the terminal', () => {
  test.each(['y\n', 'Y\n', ' yes \n', 'YES\r\n'])('takes %j for a yes', async (typed) => {
    expect(await answered(typed)).toMatchObject({ isYes: true, seen: 'Sure? [y/N] ' })
  })

  test.each(['\n', 'n\n', 'no\n', 'yellow\n', null])('takes %j for a no', async (typed) => {
    expect((await answered(typed)).isYes).toBe(false)
  })
})

describe('a choice at the terminal', () => {
  test.each([
    ['1\n', 0],
    [' 3 \n', 2],
    ['0\n', null],
    ['4\n', null],
    ['1e0\n', null],
    ['two\n', null],
    ['\n', null],
  ])('takes %j', async (typed, which) => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    const answer = askWhich(3, input, output)
    input.write(typed)
    expect(await answer).toBe(which)
    expect(String(output.read())).toBe('Which one? [1-3] ')
  })
})

describe('the command line of unload', () => {
  test('needs a model', async () => {
    const { code, stdout, stderr } = await headroom('unload')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain("missing required argument 'model'")
  })

  test('tells its options', async () => {
    const { code, stdout } = await headroom('unload', '--help')
    expect(code).toBe(0)
    for (const option of ['--dry-run', '--yes', '--json', 'name@port'])
      expect(stdout).toContain(option)
  })
})
