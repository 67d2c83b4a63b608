import { describe, expect, test } from 'vitest'
import type { QuitInput } from '../../src/shared/contract.ts'
import { appId } from '../../src/shared/ids.ts'
import {
  actingWorld,
  loom,
  safe,
  unsafe,
  type ActingGiven,
  type PlayedApp,
} from './acting-world.ts'

const input = (further: Partial<QuitInput> = {}): QuitInput => ({
  appId: appId('app Loom'),
  isDryRun: false,
  isConfirmed: false,
  forceAfter: null,
  ...further,
})
const risky = (risk: string): PlayedApp => ({ ...loom, quit: { kind: 'ask', isSafe: false, risk } })

/** Loom was asked about. */
async function asked(given: ActingGiven = {}, app: PlayedApp = loom) {
  const world = actingWorld(given)
  world.run(app)
  const ask = (...answers: readonly (string | null)[]) =>
    world.done(
      world.acting.quit(input({ answers: answers.flatMap((id) => (id === null ? [] : id)) })),
    )
  const { id } = await ask()
  return { ...world, ask, id, yes: () => ask(id) }
}

describe('a yes', () => {
  test('to a question is enough, and the question is in no log', async () => {
    const { yes, called, lines, id } = await asked()
    expect([id, lines]).toEqual([expect.any(String), []])
    expect(await yes()).toMatchObject({ outcome: 'done', target: 'Loom' })
    expect(called).toEqual(['ask Loom'])
    expect(lines.map((line) => line.id)).not.toContain(id)
  })

  test('is for the processes that were asked about: of a new run under the same id it asks anew', async () => {
    const { run, ask, yes, called } = await asked()
    run({ ...loom, pid: 900 })
    const anew = await yes()
    expect(anew).toMatchObject({ outcome: 'unconfirmed', request: 'SIGTERM to Loom (900)' })
    expect(called).toEqual([])
    expect(await ask(anew.id)).toMatchObject({ outcome: 'done' })
  })

  test('is for what may be lost as it was said: where that grows it asks anew', async () => {
    const work = 'it may hold unsaved work'
    const { run, yes, called } = await asked({}, risky(work))
    run(risky(`${work}, and it serves gemma3`))
    expect(await yes()).toMatchObject({
      outcome: 'unconfirmed',
      sentence: 'Quit Loom? It may hold unsaved work, and it serves gemma3.',
    })
    expect(called).toEqual([])
  })

  test('covers less than what was said', async () => {
    const { run, yes } = await asked({}, risky('it serves gemma3, and it may be at work'))
    run(risky('it serves gemma3'))
    expect(await yes()).toMatchObject({ outcome: 'done' })
  })

  test('is for one app', async () => {
    const { run, acting, done, id } = await asked()
    const weft: PlayedApp = { ...loom, name: 'Weft' }
    run(weft)
    const other = input({ appId: appId('app Weft'), answers: [id ?? ''] })
    expect(await done(acting.quit(other))).toMatchObject({ outcome: 'unconfirmed' })
  })
})

describe('no yes', () => {
  test('is one after ten minutes', async () => {
    const { advance, yes } = await asked()
    await advance(10 * 60_000 + 1)
    expect(await yes()).toMatchObject({ outcome: 'unconfirmed' })
  })

  test('is one to a question of another Headroom, or to none', async () => {
    const other = await asked()
    const { ask, called } = await asked()
    expect(await ask(other.id, 'x', '')).toMatchObject({ outcome: 'unconfirmed' })
    expect(called).toEqual([])
  })

  test('is one to a question that two hundred others stand behind', async () => {
    const { ask, yes, id } = await asked()
    for (let count = 0; count < 199; count++) await ask()
    expect(await ask(id)).toMatchObject({ outcome: 'done' })
    const late = await asked()
    for (let count = 0; count < 200; count++) await late.ask()
    expect(await late.yes()).toMatchObject({ outcome: 'unconfirmed' })
    expect(await yes().catch(() => 'gone')).toBe('gone')
  })
})

describe('an app that serves something', () => {
  test('is looked at once more before the click alone is enough: an answer may have begun', async () => {
    const quit = { ...loom, quit: safe }
    const atWork = { ...loom, quit: { ...unsafe, risk: 'it serves a, and it may be at work' } }
    const serving = await asked({ isServing: true, onLook: ({ run }) => run(atWork) }, quit)
    expect(serving.called).toEqual([])
    expect(await serving.ask()).toMatchObject({
      outcome: 'unconfirmed',
      sentence: 'Quit Loom? It serves a, and it may be at work.',
    })
    expect(await serving.ask()).toMatchObject({ outcome: 'unconfirmed' })
    expect(serving.called).toEqual([])
  })

  test('is looked at once more also before a yes is taken for one', async () => {
    const idle = risky('it serves a')
    let isAtWork = false
    const onLook: ActingGiven['onLook'] = ({ run }) =>
      run(isAtWork ? risky('it serves a, and it may be at work') : idle)
    const { yes, called } = await asked({ isServing: true, onLook }, idle)
    isAtWork = true
    expect(await yes()).toMatchObject({ outcome: 'unconfirmed' })
    expect(called).toEqual([])
  })
})
