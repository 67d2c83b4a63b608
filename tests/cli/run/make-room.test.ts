import { describe, expect, test } from 'vitest'
import { idleSteps } from '../../../src/main/cli/run/idle-steps.ts'
import { makeRoom } from '../../../src/main/cli/run/make-room.ts'
import { Refusal } from '../../../src/main/host/attempt.ts'
import type { Act, KeptAct } from '../../../src/shared/act.ts'
import type { RelieveInput } from '../../../src/shared/contract.ts'
import { actId, modelId } from '../../../src/shared/ids.ts'
import type { BeforeLoad } from '../../../src/shared/relief-settings.ts'
import type { Relief } from '../../../src/shared/relief.ts'
import type { Model } from '../../../src/shared/server.ts'
import { GB, modelOf, t0 } from '../../alerts/moments.ts'
import { actOf } from '../../shared/act-of.ts'
import { nothingKnown } from '../../web/fake-core.ts'
import { loomToo, reliefOf, sdxl } from '../reliefs.ts'
import { quitActOf } from '../running-apps.ts'

const unloaded = actOf('done', { sentence: 'sdxl is unloaded', help: null })

/** When it was asked last: the plan is of then. */
const nowMs = t0
const sdxlModel = modelOf('sdxl', 4.1 * GB, {
  ...(sdxl.modelId === null ? {} : { id: sdxl.modelId }),
  state: 'idle',
  idleSinceMs: nowMs - 12 * 60_000,
})

interface Given {
  readonly act?: Act
  /** What comes of one request after the other, instead. */
  readonly acts?: readonly (readonly Act[])[]
  readonly model?: Model
  readonly kept?: readonly KeptAct[] | Refusal
}

async function run(
  beforeLoad: BeforeLoad,
  plan: Relief | Refusal,
  answer: boolean | null = null,
  { act = unloaded, acts = [[act]], model = sdxlModel, kept = [] }: Given = {},
) {
  const told: string[] = []
  const inputs: RelieveInput[] = []
  const core = {
    snapshotOnce: async () => ({ ...nothingKnown, atMs: nowMs, models: [model] }),
    acts: async () => {
      if (kept instanceof Refusal) throw kept
      return { schema: 'headroom/acts/1', acts: kept, isCut: false } as const
    },
    relief: async () => {
      if (plan instanceof Refusal) throw plan
      return plan
    },
    relieve: async (input: RelieveInput) => {
      const now = acts[inputs.length] ?? []
      inputs.push(input)
      return {
        schema: 'headroom/relieved/1',
        acts: now,
        expectedBytes: null,
        returnedBytes: null,
        isEnough: now.every(({ outcome }) => outcome === 'done'),
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
      {
        steps: [unload],
        until: reliefOf([]).want,
        isDryRun: false,
        isConfirmed: false,
        answers: [],
      },
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
    const { isMade, told } = await run('offer', reliefOf([loomToo]), true, { act: open })
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
      { steps: [unload, quit], isConfirmed: false },
    ])
  })
})

describe('idle models, as the policy takes them,', () => {
  test('are none that a person has just talked to, or of which that is not known', async () => {
    const of = async (model: Partial<Model>) =>
      (await run('unload-idle', reliefOf([sdxl]), null, { model: { ...sdxlModel, ...model } }))
        .inputs.length
    expect(await of({ idleSinceMs: nowMs - 29_999 })).toBe(0)
    expect(await of({ idleSinceMs: nowMs - 30_000 })).toBe(1)
    expect(await of({ queueLength: 1 })).toBe(0)
    expect(await of({ state: 'loaded', idleSinceMs: null })).toBe(0)
  })

  test('are offered instead to whoever is there', async () => {
    const model = { ...sdxlModel, idleSinceMs: nowMs - 1_000 }
    const { told } = await run('unload-idle', reliefOf([sdxl]), true, { model })
    expect(told[0]).toBe('? Unload sdxl (4.1 GB, idle 12 min) first?')
  })

  test('are none that are back within ten minutes from being unloaded', async () => {
    const of = async (kept: readonly KeptAct[] | Refusal) =>
      (await run('unload-idle', reliefOf([sdxl]), null, { kept })).inputs.length
    const before = (ms: number, change: Partial<KeptAct> = {}): KeptAct => ({
      id: actId('a'),
      atMs: nowMs - ms,
      by: 'policy',
      act: 'unload',
      target: 'sdxl',
      server: 'Ollama',
      request: null,
      isForced: false,
      outcome: 'done',
      heldBytes: null,
      expectedBytes: null,
      returnedBytes: null,
      tookMs: null,
      sentence: null,
      ...change,
    })
    expect(await of([before(599_999)])).toBe(0)
    expect(await of([before(600_000)])).toBe(1)
    expect(await of([before(1_000, { target: 'other' })])).toBe(1)
    expect(await of([before(1_000, { outcome: 'refused' })])).toBe(1)
    expect(await of(new Refusal('it cannot be read'))).toBe(0)
  })
})

