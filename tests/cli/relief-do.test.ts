import { describe, expect, test } from 'vitest'
import { reliefBy, type ReliefOptions } from '../../src/main/cli/relief.ts'
import type { Act } from '../../src/shared/act.ts'
import type { Relieved, RelieveInput } from '../../src/shared/contract.ts'
import { actId } from '../../src/shared/ids.ts'
import type { Relief } from '../../src/shared/relief.ts'
import { actOf } from '../shared/act-of.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { createTalk } from './fake-talk.ts'
import { agent, loomToo, reliefOf, sdxl } from './reliefs.ts'
import { quitActOf } from './running-apps.ts'

const unloaded = actOf('done', {
  id: actId('u'),
  expectedBytes: 4.1e9,
  returnedBytes: 4e9,
  sentence: 'sdxl is unloaded',
  help: null,
})
const quit = quitActOf('done', { returnedBytes: 2.1e9, sentence: 'Loom has quit' })

const relieved = (acts: readonly Act[], isEnough: boolean): Relieved => ({
  schema: 'headroom/relieved/1',
  acts,
  expectedBytes: null,
  returnedBytes: null,
  isEnough,
  sentence: 'what all came to',
})

interface Given {
  readonly options?: Partial<ReliefOptions>
  readonly answers?: readonly boolean[] | null
  /** What comes of each request, in their order. */
  readonly ends?: readonly Relieved[]
  readonly settled?: Act
}

async function run(plan: Relief, { options, answers = null, ends = [], settled }: Given = {}) {
  const { talk, said, lines, printed, doubts } = createTalk(answers)
  const inputs: RelieveInput[] = []
  const core = {
    snapshotOnce: async () => nothingKnown,
    relief: async () => plan,
    relieve: async (input: RelieveInput) => {
      inputs.push(input)
      const end = ends[inputs.length - 1]
      if (end === undefined) throw new TypeError('one too many')
      return end
    },
    settled: async () => settled ?? quit,
  }
  const all = {
    want: plan.want,
    isDone: true,
    isDryRun: false,
    isConfirmed: false,
    json: false,
    ...options,
  }
  const code = await reliefBy(core, all, talk)
  const outcomes = said.slice(said.findIndex((one) => one.startsWith('?')) + 1)
  return { code, said, outcomes, lines, printed, inputs, doubts }
}

const both = reliefOf([sdxl, loomToo])
const wants = { until: both.want, isDryRun: false, isConfirmed: false }
const question = quitActOf('unconfirmed', {
  id: actId('question'),
  sentence: 'Loom may hold unsaved work',
})
/** Core asks about all before anything is done. */
const asked = relieved([question], false)
const answers = [question.id]
const unloadStep = { kind: 'unload', modelId: sdxl.modelId }
const quitStep = { kind: 'quit', appId: loomToo.appId }

describe('headroom relief --do', () => {
  test('asks what Core asks, does one after the other, and tells each as it ends', async () => {
    const ends = [asked, relieved([unloaded], false), relieved([quit], true)]
    const { code, said, lines, inputs } = await run(both, { answers: [true, true], ends })
    expect(said.filter((line) => line.startsWith('?'))).toEqual([
      '? Unload and quit?',
      '? Loom may hold unsaved work',
    ])
    expect(said.slice(-3)).toEqual([
      'sdxl is unloaded',
      'Loom has quit',
      'there is room for 6.0 GB now: 6.1 GB came back (6.4 GB expected) together',
    ])
    expect(inputs).toEqual([
      { ...wants, steps: [unloadStep, quitStep], answers: [] },
      { ...wants, steps: [unloadStep], answers },
      { ...wants, steps: [quitStep], answers },
    ])
    expect([code, lines]).toEqual([0, []])
  })

  test('does nothing for a no', async () => {
    const { code, said, inputs } = await run(both, { answers: [false] })
    expect([code, said.at(-1), inputs]).toEqual([1, 'nothing was done', []])
  })

  test('does nothing for a no to what Core asks', async () => {
    const { code, said, inputs } = await run(both, { answers: [true, false], ends: [asked] })
    expect([code, said.at(-1), inputs.length]).toEqual([1, 'nothing was done', 1])
  })

  test('asks once where nothing can be lost', async () => {
    const ends = [relieved([unloaded], true)]
    const { said, inputs } = await run(reliefOf([sdxl]), { answers: [true], ends })
    expect(said).toContain('? Unload sdxl?')
    expect(inputs).toEqual([{ ...wants, steps: [unloadStep], answers: [] }])
  })
})

