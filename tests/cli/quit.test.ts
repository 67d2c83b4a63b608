import { describe, expect, test } from 'vitest'
import type { ActOptions } from '../../src/main/cli/act-talk.ts'
import { quitBy } from '../../src/main/cli/quit.ts'
import { Refusal } from '../../src/main/host/attempt.ts'
import type { Act } from '../../src/shared/act.ts'
import { actId, appId } from '../../src/shared/ids.ts'
import type { QuitInput } from '../../src/shared/contract.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { ofSource } from '../web/fake-core.ts'
import { createTalk, plainAct } from './fake-talk.ts'
import { loom, processOf, quitActOf, running, sync } from './running-apps.ts'

interface Given {
  readonly snapshot?: Snapshot
  readonly options?: Partial<ActOptions>
  readonly answers?: readonly boolean[] | null
  readonly act?: (input: QuitInput) => Act
  readonly settled?: () => Promise<Act>
}

/** Runs the command over a Core of the test. */
async function run(wanted: string, given: Given = {}) {
  const { snapshot = running, options, answers = null, act = () => quitActOf('done') } = given
  const inputs: QuitInput[] = []
  const { talk, said, printed, doubts } = createTalk(answers)
  const core = {
    snapshotOnce: async () => snapshot,
    quit: async (input: QuitInput) => {
      inputs.push(input)
      return act(input)
    },
    settled: given.settled ?? (async () => quitActOf('done')),
  }
  const code = await quitBy(core, wanted, { ...plainAct, ...options }, talk)
  return { code, said, printed, inputs, doubts }
}

const question = actId('question')
const risky = ({ isConfirmed, answers = [] }: QuitInput): Act =>
  isConfirmed || answers.includes(question)
    ? quitActOf('done', { sentence: 'Loom has quit: 2.1 GB came back (2.3 GB expected)' })
    : quitActOf('unconfirmed', { id: question, sentence: 'Loom may hold unsaved work' })
const input: QuitInput = {
  appId: loom.id,
  isDryRun: false,
  isConfirmed: false,
  answers: [],
  forceAfter: null,
}

describe('headroom quit', () => {
  test('says what came back, and nothing more where it stays away', async () => {
    const { code, said, printed, inputs } = await run('Sync Agent')
    expect([code, said, printed]).toEqual([0, ['what happened'], []])
    expect(inputs).toEqual([{ ...input, appId: sync.id }])
  })

  test('asks where something may be lost, and quits for a yes', async () => {
    const { code, said, inputs } = await run('Loom', { act: risky, answers: [true] })
    expect(said).toEqual([
      '? Loom may hold unsaved work',
      'Loom has quit: 2.1 GB came back (2.3 GB expected)',
    ])
    expect([code, inputs]).toEqual([0, [input, { ...input, answers: [question] }]])
  })

  test('asks again where what is asked about is another by then, and a yes is to that one', async () => {
    const [more, all] = [actId('more'), actId('all')]
    const act = ({ answers = [] }: QuitInput): Act => {
      if (answers.includes(all)) return quitActOf('done')
      return answers.includes(more)
        ? quitActOf('unconfirmed', { id: all, sentence: 'its virtual machine ends too' })
        : quitActOf('unconfirmed', { id: more, sentence: 'Loom may hold unsaved work' })
    }
    const { code, said, inputs } = await run('Loom', { act, answers: [true, true] })
    expect(said.slice(0, 2)).toEqual([
      '? Loom may hold unsaved work',
      '? its virtual machine ends too',
    ])
    expect([code, inputs.map(({ answers }) => answers)]).toEqual([0, [[], [more], [all]]])
    const stays = await run('Loom', { act, answers: [true, false] })
    expect([stays.code, stays.said.at(-1), stays.inputs.length]).toEqual([1, 'it stays open', 2])
  })

  test('leaves it for a no', async () => {
    const { code, said, inputs, doubts } = await run('Loom', { act: risky, answers: [false] })
    expect([code, said.at(-1), inputs]).toEqual([1, 'it stays open', [input]])
    expect(doubts.at(-1)).toBe('nothing was done')
  })

  test('says what may be lost where nobody can be asked', async () => {
    const { code, said, inputs } = await run('Loom', { act: risky })
    expect(said).toEqual(['Loom may hold unsaved work', '--yes quits it all the same'])
    expect([code, inputs]).toEqual([1, [input]])
  })

  test('--yes asks nothing', async () => {
    const { code, inputs } = await run('Loom', { act: risky, options: { isConfirmed: true } })
    expect([code, inputs]).toEqual([0, [{ ...input, isConfirmed: true }]])
  })

  test('--dry-run tells what would be sent, and does not wait', async () => {
    const settled = () => Promise.reject(new TypeError('nobody asks'))
    const act = () => quitActOf('planned', { id: null })
    const { code, said, inputs } = await run('Loom', { options: { isDryRun: true }, act, settled })
    expect(said).toEqual(['what happened', 'terminate to Loom (4242)'])
    expect([code, inputs]).toEqual([0, [{ ...input, isDryRun: true }]])
  })
})