describe('what Core asks beside it', () => {
  const question = quitActOf('unconfirmed', {
    id: actId('q1'),
    modelId: null,
    appId: loomToo.appId,
    sentence: 'Loom would be asked to quit: it may hold unsaved work',
  })
  const unloadedFirst = { ...unloaded, modelId: sdxl.modelId, appId: null }
  const quitAct = quitActOf('done', { appId: loomToo.appId, sentence: 'Loom has quit' })

  test('is answered by its own question, and a yes to the whole is none to it', async () => {
    const acts = [[question], [unloadedFirst, quitAct]]
    const { isMade, told, inputs } = await run('offer', mixed, true, { acts })
    expect(told.slice(1)).toEqual([
      '? Unload sdxl (4.1 GB, idle 12 min) and quit Loom (up to 2.3 GB) first?',
      '? Loom would be asked to quit: it may hold unsaved work',
      'sdxl is unloaded',
      'Loom has quit',
    ])
    expect(inputs).toMatchObject([
      { steps: [unload, quit], isConfirmed: false, answers: [] },
      { steps: [unload, quit], isConfirmed: false, answers: ['q1'] },
    ])
    expect(isMade).toBe(true)
  })

  test('comes anew where something else may be lost by now, for what is left', async () => {
    const another = { ...question, id: actId('q2'), sentence: 'Loom would be asked to quit: twice' }
    const acts = [[question], [unloadedFirst, another], [quitAct]]
    const { told, inputs } = await run('offer', mixed, true, { acts })
    expect(told.slice(3)).toEqual([
      'sdxl is unloaded',
      '? Loom would be asked to quit: twice',
      'Loom has quit',
    ])
    expect(inputs[2]).toMatchObject({ steps: [quit], answers: ['q1', 'q2'] })
  })

  test('is only told where it was to be done without a question', async () => {
    const generates = actOf('unconfirmed', { id: actId('q'), sentence: 'it answers', help: null })
    const acts = [[generates], [unloaded]]
    const { isMade, told, inputs } = await run('unload-idle', reliefOf([sdxl]), true, { acts })
    expect([isMade, inputs.length, told.at(-1)]).toEqual([false, 1, 'it answers'])
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
    idleSteps(reliefOf([loomToo], { candidates, have: gaps }), () => true)

  test('are no more than are needed', () => {
    expect(of([small, sdxl])).toEqual([sdxl])
    expect(of([sdxl, small])).toEqual([sdxl])
  })

  test('are none whose server would end, and none that works', () => {
    expect(of([{ ...sdxl, risk: 'its server ends' }])).toBeNull()
    expect(of([{ ...sdxl, isSafe: false }])).toBeNull()
    const plan = reliefOf([sdxl], { have: gaps })
    expect(idleSteps(plan, () => true)).toEqual([sdxl])
    expect(idleSteps(plan, () => false)).toBeNull()
  })

  test('have to be enough on both lines', () => {
    expect(of([{ ...sdxl, gpuBytes: 3e9 }])).toBeNull()
    expect(of([])).toBeNull()
  })
})