describe('headroom relief --do, once it was asked', () => {
  test('asks again where it is another by then; a no leaves what is left', async () => {
    const grown = quitActOf('unconfirmed', { id: actId('grown'), sentence: 'it runs a machine' })
    const ends = [asked, relieved([unloaded], false), relieved([grown], false)]
    const no = await run(both, { answers: [true, true, false], ends })
    expect(no.said.slice(-4)).toEqual([
      'sdxl is unloaded',
      '? it runs a machine',
      'nothing else was done',
      'there is no room for 6.0 GB yet; what else helps: headroom relief --need 6000000000',
    ])
    const yes = await run(both, {
      answers: [true, true, true],
      ends: [...ends, relieved([quit], true)],
    })
    expect(yes.inputs.at(-1)).toEqual({
      ...wants,
      steps: [quitStep],
      answers: [...answers, grown.id],
    })
    expect([no.code, yes.code]).toEqual([1, 0])
  })

  test('does not ask for a yes to what has lost its risk since', async () => {
    const ends = [relieved([unloaded, quit], true)]
    const { code, said, inputs } = await run(both, { answers: [true], ends })
    expect([code, inputs.length]).toEqual([0, 1])
    expect(said.slice(-3, -1)).toEqual(['sdxl is unloaded', 'Loom has quit'])
  })
})

describe('headroom relief --do goes on', () => {
  test('until it is enough', async () => {
    const { code, inputs } = await run(reliefOf([sdxl, agent]), {
      answers: [true],
      ends: [relieved([unloaded], true)],
    })
    expect([code, inputs.length]).toEqual([0, 1])
  })

  test('through all where it is wanted on both lines, and looks then whether it is there', async () => {
    const want = { kind: 'room', needBytes: 6e9, on: 'gpu' } as const
    const gaps = { gpuGapBytes: 4e9, ramGapBytes: 4e9 }
    const have = { line: 'gpu', roomBytes: 2e9, gapBytes: 4e9, ...gaps } as const
    const ends = [relieved([unloaded], true), relieved([quit], true)]
    const plan = reliefOf([sdxl, agent], { want, have })
    const { code, said, inputs } = await run(plan, { answers: [true], ends })
    expect(inputs.map(({ until, steps }) => [until, steps.length])).toEqual([
      [null, 1],
      [null, 1],
    ])
    // the fake machine is what it was
    expect(said.at(-1)).toMatch(/^there is no room for 6\.0 GB yet/)
    expect(code).toBe(1)
  })
})

describe('headroom relief --do where not all goes well', () => {
  test('tells how one is forced that does not give way, and goes on with the others', async () => {
    const open = quitActOf('still-open', { sentence: 'Loom is still open', offers: ['force'] })
    const { code, said, inputs } = await run(reliefOf([loomToo, sdxl]), {
      answers: [true, true],
      ends: [asked, relieved([open], false), relieved([unloaded], false)],
    })
    expect(said.slice(-4)).toEqual([
      'Loom is still open',
      'by force: headroom quit --force Loom',
      'sdxl is unloaded',
      'there is no room for 6.0 GB yet; what else helps: headroom relief --need 6000000000',
    ])
    expect([code, inputs.length]).toEqual([1, 3])
  })

  test('an error that is no sentence for people is passed on', async () => {
    await expect(run(both, { options: { isConfirmed: true } })).rejects.toThrow('one too many')
  })

  test('what comes back at once was no relief: exit code 1', async () => {
    const back = quitActOf('kept-alive', { sentence: 'Loom is back' })
    const { code, outcomes } = await run(reliefOf([loomToo]), {
      answers: [true],
      ends: [relieved([quit], true)],
      settled: back,
    })
    expect(outcomes.slice(0, 2)).toEqual(['Loom has quit', 'Loom is back'])
    expect(outcomes.at(-1)).toMatch(/^there is no room for 6\.0 GB yet/)
    expect(code).toBe(1)
  })

  test('tells what is not known where it is stopped', async () => {
    const ends = [asked, relieved([unloaded], true)]
    const { doubts } = await run(both, { answers: [true, true], ends })
    expect(doubts).toEqual([
      'what comes of it is not known (headroom acts tells what was begun)',
      'nothing was done',
      'what comes of "Unload sdxl" is not known; nothing behind it was begun',
    ])
  })
})

