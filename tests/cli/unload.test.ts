import { describe, expect, test } from 'vitest'
import type { ActOptions } from '../../src/main/cli/act-talk.ts'
import { unloadBy } from '../../src/main/cli/unload.ts'
import { Refusal } from '../../src/main/host/attempt.ts'
import type { Act, ActOutcome } from '../../src/shared/act.ts'
import type { UnloadInput } from '../../src/shared/contract.ts'
import type { App } from '../../src/shared/app.ts'
import { actId, appId, modelId, serverId } from '../../src/shared/ids.ts'
import type { Snapshot, Source } from '../../src/shared/snapshot.ts'
import { actOf } from '../shared/act-of.ts'
import { atMs, gemma, llamaServer, ollama, phi, qwen } from '../shared/loaded.ts'
import { createTalk, plainAct } from './fake-talk.ts'
import { loom, processOf } from './running-apps.ts'
import { nothingKnown, ofSource } from '../web/fake-core.ts'

const asked: Source = { ...ofSource, id: 'servers', kind: 'ok' }
const loaded: Snapshot = {
  ...nothingKnown,
  atMs,
  servers: [ollama, llamaServer],
  models: [gemma, qwen, phi],
  sources: [asked],
}

interface Given {
  readonly snapshot?: Snapshot
  readonly options?: Partial<ActOptions>
  /** What whoever sits at the terminal answers; null: nobody does. */
  readonly answer?: boolean | null
  /** Of a list, counted from 0. */
  readonly pick?: number
  readonly act?: (input: UnloadInput) => Act
}

/** Runs the command over a Core of the test. */
async function run(wanted: string, given: Given = {}) {
  const { snapshot = loaded, options, answer = null, act = () => actOf('done') } = given
  const inputs: UnloadInput[] = []
  const { talk, said, printed } = createTalk(answer === null ? null : [answer], given.pick ?? null)
  const core = {
    snapshotOnce: async () => snapshot,
    unload: async (input: UnloadInput) => {
      inputs.push(input)
      return act(input)
    },
    settled: noneSettles,
  }
  const code = await unloadBy(core, wanted, { ...plainAct, ...options }, talk)
  return { code, said, printed, inputs }
}

const noneSettles = (): Promise<Act> => Promise.reject(new TypeError('nobody asks'))

const question = actId('question')
const busy = ({ isConfirmed, answers = [] }: UnloadInput): Act =>
  isConfirmed || answers.includes(question) ? actOf('done') : actOf('unconfirmed', { id: question })
const input = {
  modelId: gemma.id,
  isDryRun: false,
  isConfirmed: false,
  answers: [],
  forceAfter: null,
}

describe('headroom unload', () => {
  test('says what has happened and what helps, to people only', async () => {
    expect(await run('gemma3:27b')).toEqual({
      code: 0,
      said: ['what happened', 'what helps'],
      printed: [],
      inputs: [input],
    })
  })

  test('--json prints what it came to, and says nothing else', async () => {
    const { said, printed } = await run('gemma3:27b', { options: { json: true } })
    expect([said, printed]).toEqual([[], [actOf('done')]])
  })

  test('--dry-run tells what would be sent', async () => {
    const { code, said, inputs } = await run('gemma3:27b', {
      options: { isDryRun: true },
      act: () => actOf('planned', { help: null }),
    })
    expect(said).toEqual([
      'what happened',
      'POST /api/generate {"model":"gemma3:27b","keep_alive":0}',
    ])
    expect([code, inputs]).toEqual([0, [{ ...input, isDryRun: true }]])
  })

  test.each(['held', 'waiting'] as const)('ends with 1 where it is %s', async (outcome) => {
    expect((await run('gemma3:27b', { act: () => actOf(outcome) })).code).toBe(1)
  })

  test('tells why it is refused: exit code 1', async () => {
    const act = (): never => {
      throw new Refusal('it has gone')
    }
    const { code, said } = await run('gemma3:27b', { act })
    expect([code, said]).toEqual([1, ['gemma3:27b was not unloaded: it has gone']])
  })

  test('passes on an error that is no refusal', async () => {
    const act = (): never => {
      throw new TypeError('a mistake of ours')
    }
    await expect(run('gemma3:27b', { act })).rejects.toThrow('a mistake of ours')
  })

  test('asks once where others go along, in the words of Core', async () => {
    const all = { ...gemma, eject: { kind: 'unload', takesAll: true } } as const
    const snapshot = { ...loaded, models: [all, phi] }
    const { said } = await run('gemma3', { snapshot, act: busy, answer: true })
    expect(said).toEqual(['? what happened', 'what happened', 'what helps'])
  })
})