describe('once an app has quit', () => {
  test('how it is started again is told where it can be', async () => {
    const done = quitActOf('done', { offers: ['reopen'] })
    const given = { act: () => done, settled: async () => done }
    expect((await run('Loom', given)).said.at(-1)).toBe('start it again: open -b com.example.loom')
    const hostile = { ...loom, bundleId: 'com.x; rm -rf ~' }
    const { said } = await run('Loom', { ...given, snapshot: { ...running, apps: [hostile] } })
    expect(said.at(-1)).toBe("start it again: open -b 'com.x; rm -rf ~'")
  })

  test('it is told where something has started it again: exit code 1', async () => {
    const back = quitActOf('kept-alive', { sentence: 'Loom is back: kept alive by launchd' })
    const { code, said, doubts } = await run('Loom', { settled: async () => back })
    expect([code, said]).toEqual([1, ['what happened', 'Loom is back: kept alive by launchd']])
    expect(doubts.at(-1)).toBe('whether Loom stays away is not known (what happened)')
  })

  test('it is done where nobody can tell whether it stays away', async () => {
    const settled = () => Promise.reject(new Refusal('there is no such act'))
    expect(await run('Loom', { settled })).toMatchObject({ code: 0, said: ['what happened'] })
  })

  test('--json prints one value, that of the end', async () => {
    const back = quitActOf('kept-alive')
    const { code, said, printed } = await run('Loom', {
      options: { json: true },
      settled: async () => back,
    })
    expect([code, said, printed]).toEqual([1, [], [back]])
  })

  test('a refusal of Core is told', async () => {
    const act = (): never => {
      throw new Refusal('process 4242 is another one by now')
    }
    const { code, said } = await run('Loom', { act })
    const sentence = 'Loom was not quit: process 4242 is another one by now'
    expect([code, said]).toEqual([1, [sentence]])
    const json = await run('Loom', { act, options: { json: true } })
    expect(json.printed).toMatchObject([{ act: 'quit', outcome: 'refused', sentence }])
  })
})

describe('headroom quit asks Core nothing', () => {
  test('of what is protected: its reason', async () => {
    const { code, said, inputs } = await run('finder', { options: { isConfirmed: true } })
    expect(said).toEqual(['Finder is not quit: the session of its user ends with it'])
    expect([code, inputs]).toEqual([1, []])
    const byNumber = await run('9')
    expect(byNumber.said).toEqual(['Finder (9) is not quit: the session of its user ends with it'])
  })

  test('where several may be meant: exit code 2, and how to name each', async () => {
    const twin = { ...loom, id: appId('twin'), bundleId: null, processes: sync.processes }
    const snapshot = { ...running, apps: [loom, twin] }
    const { code, said, inputs } = await run('loom', { snapshot, options: { isConfirmed: true } })
    expect(said).toEqual([
      '"loom" may be any of these; name one:',
      '   2.3 GB  Loom  2 processes · headroom quit com.example.loom',
      '   2.3 GB  Loom · headroom quit 77',
    ])
    expect([code, inputs]).toEqual([2, []])
  })

  test('where nothing is called so: what is nearly so', async () => {
    const { code, said, inputs } = await run('Looom')
    expect(said).toEqual([
      'nothing that runs is called "Looom"; nearly so:',
      '   2.3 GB  Loom  2 processes',
    ])
    expect([code, inputs]).toEqual([1, []])
    expect((await run('emacs')).said[1]).toContain('headroom status lists what runs')
  })

  test('where nobody lists what runs: exit code 3', async () => {
    const failed = { ...ofSource, id: 'processes', kind: 'failed', reason: 'exit 9' } as const
    const snapshot = { ...running, apps: [], sources: [failed] }
    const { code, said } = await run('Loom', { snapshot })
    expect([code, said]).toEqual([3, ['what runs here is not known: exit 9']])
  })
})

test('an app that has ended while it was asked about is not asked, whatever has its name by then', async () => {
  const { talk, said } = createTalk([true])
  const anew = { ...loom, processes: [processOf(9_999, 'Loom')] }
  const looks = [running, { ...running, apps: [anew] }]
  const inputs: QuitInput[] = []
  const core = {
    snapshotOnce: async () => looks.shift() ?? running,
    quit: async (one: QuitInput) => {
      inputs.push(one)
      return risky(one)
    },
    settled: async () => quitActOf('done'),
  }
  expect(await quitBy(core, 'Loom', plainAct, talk)).toBe(1)
  expect(said.at(-1)).toBe('Loom was not quit: it has ended meanwhile')
  expect(inputs).toEqual([input])
})

describe('an app of which only a part was named', () => {
  test('is asked about, whatever may be lost', async () => {
    const { said, inputs } = await run('agent', { answers: [true], options: { isConfirmed: true } })
    expect(said[0]).toBe('? Sync Agent (800 MB) is meant by "agent"?')
    expect(inputs).toEqual([{ ...input, appId: sync.id, isConfirmed: true }])
  })

  test('stays for a no', async () => {
    const { code, said, inputs } = await run('agent', { answers: [false] })
    expect([code, said.at(-1), inputs]).toEqual([1, 'it stays open', []])
  })

  test('stays where nobody can be asked, and --yes does not say which one', async () => {
    const { code, said, inputs } = await run('agent', { options: { isConfirmed: true } })
    expect(said).toEqual([
      '"agent" does not name Sync Agent as a whole, and nobody is there to be asked',
      "what names it: headroom quit 'Sync Agent'",
    ])
    expect([code, inputs]).toEqual([2, []])
  })
})