test('shares of the GPU’s time are asked for at once', async () => {
  const want = { kind: 'gpu-time', needRatio: 0.3 } as const
  const have = {
    line: 'gpu-time',
    roomBytes: null,
    gapBytes: null,
    gpuGapBytes: 0,
    ramGapBytes: 0,
  } as const
  const ends = [relieved([quit, quit], true)]
  const plan = reliefOf([loomToo, agent], { want, have })
  const { code, said, inputs } = await run(plan, { answers: [true], ends })
  expect(inputs).toMatchObject([{ steps: [quitStep, { kind: 'quit', appId: agent.appId }] }])
  expect(said.at(-1)).toBe(
    'there is 30 % of the GPU’s time now: 4.2 GB came back (4.6 GB expected) together',
  )
  expect(code).toBe(0)
})

describe('headroom relief --do where nobody can be asked', () => {
  test('does what is safe and enough', async () => {
    const { code, inputs } = await run(reliefOf([agent]), { ends: [relieved([quit], true)] })
    expect([code, inputs.map(({ isConfirmed }) => isConfirmed)]).toEqual([0, [false]])
  })

  test.each([
    ['something may be lost', both],
    ['it is not enough', reliefOf([agent], { isEnough: false })],
  ])('does nothing where %s, but for --yes', async (_why, plan) => {
    const { code, said, inputs } = await run(plan)
    expect([code, inputs]).toEqual([1, []])
    expect(said.at(-1)).toBe('Nothing was done: --yes does it all the same')
    const ends = [relieved([quit], true)]
    expect((await run(plan, { ends, options: { isConfirmed: true } })).inputs).toHaveLength(1)
  })

  test('--json asks Core once, and prints what it came to, once it has settled', async () => {
    const back = quitActOf('kept-alive')
    const end = relieved([unloaded, quit], true)
    const options = { json: true, isConfirmed: true }
    const { code, said, printed, inputs } = await run(both, { options, ends: [end], settled: back })
    expect(inputs).toEqual([
      { ...wants, steps: [unloadStep, quitStep], isConfirmed: true, answers: [] },
    ])
    expect(printed).toEqual([{ ...end, acts: [unloaded, back], isEnough: false }])
    expect([code, said]).toEqual([1, []])
  })

  test('--json says that nothing was done, and of what may be lost', async () => {
    const would = [actOf('planned', { id: null }), quitActOf('planned', { id: null })]
    const ends = [{ ...relieved(would, true), expectedBytes: 6.4e9 }]
    const { code, printed, inputs } = await run(both, { options: { json: true }, ends })
    expect(inputs).toEqual([{ ...wants, steps: [unloadStep, quitStep], isDryRun: true }])
    expect(printed).toEqual([
      {
        ...relieved([], false),
        acts: [would[0], quitActOf('unconfirmed', { id: null })],
        expectedBytes: 6.4e9,
        sentence: 'What to do. Nothing was done: --yes does it all the same',
      },
    ])
    expect(code).toBe(1)
  })

  test('tells how it is done all the same where Core asks by then', async () => {
    const { code, said } = await run(reliefOf([agent]), { ends: [asked] })
    expect(said).toContain('Loom may hold unsaved work')
    expect([code, said.at(-1)]).toEqual([1, '--yes does it all the same'])
  })
})

test('--dry-run tells what would be sent, and asks nobody', async () => {
  const planned = quitActOf('planned', { id: null, sentence: 'Loom would be asked to quit' })
  const { code, said, inputs } = await run(reliefOf([loomToo]), {
    answers: [],
    options: { isDryRun: true },
    ends: [relieved([planned], false)],
  })
  expect(said.slice(-2)).toEqual(['Loom would be asked to quit', 'terminate to Loom (4242)'])
  expect(inputs).toEqual([{ ...wants, steps: [quitStep], isDryRun: true }])
  expect(code).toBe(0)
})
