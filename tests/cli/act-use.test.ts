import { describe, expect, test } from 'vitest'
import { jsonIn } from '../../src/shared/parse.ts'
import { headroom } from '../headroom-program.ts'

describe('the command line of relief and quit', () => {
  test.each([
    [['relief'], 'how much is needed: --need 6GB, or --gpu 30% of its time'],
    [['relief', '--need', '6'], '--need 6 is 6 B: write 6GB for gigabytes'],
    [['relief', '--need', 'much'], '"much" is not a size'],
    [['relief', '--gpu', '30'], '"30" is no share: write 30%'],
    [['relief', '--gpu', '130%'], '"130%" is no share'],
    [['relief', '--need', '6GB', '--gpu', '30%'], 'cannot be used with'],
    [['relief', '--need', '6GB', '--yes'], '--yes goes with --do'],
    [['relief', '--need', '0'], '--need must be more than 0'],
    [['quit'], "missing required argument 'app'"],
    [['quit', ''], 'it is empty'],
    [['unload', '  '], 'it is empty'],
    [['acts', '--since', 'abc'], '"abc" is not a duration: write 24h or 7d'],
  ])('%j is wrong use', async (args, sentence) => {
    const { code, stdout, stderr } = await headroom(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
  })

  test.each([
    ['relief', ['--need', '--gpu', '--do', '--dry-run', '--yes', '--json']],
    ['quit', ['--dry-run', '--yes', '--force', '--json']],
    ['unload', ['--force']],
    ['acts', ['--since', '--json']],
  ])('%s tells its options', async (command, options) => {
    const { code, stdout } = await headroom(command, '--help')
    expect(code).toBe(0)
    for (const option of options) expect(stdout).toContain(option)
  })

  test('relief --dry-run alone is the plan', async () => {
    const { stdout, stderr } = await headroom('relief', '--need', '1GB', '--dry-run', '--json')
    expect(stderr).toBe('')
    expect(jsonIn(stdout)).toMatchObject({ schema: 'headroom/relief/1' })
  })

  test('quit --json prints one value where nothing is called so', async () => {
    const { code, stdout, stderr } = await headroom('quit', 'no such app at all', '--json')
    expect([code, stderr]).toEqual([1, ''])
    expect(jsonIn(stdout)).toMatchObject({
      schema: 'headroom/act/1',
      act: 'quit',
      outcome: 'refused',
      target: 'no such app at all',
    })
  })
})
