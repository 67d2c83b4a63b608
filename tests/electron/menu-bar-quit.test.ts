import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/main/host/attempt.ts'
import type { MenuAct, MenuEntry } from '../../src/main/electron/tray/menu-entry.ts'
import type { Act } from '../../src/shared/act.ts'
import type { QuitInput, Relieved, RelieveInput } from '../../src/shared/contract.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { actOf } from '../shared/act-of.ts'
import { loom, sdxl, slack, suggestionOf } from '../shared/relieving.ts'
import { createMenuBarWorld, type Given } from './menu-bar-world.ts'
import { snapshotOf } from './tray/looked-at.ts'

/** What has to wait for an answer has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function actsIn(entries: readonly MenuEntry[]): readonly (readonly [string, MenuAct])[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'menu') return actsIn(entry.entries)
    return entry.kind === 'act' ? [[entry.label, entry.act] as const] : []
  })
}

/** The menu of this machine was opened, and the entry with this label was chosen in it. */
async function chosen(label: string, machine: Partial<Snapshot>, given: Given) {
  const first = { ...snapshotOf({ totalBytes: 24e9 }), apps: [], ...machine }
  const world = await createMenuBarWorld({ first, ...given })
  world.menuBar.rightClicked()
  const [, act] = actsIn(world.tray.takeMenu() ?? []).find(([one]) => one === label) ?? []
  if (act === undefined) throw new Error(`no entry ${label}`)
  world.tray.choose(act)
  await settled()
  return world
}

const safeLoom = { ...loom, quit: { kind: 'ask', isSafe: true, risk: null } } as const

const quitting = async (answer: () => Promise<Act>) => {
  const asked: QuitInput[] = []
  const quit = (input: QuitInput): Promise<Act> => {
    asked.push(input)
    return answer()
  }
  return { ...(await chosen('Quit', { apps: [safeLoom] }, { quit })), asked }
}

describe('Quit in the menu', () => {
  test('asks Core once, without confirming anything and without force', async () => {
    const { asked } = await quitting(async () => actOf('done', { act: 'quit' }))
    expect(asked).toEqual([
      { appId: loom.id, isDryRun: false, isConfirmed: false, forceAfter: null },
    ])
  })

  test('opens no window where the memory is back', async () => {
    const { window, said } = await quitting(async () => actOf('done', { act: 'quit' }))
    expect([window.taken(), said]).toEqual([[], []])
  })

  test.each(['still-open', 'refused', 'kept-alive', 'held'] as const)(
    'opens the window where it is %s, and says what has happened',
    async (outcome) => {
      const { window, said } = await quitting(async () => actOf(outcome, { act: 'quit' }))
      expect([window.taken(), said]).toEqual([['create'], ['what happened: what helps']])
    },
  )

  test('has the window say what has happened for as long as it is open', async () => {
    const open = actOf('still-open', { sentence: 'Loom is still open', help: 'it may ask you' })
    const { window, menuBar, open: openByClick } = await quitting(async () => open)
    window.paint()
    expect(window.taken()).toContain('view shown, tells "Loom is still open"')
    menuBar.dismissed()
    expect(window.taken()).toContain('view hidden')
    openByClick()
    menuBar.displaysChanged()
    expect(window.taken()).toContain('view shown')
  })

  test('says it also in a window that was opened meanwhile', async () => {
    const answer = Promise.withResolvers<Act>()
    const { window, open } = await quitting(() => answer.promise)
    open()
    answer.resolve(actOf('still-open', { sentence: 'Loom is still open' }))
    await settled()
    expect(window.taken()).toContain('view shown, tells "Loom is still open"')
  })

  test('has its question asked in the window where something may be lost by now', async () => {
    const { window, said } = await quitting(async () => actOf('unconfirmed', { act: 'quit' }))
    expect([window.taken(), said]).toEqual([['create'], []])
    window.paint()
    expect(window.taken()).toContain(`view shown, begins quit ${loom.id}`)
  })

  test('opens the window where it is refused, and says why', async () => {
    const { window, said } = await quitting(async () => {
      throw new Refusal('process 700 is another one by now')
    })
    expect([window.taken(), said]).toEqual([['create'], ['process 700 is another one by now']])
  })
})

test('Quit… asks Core for nothing: the window opens, begins it, and says so until it is closed', async () => {
  const { window, said, menuBar, open } = await chosen('Quit…', { apps: [loom] }, {})
  expect([window.taken(), said]).toEqual([['create'], []])
  window.paint()
  expect(window.taken()).toContain(`view shown, begins quit ${loom.id}`)
  menuBar.dismissed()
  expect(window.taken()).toContain('view hidden')
  open()
  menuBar.displaysChanged()
  expect(window.taken()).toContain('view shown')
})

describe('the one suggestion in the menu', () => {
  const relieved = (...acts: readonly Act[]): Relieved => ({
    schema: 'headroom/relieved/1',
    acts,
    expectedBytes: 4.1e9,
    returnedBytes: 4e9,
    isEnough: true,
    sentence: 'in all',
  })
  const relieving = async (answer: Relieved) => {
    const asked: RelieveInput[] = []
    const relieve = async (input: RelieveInput): Promise<Relieved> => {
      asked.push(input)
      return answer
    }
    const machine = { suggestion: suggestionOf(sdxl) }
    return { ...(await chosen('Unload sdxl (4.1 GB)', machine, { relieve })), asked }
  }

  test('is done at once, without confirming anything', async () => {
    const { asked, window, said } = await relieving(relieved(actOf('done')))
    expect(asked).toEqual([
      {
        steps: [{ kind: 'unload', modelId: sdxl.modelId }],
        until: null, // a load eats the room meanwhile
        isDryRun: false,
        isConfirmed: false,
      },
    ])
    expect([window.taken(), said]).toEqual([[], []])
  })

  test('opens the window where a step has not come to its end, and says which', async () => {
    const open = actOf('still-open', { sentence: 'Loom is still open', help: null })
    const { window, said } = await relieving(relieved(actOf('done'), open))
    expect([window.taken(), said]).toEqual([['create'], ['Loom is still open']])
  })

  test('opens the window at once where something may be lost', async () => {
    const machine = { suggestion: suggestionOf(slack) }
    const { window } = await chosen('Quit Slack (up to 1.2 GB)…', machine, {})
    expect(window.taken()).toEqual(['create'])
    window.paint()
    expect(window.taken()).toContain('view shown, begins suggested')
  })

  test('has its question asked in the window where something may be lost by now', async () => {
    const { window, said } = await relieving(relieved(actOf('unconfirmed')))
    expect([window.taken(), said]).toEqual([['create'], []])
    window.paint()
    expect(window.taken()).toContain('view shown, begins suggested')
  })
})
