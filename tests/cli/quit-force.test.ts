import { describe, expect, test } from 'vitest'
import type { ActOptions } from '../../src/main/cli/act-talk.ts'
import { quitBy } from '../../src/main/cli/quit.ts'
import { unloadBy } from '../../src/main/cli/unload.ts'
import type { Act } from '../../src/shared/act.ts'
import type { QuitInput, UnloadInput } from '../../src/shared/contract.ts'
import { actId } from '../../src/shared/ids.ts'
import { actOf } from '../shared/act-of.ts'
import { atMs, gemma, ollama } from '../shared/loaded.ts'
import { nothingKnown } from '../web/fake-core.ts'
import { createTalk, plainAct } from './fake-talk.ts'
import { loom, quitActOf, running } from './running-apps.ts'

const stillOpen = quitActOf('still-open', {
  sentence: 'Loom is still open: it may be asking you to save',
  offers: ['force'],
})
const forced = quitActOf('done', {
  id: actId('act-2'),
  isForced: true,
  sentence: 'Loom was forced to quit',
})

const question = actId('question')

/** Loom never quits by itself. */
async function run(options: Partial<ActOptions>, answers: readonly boolean[] | null = null) {
  const inputs: QuitInput[] = []
  const { talk, said, printed } = createTalk(answers)
  const core = {
    snapshotOnce: async () => running,
    quit: async (input: QuitInput): Promise<Act> => {
      inputs.push(input)
      if (input.isDryRun) return quitActOf('planned', { id: null })
      if (input.forceAfter !== null) return forced
      const isKnown = input.isConfirmed || input.answers?.includes(question) === true
      return isKnown ? stillOpen : quitActOf('unconfirmed', { id: question })
    },
    settled: async () => forced,
  }
  const code = await quitBy(core, 'Loom', { ...plainAct, ...options }, talk)
  return { code, said, printed, sent: inputs.map(({ forceAfter }) => forceAfter), inputs }
}

describe('what is still open', () => {
  test('is not forced without --force: how to is told', async () => {
    const { code, said, sent } = await run({ isConfirmed: true })
    expect(said).toEqual([
      'Loom is still open: it may be asking you to save',
      'it is asked once more, and then forced: headroom quit --force Loom',
    ])
    expect([code, sent]).toEqual([1, [null]])
  })

  test('is forced after a second question', async () => {
    const { code, said, sent } = await run({ isForced: true }, [true, true])
    expect(said).toEqual([
      '? what happened',
      'Loom is still open: it may be asking you to save',
      '? Force Loom to quit? What it has not saved is lost.',
      'Loom was forced to quit',
    ])
    expect([code, sent]).toEqual([0, [null, null, 'act-1']])
  })

  test('is asked about at a terminal even where --yes stands there', async () => {
    const { code, said, sent } = await run({ isForced: true, isConfirmed: true }, [false])
    expect(said.slice(1)).toEqual([
      '? Force Loom to quit? What it has not saved is lost.',
      'it stays open',
    ])
    expect([code, sent]).toEqual([1, [null]])
  })
})

describe('what is still open, where nobody can be asked,', () => {
  test('is not forced, unless --yes stands beside', async () => {
    expect((await run({ isForced: true })).sent).toEqual([null])
    const { code, sent, inputs } = await run({ isForced: true, isConfirmed: true })
    expect([code, sent]).toEqual([0, [null, 'act-1']])
    expect(inputs[0]).toMatchObject({ appId: loom.id, forceAfter: null })
  })

  test('is not forced where it was safe to ask, and --yes does not stand there', async () => {
    const { talk, said } = createTalk(null)
    const sent: (string | null)[] = []
    const core = {
      snapshotOnce: async () => running,
      quit: async ({ forceAfter }: QuitInput): Promise<Act> => {
        sent.push(forceAfter)
        return stillOpen
      },
      settled: async () => forced,
    }
    expect(await quitBy(core, 'Loom', { ...plainAct, isForced: true }, talk)).toBe(1)
    expect([sent, said.at(-1)]).toEqual([[null], '--yes beside --force confirms that too'])
  })

  test('is one JSON value for a script, which is asked nothing', async () => {
    const quiet = { isForced: true, json: true }
    expect(await run({ ...quiet, isConfirmed: true })).toMatchObject({
      said: [],
      printed: [forced],
    })
    expect((await run(quiet)).printed).toMatchObject([{ outcome: 'unconfirmed' }])
  })

  test('a dry run tells that it would be asked about, and sends nothing', async () => {
    const { said, sent } = await run({ isForced: true, isDryRun: true, isConfirmed: true })
    expect(said.at(-1)).toContain('only then is it forced')
    expect(sent).toEqual([null])
  })
})

