import { describe, expect, test } from 'vitest'
import type { QuitEnd } from '../../src/main/apps/quit/target.ts'
import type { RelieveInput } from '../../src/shared/contract.ts'
import { appId, modelId } from '../../src/shared/ids.ts'
import {
  actingWorld,
  loom,
  safe,
  stillOpen,
  unsafe,
  type ActingGiven,
  type PlayedApp,
} from './acting-world.ts'

/** Three apps of 2 GB each, in a room of 10 GB. */
const names = ['Loom', 'Weft', 'Reed'] as const
const three = (quit: PlayedApp['quit'] = safe): readonly PlayedApp[] =>
  names.map((name, index) => ({ ...loom, name, pid: 800 + index, bytes: 2e9, quit }))
const steps = names.map((name) => ({ kind: 'quit', appId: appId(`app ${name}`) }) as const)

function world(given: ActingGiven = {}, quit = safe) {
  const made = actingWorld(given)
  made.run(...three(quit))
  const relieve = (further: Partial<RelieveInput> = {}) =>
    made.done(
      made.acting.relieve({ steps, until: null, isDryRun: false, isConfirmed: false, ...further }),
    )
  return { ...made, relieve }
}
const room = (needBytes: number) => ({ kind: 'room', needBytes }) as const

describe('several are let go', () => {
  test('one after the other, in their order, and no more than is enough', async () => {
    const { relieve, called, lines } = world()
    expect(await relieve({ until: room(13e9) })).toMatchObject({
      acts: [{ target: 'Loom' }, { target: 'Weft' }],
      expectedBytes: 4e9,
      returnedBytes: 4e9,
      isEnough: true,
      sentence:
        'Loom and Weft have quit: 4.0 GB came back (4.0 GB expected); there is room for 13.0 GB now: 14.0 GB',
    })
    expect(called).toEqual(['ask Loom', 'ask Weft'])
    expect(lines).toHaveLength(4)
  })

  test('all of them where nothing else is wanted', async () => {
    const { relieve } = world()
    const relieved = await relieve()
    expect(relieved.acts.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done'])
    expect(relieved.isEnough).toBe(true)
  })

  test('none where there is room already', async () => {
    const { relieve, called } = world()
    expect(await relieve({ until: room(9e9) })).toMatchObject({
      acts: [],
      expectedBytes: null,
      isEnough: true,
      sentence: 'Nothing was done: there is room for 9.0 GB now: 10.0 GB',
    })
    expect(called).toEqual([])
  })

  test('and what is still missing then is said', async () => {
    const { relieve } = world()
    const relieved = await relieve({ until: room(20e9) })
    expect(relieved).toMatchObject({ isEnough: false, returnedBytes: 6e9 })
    expect(relieved.sentence).toMatch(/; 4\.0 GB of 20\.0 GB are still missing$/)
  })

  test('also where one does not end, is gone, or must not be asked: the others are', async () => {
    const ends = async ({ name }: { readonly name: string }): Promise<QuitEnd> =>
      name === 'Loom' ? stillOpen : { kind: 'ended', request: '', tookMs: 1, traces: [] }
    const { relieve, called } = world({ ends })
    const gone = { kind: 'unload', modelId: modelId('none') } as const
    const relieved = await relieve({ steps: [steps[0] ?? gone, gone, ...steps.slice(1)] })
    expect(relieved.acts.map(({ outcome, target }) => `${target} ${outcome}`)).toEqual([
      'Loom still-open',
      'none refused',
      'Weft done',
      'Reed done',
    ])
    expect(relieved.isEnough).toBe(false)
    expect(called).toEqual(['ask Loom', 'ask Weft', 'ask Reed'])
  })
})

describe('what is wanted on one line', () => {
  test('is there when it is on that line, however little there is on the other', async () => {
    const { relieve, called } = world({ gpuRoomBytes: 9e9 })
    expect(await relieve({ until: { ...room(13e9), on: 'ram' } })).toMatchObject({
      isEnough: true,
      sentence: expect.stringMatching(/; there is room for 13\.0 GB now in RAM: 14\.0 GB$/),
    })
    expect(called).toEqual(['ask Loom', 'ask Weft'])
  })

  test('and is missing there is said of that line', async () => {
    const { relieve } = world({ gpuRoomBytes: 9e9 })
    expect(await relieve({ until: { ...room(10e9), on: 'gpu' } })).toMatchObject({
      isEnough: false,
      sentence: expect.stringMatching(/; 1\.0 GB of 10\.0 GB are still missing on the GPU$/),
    })
  })

  test('of which nobody tells is never taken for there', async () => {
    const { relieve } = world()
    expect(await relieve({ until: { ...room(1e9), on: 'gpu' } })).toMatchObject({
      isEnough: false,
      sentence: expect.stringMatching(/; how much room there is now is not known$/),
    })
  })
})

describe('two at once', () => {
  test('do no more than is enough for both', async () => {
    const { relieve, called } = world()
    const [first, second] = await Promise.all([
      relieve({ until: room(13e9) }),
      relieve({ until: room(12.5e9) }),
    ])
    expect(called).toEqual(['ask Loom', 'ask Weft'])
    expect([first.acts.length, first.isEnough]).toEqual([2, true])
    expect([second.acts.length, second.isEnough]).toEqual([0, true])
  })

  test('of which one fails do not hold up the other', async () => {
    let count = 0
    const made = world({
      onLook: () => {
        count++
        if (count === 1) throw new Error('no look')
      },
    })
    const [first, second] = await Promise.allSettled([made.relieve(), made.relieve()])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  })

  test('wait for a step that somebody else has in hand, and look again: that may be enough', async () => {
    const gate = Promise.withResolvers<void>()
    const made = world({
      ends: async (_, { run, availableBytes }) => {
        await gate.promise
        run(...three().slice(1))
        availableBytes(12e9)
        return { kind: 'ended', request: '', tookMs: 1, traces: [] }
      },
    })
    const input = { isDryRun: false, isConfirmed: true, forceAfter: null }
    const quit = made.acting.quit({ appId: appId('app Loom'), ...input })
    const relieved = made.relieve({ until: room(11e9) })
    await made.advance(2_000)
    expect(made.called).toEqual(['ask Loom'])
    gate.resolve()
    expect(await made.done(quit)).toMatchObject({ outcome: 'done' })
    expect(await relieved).toMatchObject({ acts: [], isEnough: true })
    expect(made.called).toEqual(['ask Loom'])
  })
})

describe('what may lose something', () => {
  test('is asked about before anything is done, also where others are safe', async () => {
    const { relieve, called, lines, run } = world()
    const [first, second, third] = three()
    if (first === undefined || second === undefined || third === undefined) throw new Error()
    run(first, { ...second, quit: unsafe }, third)
    expect(await relieve()).toMatchObject({
      acts: [{ target: 'Weft', outcome: 'unconfirmed', id: expect.any(String) }],
      isEnough: false,
      sentence: 'Quit Weft? It may hold unsaved work.',
    })
    expect([called, lines]).toEqual([[], []])
  })

  test('is done when each question was answered, and not by the answers to some', async () => {
    const { relieve, called } = world({}, unsafe)
    const { acts } = await relieve()
    const answers = acts.flatMap(({ id }) => id ?? [])
    expect(answers).toHaveLength(3)
    expect(await relieve({ answers: answers.slice(1) })).toMatchObject({
      acts: [{ target: 'Loom', outcome: 'unconfirmed' }],
    })
    expect(called).toEqual([])
    expect(await relieve({ answers })).toMatchObject({ isEnough: true })
  })

  test('is done when that is known', async () => {
    const { relieve } = world({}, unsafe)
    expect(await relieve({ isConfirmed: true })).toMatchObject({ isEnough: true })
  })

  test('and became so meanwhile stops what comes behind it', async () => {
    const made = world({
      ends: async (_, { run }) => {
        run(...three(unsafe).slice(1))
        return { kind: 'ended', request: '', tookMs: 1, traces: [] }
      },
    })
    const relieved = await made.relieve()
    expect(relieved.acts.map(({ outcome, target }) => `${target} ${outcome}`)).toEqual([
      'Loom done',
      'Weft unconfirmed',
    ])
    expect(relieved.sentence).toBe(
      'Loom has quit: 0 B came back (2.0 GB expected). Quit Weft? It may hold unsaved work.',
    )
    expect(made.called).toEqual(['ask Loom'])
  })
})

test('a dry run says what each step would do, and does nothing', async () => {
  const { relieve, called, lines } = world({}, unsafe)
  const relieved = await relieve({ isDryRun: true })
  expect(relieved.acts.map(({ outcome }) => outcome)).toEqual(['planned', 'planned', 'planned'])
  expect(relieved).toMatchObject({ isEnough: false, expectedBytes: 6e9, returnedBytes: null })
  expect([called, lines]).toEqual([[], []])
})
