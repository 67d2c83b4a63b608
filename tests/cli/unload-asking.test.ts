import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
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
