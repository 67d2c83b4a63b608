import { describe, expect, test } from 'vitest'
import { limitBy, type LimitOptions } from '../../src/main/cli/limit.ts'
import { gib, limitMac, type LimitMac, type LimitWorld } from '../core/limit-mac.ts'
import { headroom } from '../headroom-program.ts'

interface Told {
  readonly code: number
  readonly printed: readonly string[]
  readonly said: readonly string[]
  readonly json: readonly unknown[]
  readonly questions: readonly string[]
  readonly world: LimitWorld
}

/** `answers`: whoever sits at the terminal; null: nobody does. */
async function run(
  mac: LimitMac,
  options: Partial<LimitOptions> = {},
  answers: boolean | null = null,
): Promise<Told> {
  const world = limitMac(mac)
  const [printed, said, json, questions]: [string[], string[], unknown[], string[]] = [
    [],
    [],
    [],
    [],
  ]
  const code = await limitBy(
    world.desk,
    { toBytes: undefined, isDryRun: false, isConfirmed: false, json: false, ...options },
    {
      print: (line) => void printed.push(line),
      say: (line) => void said.push(line),
      printJson: (value) => void json.push(value),
      ask:
        answers === null
          ? null
          : async (question) => {
              questions.push(question)
              return answers
            },
    },
  )
  return { code, printed, said, json, questions, world }
}

const command = '  sudo sysctl iogpu.wired_limit_mb=57344'

describe('headroom limit', () => {
  test('shows the guide: now, bounds, what it does and risks, the commands', async () => {
    const { code, printed } = await run({ ramGib: 40, defaultGib: 26 })
    expect(code).toBe(0)
    expect(printed[0]).toBe(
      'The limit of the GPU is 27.9 GB, as macOS chooses it; it can be raised up to 34.3 GB, until the next restart',
    )
    const text = printed.join('\n')
    expect(text).toContain('until the next restart of this Mac')
    expect(text).toContain('what is not saved is lost')
    expect(text).toContain(
      'up to 32.2 GB macOS keeps what is usual:\n  sudo sysctl iogpu.wired_limit_mb=30720',
    )
    expect(text).toContain(
      'the most that Headroom sets, 34.3 GB:\n  sudo sysctl iogpu.wired_limit_mb=32768',
    )
    expect(text).not.toContain('wired_limit_mb=0')
  })

  test('says first where a raise brings nothing now, and before it asks too', async () => {
    const lacks = 'Now RAM is what lacks: a higher limit gives no more room.'
    const { printed } = await run({ roomGb: [4.1, 5.3] })
    expect(printed[1]).toBe(lacks)
    const question = await run({ roomGb: [4.1, 5.3] }, { toBytes: 56 * gib }, false)
    expect(question.said[1]).toBe(lacks)
    const planned = await run({ roomGb: [4.1, 5.3] }, { toBytes: 56 * gib, isDryRun: true })
    expect(planned.said[1]).toBe(lacks)
    const back = { roomGb: [4.1, 5.3], overrideMib: 57_344 } as const
    expect((await run(back, { toBytes: null }, true)).said).not.toContain(lacks)
    expect((await run({ roomGb: [20, 5.3] })).printed).not.toContain(lacks)
  })

  test('shows a raise that stands, with the command that sets it back', async () => {
    const { code, printed } = await run({ overrideMib: 53_248 })
    expect(code).toBe(0)
    expect(printed.slice(-2)).toEqual(['set it back:', '  sudo sysctl iogpu.wired_limit_mb=0'])
  })

  test.each<[LimitMac, number]>([
    [{ platform: 'linux' }, 1],
    [{ system: 'macOS 27.0' }, 1],
    [{ ramGib: 16, defaultGib: 10.6666 }, 1],
    [{ system: 'macOS' }, 3],
    [{ ramGib: null }, 3],
  ])('says why there is nothing to raise: %j ends with %i', async (mac, ends) => {
    const { code, printed, said } = await run(mac)
    expect([code, printed, said.length]).toEqual([ends, [], 1])
    expect((await run(mac, { toBytes: 56 * gib, isConfirmed: true })).code).toBe(ends)
  })

  test('as JSON is one value', async () => {
    const { json, printed, said, code } = await run({}, { json: true })
    expect([code, printed, said]).toEqual([0, [], []])
    expect(json).toEqual([
      expect.objectContaining({ schema: 'headroom/limit/1', outcome: 'shown' }),
    ])
  })
})

describe('headroom limit 56GiB', () => {
  const toBytes = 56 * gib

  test('asks at a terminal, says that macOS asks, and tells how to set it back', async () => {
    const { code, said, questions, world } = await run({}, { toBytes }, true)
    expect(code).toBe(0)
    expect(questions).toEqual(['Raise it?'])
    expect(said.join('\n')).toContain('what is not saved is lost')
    expect(said.join('\n')).toContain('That is beyond what leaves macOS a quarter of the RAM.')
    expect(said.slice(-3)).toEqual([
      'macOS may ask for an administrator now',
      'The limit of the GPU is 60.1 GB now, until the next restart',
      'set it back with: sudo sysctl iogpu.wired_limit_mb=0',
    ])
    expect(world.overrideMib()).toBe(57_344)
  })

  test('does nothing after a no, and nothing where nobody can be asked', async () => {
    const no = await run({}, { toBytes }, false)
    expect([no.code, no.said.at(-1), no.world.runs]).toEqual([1, 'it stays as it is', []])
    const nobody = await run({}, { toBytes })
    expect([nobody.code, nobody.world.runs]).toEqual([1, []])
    expect(nobody.said).toContain(command)
    expect(nobody.said.at(-1)).toBe('--yes does it')
  })

  test('--dry-run prints the command', async () => {
    const { code, said, world } = await run({}, { toBytes, isDryRun: true, isConfirmed: true })
    expect([code, world.runs]).toEqual([0, []])
    expect(said.slice(-2)).toEqual(['the command:', command])
  })

  test('without privilege prints the command to paste, and ends with 1', async () => {
    const says = 'exit 1: 0:163: execution error: No user interaction allowed. (-1713)'
    const { code, said } = await run({ says }, { toBytes, isConfirmed: true })
    expect(code).toBe(1)
    expect(said.slice(-3)).toEqual([
      'nothing was set: macOS can ask nobody for an administrator here (no screen, as over ssh)',
      'An administrator can set it in a terminal:',
      command,
    ])
  })

  test('ends with 1 where it is not proved, or refused for its bounds', async () => {
    expect((await run({ becomesMib: 5 }, { toBytes, isConfirmed: true })).code).toBe(1)
    expect((await run({}, { toBytes: 64 * gib, isConfirmed: true })).code).toBe(1)
  })

  test('off sets it back', async () => {
    const { code, said, questions, world } = await run(
      { overrideMib: 57_344 },
      { toBytes: null },
      true,
    )
    expect([code, questions, world.overrideMib()]).toEqual([0, ['Set it back?'], 0])
    expect(said.at(-1)).toBe('macOS chooses the limit of the GPU again: 51.5 GB')
  })
})

describe('the command line of limit', () => {
  test('takes sizes and off alone', async () => {
    for (const wrong of ['much', '56XB', '-5', '$(id)']) {
      const { code, stdout, stderr } = await headroom('limit', '--', wrong)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain('is not a size')
    }
  })

  test('tells its options', async () => {
    const { code, stdout } = await headroom('limit', '--help')
    expect(code).toBe(0)
    for (const option of ['[size]', '--dry-run', '--yes', '--json', 'off'])
      expect(stdout).toContain(option)
  })
})