const usual: readonly Act[] = [
  actOf('waiting', { id: actId('a'), offers: ['force'], sentence: 'it waits', help: null }),
  actOf('still-open', { id: actId('b'), offers: ['force'], sentence: 'it runs', help: null }),
  actOf('done', { id: actId('c'), isForced: true, sentence: 'it has ended', help: null }),
]

/** Ollama has taken it, its process does not end, and then it does. */
async function unloaded(
  options: Partial<ActOptions>,
  answers: readonly boolean[] | null = null,
  rungs: readonly Act[] = usual,
) {
  const { talk, said } = createTalk(answers)
  const sent: (string | null | undefined)[] = []
  const inputs: Pick<UnloadInput, 'isConfirmed' | 'answers'>[] = []
  const core = {
    snapshotOnce: async () => ({ ...nothingKnown, atMs, servers: [ollama], models: [gemma] }),
    unload: async ({ isConfirmed, answers, forceAfter }: UnloadInput): Promise<Act> => {
      sent.push(forceAfter)
      inputs.push({ isConfirmed, answers })
      return rungs[sent.length - 1] ?? actOf('refused')
    },
    settled: async () => actOf('done', { id: actId('c'), isForced: true }),
  }
  const code = await unloadBy(core, 'gemma3:27b', { ...plainAct, ...options }, talk)
  return { code, said, sent, inputs }
}

describe('headroom unload --force', () => {
  test('climbs one rung after the other, each with a question of its own', async () => {
    const { code, said, sent } = await unloaded({ isForced: true }, [true, true])
    expect(said).toEqual([
      'it waits',
      '? End the process of Ollama that holds gemma3:27b? What it is at is lost.',
      'it runs',
      '? Force Ollama to end, which holds gemma3:27b? What it is at is lost.',
      'it has ended',
    ])
    expect([code, sent]).toEqual([0, [null, 'a', 'b']])
  })

  test('asks what else goes along with the process, without a blanket yes', async () => {
    const [first, ...others] = usual
    if (first === undefined) throw new Error('there is one')
    const along = actOf('unconfirmed', { id: question, sentence: 'phi4 goes along', help: null })
    const { code, said, sent, inputs } = await unloaded(
      { isForced: true },
      [true, true, true],
      [first, along, ...others],
    )
    expect(said.slice(1, 3)).toEqual([
      '? End the process of Ollama that holds gemma3:27b? What it is at is lost.',
      '? phi4 goes along',
    ])
    expect([code, sent]).toEqual([0, [null, 'a', 'a', 'b']])
    expect(inputs[2]).toEqual({ isConfirmed: false, answers: [question] })
  })

  test('stops at the first no', async () => {
    const { code, said, sent } = await unloaded({ isForced: true }, [true])
    expect([code, said.at(-1), sent]).toEqual([1, 'it stays', [null, 'a']])
  })

  test('climbs nothing where it was not asked for', async () => {
    const { code, said, sent } = await unloaded({ isConfirmed: true })
    expect(said).toEqual([
      'it waits',
      'it is asked once more, and then forced: headroom unload --force gemma3:27b',
    ])
    expect([code, sent]).toEqual([1, [null]])
  })

  test('is not advised where the server lists the model no more: no later command would find it', async () => {
    const { talk, said } = createTalk(null)
    const held = { id: actId('a'), offers: ['force'], sentence: 'it holds it', help: null } as const
    const core = {
      snapshotOnce: async () => ({ ...nothingKnown, atMs, servers: [ollama], models: [gemma] }),
      unload: async () => actOf('held', held),
      settled: async () => actOf('held', held),
    }
    expect(await unloadBy(core, 'gemma3:27b', plainAct, talk)).toBe(1)
    expect(said).toEqual(['it holds it'])
  })
})