describe('a model that is at work', () => {
  test('is asked about, and unloaded for a yes', async () => {
    const { code, said, inputs } = await run('gemma3:27b', { act: busy, answer: true })
    expect(said[0]).toBe('? what happened')
    expect([code, inputs]).toEqual([0, [input, { ...input, answers: [question] }]])
  })

  test('stays for a no', async () => {
    const { code, said, inputs } = await run('gemma3:27b', { act: busy, answer: false })
    expect([code, said.at(-1), inputs]).toEqual([1, 'it stays', [input]])
  })

  test('stays where nobody can be asked, and it is said what unloads it', async () => {
    const { code, said, inputs } = await run('gemma3:27b', { act: busy })
    expect([code, said.at(-1), inputs]).toEqual([1, '--yes unloads it all the same', [input]])
  })

  test('--yes unloads it at once', async () => {
    const { code, inputs } = await run('gemma3:27b', { act: busy, options: { isConfirmed: true } })
    expect([code, inputs]).toEqual([0, [{ ...input, isConfirmed: true }]])
  })
})

describe('which model is meant', () => {
  const chosen = async (wanted: string) => (await run(wanted)).inputs[0]?.modelId

  test('is told by its id, its name in any case, or a part that no other has', async () => {
    expect(await chosen(qwen.id)).toBe(qwen.id)
    expect(await chosen('GEMMA3:27B')).toBe(gemma.id)
    expect(await chosen('qwen3')).toBe(qwen.id)
    expect(await chosen('phi')).toBe(phi.id)
  })

  test('is decided by a whole name before a part of one', async () => {
    const latest = { ...phi, name: 'phi4:latest' }
    const longer = { ...gemma, name: 'phi4:latest-long' }
    const snapshot = { ...loaded, models: [longer, latest] }
    const { inputs } = await run('phi4', { snapshot })
    expect(inputs[0]?.modelId).toBe(phi.id)
  })

  test('is asked back where several may be: exit code 2, and none is touched', async () => {
    const { code, said, inputs } = await run('4')
    expect([code, inputs]).toEqual([2, []])
    expect(said).toEqual([
      '"4" may be any of these; name one:',
      '   5.2 GB  Qwen3-8B-Q4_K_M.gguf  llama-server · Q4_K_M · size of its file · 0 of 40k · idle 4 min · quit llama-server to free it · headroom unload Qwen3-8B-Q4_K_M.gguf',
      'not known  phi4:14b  Ollama · loading · headroom unload phi4:14b',
    ])
  })
})

describe('where several models may be meant, whoever sits at the terminal', () => {
  test('says which', async () => {
    const { code, said, inputs } = await run('4', { answer: true, pick: 1 })
    expect(said.slice(2, 4)).toEqual([
      '2  not known  phi4:14b  Ollama · loading · headroom unload phi4:14b',
      '? Which one? [1-2]',
    ])
    expect([code, inputs]).toEqual([0, [{ ...input, modelId: phi.id }]])
  })

  test('takes his time: it is looked once more before anything is asked of Core', async () => {
    const { talk } = createTalk([], 1)
    const calls: string[] = []
    const core = {
      snapshotOnce: async () => {
        calls.push('look')
        return loaded
      },
      unload: async () => {
        calls.push('unload')
        return actOf('done')
      },
      settled: noneSettles,
    }
    await unloadBy(core, '4', plainAct, talk)
    expect(calls).toEqual(['look', 'look', 'unload'])
  })

  test('may say none', async () => {
    const { code, said, inputs } = await run('4', { answer: true })
    expect([code, said.at(-1), inputs]).toEqual([1, 'nothing was done', []])
  })
})

