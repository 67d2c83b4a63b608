import { describe, expect, test } from 'vitest'
import type { ActOptions } from '../../src/main/cli/act-talk.ts'
import { quitBy } from '../../src/main/cli/quit.ts'
import type { Act } from '../../src/shared/act.ts'
import type { QuitInput } from '../../src/shared/contract.ts'
import { actId, appId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { createTalk, plainAct } from './fake-talk.ts'
import { loom, processOf, quitActOf, running, sync } from './running-apps.ts'

const twin = { ...loom, id: appId('twin'), bundleId: null, processes: sync.processes }
const twins: Snapshot = { ...running, apps: [loom, twin] }

interface Given {
  /** One after the other; the last stays. */
  readonly looks?: readonly [Snapshot, ...Snapshot[]]
  readonly options?: Partial<ActOptions>
  readonly answers?: readonly boolean[] | null
  /** Of the list, counted from 0. */
  readonly pick?: number
}

/** Quits over a Core that asks whether unsaved work may be lost. */
async function run(wanted: string, { looks = [twins], options, answers = [], pick }: Given) {
  const inputs: QuitInput[] = []
  const { talk, said, printed } = createTalk(answers, pick ?? null)
  const id = actId('question')
  let looked = 0
  const core = {
    snapshotOnce: async () => looks[looked++] ?? looks.at(-1) ?? twins,
    quit: async (input: QuitInput): Promise<Act> => {
      inputs.push(input)
      const isKnown = input.isConfirmed || input.answers?.includes(id) === true
      const sentence = 'Quit Loom? It may hold unsaved work.'
      return isKnown ? quitActOf('done') : quitActOf('unconfirmed', { id, sentence })
    },
    settled: async () => quitActOf('done'),
  }
  const code = await quitBy(core, wanted, { ...plainAct, ...options }, talk)
  return { code, said, printed, inputs }
}

describe('where several may be meant', () => {
  test('whoever sits at the terminal says which, and it is asked what may be lost', async () => {
    const { code, said, inputs } = await run('loom', { answers: [true], pick: 1 })
    expect(said.slice(0, 5)).toEqual([
      '"loom" may be any of these:',
      '1     2.3 GB  Loom  2 processes · headroom quit com.example.loom',
      '2     2.3 GB  Loom · headroom quit 77',
      '? Which one? [1-2]',
      '? Quit Loom? It may hold unsaved work.',
    ])
    expect([code, inputs.map((one) => one.appId)]).toEqual([0, [twin.id, twin.id]])
  })

  test('nothing is quit where it is none of them, or one that is protected', async () => {
    const none = await run('loom', { options: { isConfirmed: true } })
    expect([none.code, none.said.at(-1), none.inputs]).toEqual([1, 'nothing was done', []])
    const guarded = { ...twin, quit: { kind: 'none', reason: 'it is another user’s' } } as const
    const looks = [{ ...running, apps: [loom, guarded] }] as const
    const { code, said, inputs } = await run('loom', { looks, pick: 1 })
    expect(said.at(-1)).toBe('Loom is not quit: it is another user’s')
    expect([code, inputs]).toEqual([1, []])
  })

  test('nothing is quit that has ended while it was chosen', async () => {
    const looks = [twins, { ...running, apps: [loom] }] as const
    const { code, said, inputs } = await run('loom', { looks, pick: 1 })
    expect(said.at(-1)).toBe('Loom was not quit: it has ended meanwhile')
    expect([code, inputs]).toEqual([1, []])
  })

  test('a script is told what names each, and nothing hostile', async () => {
    const options = { json: true }
    expect((await run('loom', { options })).printed).toMatchObject([
      {
        outcome: 'refused',
        sentence: '"loom" may be any of these: Loom, Loom',
        help: 'Name one: headroom quit com.example.loom; headroom quit 77',
      },
    ])
    const name = 'evil\u001b[31m\n\u202ex'
    const evil = [loom, twin].map((one) => ({ ...one, name }))
    const { printed } = await run('evil', { looks: [{ ...running, apps: evil }], options })
    expect(printed).toMatchObject([
      {
        sentence: expect.not.stringMatching(/\p{Cc}|\u202e/u),
        help: 'Name one: headroom quit com.example.loom; headroom quit 77',
      },
    ])
  })
})

test('no more are listed than can be read', async () => {
  const apps = Array.from({ length: 25 }, (_, index) => ({
    ...twin,
    id: appId(`twin ${index}`),
    processes: [processOf(1_000 + index, 'Loom')],
  }))
  const { said } = await run('loom', { looks: [{ ...running, apps }], pick: 20 })
  expect(said[20]).toBe('20     2.3 GB  Loom · headroom quit 1019')
  expect(said.slice(21)).toEqual(['5 more', '? Which one? [1-20]', 'nothing was done'])
})
