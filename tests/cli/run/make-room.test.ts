import { describe, expect, test } from 'vitest'
import { idleSteps } from '../../../src/main/cli/run/idle-steps.ts'
import { makeRoom } from '../../../src/main/cli/run/make-room.ts'
import { Refusal } from '../../../src/main/host/attempt.ts'
import type { Act } from '../../../src/shared/act.ts'
import type { RelieveInput } from '../../../src/shared/contract.ts'
import { modelId } from '../../../src/shared/ids.ts'
import type { BeforeLoad } from '../../../src/shared/relief-settings.ts'
import type { Relief } from '../../../src/shared/relief.ts'
import { actOf } from '../../shared/act-of.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { loomToo, reliefOf, sdxl } from '../reliefs.ts'
import { quitActOf } from '../running-apps.ts'

const unloaded = actOf('done', { sentence: 'sdxl is unloaded', help: null })

async function run(
  beforeLoad: BeforeLoad,
  plan: Relief | Refusal,
  answer: boolean | null = null,
  act: Act = unloaded,
) {
  const told: string[] = []
  const inputs: RelieveInput[] = []
  const core = {
    snapshotOnce: async () => nothingKnown,
    relief: async () => {
      if (plan instanceof Refusal) throw plan
      return plan
    },
    relieve: async (input: RelieveInput) => {
      inputs.push(input)
      return {
        schema: 'headroom/relieved/1',
        acts: [act],
        expectedBytes: null,
        returnedBytes: null,
        isEnough: act.outcome === 'done',
        sentence: '',
      } as const
    },
  }
  const ask = async (question: string): Promise<boolean> => {
    told.push(`? ${question}`)
    return answer === true
  }
  const isMade = await makeRoom(6e9, {
    core,
    beforeLoad,
    tell: (line) => told.push(line),
    ask: answer === null ? null : ask,
  })
  return { isMade, told, inputs }
}

const unload = { kind: 'unload', modelId: sdxl.modelId }
const quit = { kind: 'quit', appId: loomToo.appId }
const mixed = reliefOf([sdxl, loomToo])

describe('before a load that does not fit', () => {
  test('nothing is done where the settings say nothing', async () => {
    const { isMade, told, inputs } = await run('nothing', reliefOf([sdxl]), true)
    expect([isMade, told, inputs]).toEqual([false, [], []])
  })

  test('the relief is offered, and done for a yes', async () => {
    const { isMade, told, inputs } = await run('offer', reliefOf([sdxl]), true)
    expect(told).toEqual(['? Unload sdxl (4.1 GB, idle 12 min) first?', 'sdxl is unloaded'])
    expect(inputs).toEqual([
      { steps: [unload], until: reliefOf([]).want, isDryRun: false, isConfirmed: true },
    ])
    expect(isMade).toBe(true)
  })

  test('what may be lost stands above the question, and a no leaves all as it is', async () => {
    const { isMade, told, inputs } = await run('offer', mixed, false)
    expect(told).toEqual([
      'Mind: what is not saved in it (Loom)',
      '? Unload sdxl (4.1 GB, idle 12 min) and quit Loom (up to 2.3 GB) first?',
    ])
    expect([isMade, inputs]).toEqual([false, []])
  })

  test('it is only told where nobody can be asked', async () => {
    const { isMade, told, inputs } = await run('offer', mixed)
    expect(told).toEqual([
      'room for it: unload sdxl (4.1 GB, idle 12 min) and quit Loom (up to 2.3 GB): headroom unload sdxl; headroom quit Loom',
    ])
    expect([isMade, inputs]).toEqual([false, []])
  })

  test('nothing is offered that is not enough, or that nobody can plan', async () => {
    expect((await run('offer', reliefOf([sdxl], { isEnough: false }), true)).told).toEqual([])
    expect((await run('offer', reliefOf([]), true)).told).toEqual([])
    expect((await run('offer', new Refusal('no'), true)).told).toEqual([])
  })

  test('what did not work is told, and is no room', async () => {
    const open = quitActOf('still-open', { sentence: 'Loom is still open', help: 'wait for it' })
    const { isMade, told } = await run('offer', reliefOf([loomToo]), true, open)
    expect(told.slice(-2)).toEqual(['Loom is still open', 'wait for it'])
    expect(isMade).toBe(false)
  })
})

describe('idle models, where the settings allow it', () => {
  test('are unloaded without a question, which is said', async () => {
    const { isMade, told, inputs } = await run('unload-idle', reliefOf([sdxl]))
    expect(told).toEqual([
      'unloading first what is idle, as the settings say: unload sdxl (4.1 GB, idle 12 min)',
      'sdxl is unloaded',
    ])
    expect(inputs).toMatchObject([{ steps: [unload], isConfirmed: false }])
    expect(isMade).toBe(true)
  })

  test('are enough by themselves where a Relief would also quit an app', async () => {
    const plan = { ...reliefOf([loomToo]), candidates: [loomToo, sdxl] }
    expect((await run('unload-idle', plan)).inputs).toMatchObject([{ steps: [unload] }])
  })

  test('do not take an app along without a question', async () => {
    const plan = {
      ...mixed,
      have: { line: 'ram', roomBytes: 0, gapBytes: 6e9, gpuGapBytes: 0, ramGapBytes: 6e9 },
    } as const
    expect((await run('unload-idle', plan)).inputs).toEqual([])
    expect((await run('unload-idle', plan, true)).inputs).toMatchObject([
      { steps: [unload, quit], isConfirmed: true },
    ])
  })
})

describe('idle models alone', () => {
  const small = { ...sdxl, modelId: modelId('b'), gpuBytes: 1e9, ramBytes: 1e9 }
  const gaps = {
    line: 'ram',
    roomBytes: 2e9,
    gapBytes: 4e9,
    gpuGapBytes: 4e9,
    ramGapBytes: 4e9,
  } as const
  const of = (candidates: Relief['candidates']) =>
    idleSteps(reliefOf([loomToo], { candidates, have: gaps }))

  test('are no more than are needed', () => {
    expect(of([small, sdxl])).toEqual([sdxl])
    expect(of([sdxl, small])).toEqual([sdxl])
  })

  test('are none whose server would end, and none that works', () => {
    expect(of([{ ...sdxl, risk: 'its server ends' }])).toBeNull()
    expect(of([{ ...sdxl, isSafe: false }])).toBeNull()
  })

  test('have to be enough on both lines', () => {
    expect(of([{ ...sdxl, gpuBytes: 3e9 }])).toBeNull()
    expect(of([])).toBeNull()
  })
})