describe('what is held still', () => {
  const served = { ...processOf(ollama.pid, 'ollama'), startedAtMs: ollama.startedAtMs }
  const app = { ...loom, name: 'ollama', bundleId: null, processes: [served] }
  const helped = async (apps: readonly App[], outcome: ActOutcome = 'held') => {
    const act = () => actOf(outcome, { help: 'Quit Ollama and start it again' })
    return (await run('gemma3:27b', { snapshot: { ...loaded, apps }, act })).said.at(-1)
  }

  test('is got back by its server, which is named as it can be quit', async () => {
    expect(await helped([app])).toBe('Quit Ollama and start it again (headroom quit ollama)')
    const twin = { ...app, id: appId('twin'), processes: [processOf(99, 'ollama')] }
    expect(await helped([app, twin])).toBe(
      `Quit Ollama and start it again (headroom quit ${ollama.pid})`,
    )
  })

  test('has no such command where its server is not listed, or cannot be quit', async () => {
    const guarded = { ...app, quit: { kind: 'none', reason: 'it is another user’s' } } as const
    const later = { ...app, processes: [processOf(ollama.pid, 'ollama')] }
    for (const apps of [[], [guarded], [later]])
      expect(await helped(apps)).toBe('Quit Ollama and start it again')
    expect(await helped([app], 'waiting')).toBe('Quit Ollama and start it again')
  })
})

describe('which of several of one name is meant', () => {
  test('is told by the port of its server where two servers have it, or by its id', async () => {
    const second = { ...ollama, id: serverId('second'), port: 11_435 }
    const other = { ...gemma, id: modelId('second gemma3'), serverId: second.id }
    const twin = { ...phi, id: modelId('phi twin') }
    const snapshot = {
      ...loaded,
      servers: [ollama, second],
      models: [gemma, other, phi, twin],
    }
    const { said } = await run('gemma3', { snapshot })
    expect(said.slice(1).map((line) => line.replace(/^.* · /, ''))).toEqual([
      'headroom unload gemma3:27b@11434',
      'headroom unload gemma3:27b@11435',
    ])
    expect((await run('gemma3:27b@11435', { snapshot })).inputs[0]?.modelId).toBe(other.id)
    expect((await run('GEMMA3@11434', { snapshot })).inputs[0]?.modelId).toBe(gemma.id)
    expect((await run('gemma3@80', { snapshot })).code).toBe(1)
    const twins = await run('phi4', { snapshot })
    expect(twins.said.at(-1)).toMatch(/ · headroom unload 'phi twin'$/)
    expect((await run(twin.id, { snapshot })).inputs[0]?.modelId).toBe(twin.id)
  })

  test('is called by a name with an @ where one has it', async () => {
    const named = { ...phi, name: 'phi@11434' }
    const { inputs } = await run('phi@11434', { snapshot: { ...loaded, models: [gemma, named] } })
    expect(inputs[0]?.modelId).toBe(phi.id)
  })
})

describe('what is not loaded', () => {
  test('is none of those loaded: exit code 1, and these are listed', async () => {
    for (const wanted of ['llama3', '', '   ']) {
      const { code, said } = await run(wanted)
      expect([code, said.length]).toEqual([1, 4])
      expect(said[0]).toBe(`no loaded model is called "${wanted}"; loaded are:`)
      expect(said[1]).toContain('gemma3:27b')
    }
    const none = await run('llama3', { snapshot: { ...loaded, models: [] } })
    expect(none.said).toEqual(['no loaded model is called "llama3": no model is loaded'])
  })

  test('cannot be told where the servers are not known: exit code 3', async () => {
    const failed: Source = { ...ofSource, id: 'servers', kind: 'failed', reason: 'exit 9' }
    const snapshot = { ...loaded, models: [], sources: [failed] }
    const { code, said } = await run('gemma3', { snapshot })
    expect([code, said]).toEqual([3, ['which models are loaded is not known: exit 9']])
    expect((await run('gemma3', { snapshot: { ...snapshot, sources: [] } })).code).toBe(3)
  })
})
