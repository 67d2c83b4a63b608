import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src/main/host/attempt.ts'
import type { UnloadInput } from '../../src/shared/contract.ts'
import { gemma, ollama } from '../shared/loaded.ts'
import { actOf } from '../shared/act-of.ts'
import { snapshotOf } from './tray/looked-at.ts'
import { createMenuBarWorld, type Given } from './menu-bar-world.ts'

/** What has to wait for an answer has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function chosen(unload: NonNullable<Given['unload']>) {
  const plain = snapshotOf({ totalBytes: 24e9 })
  const first = { ...plain, servers: [ollama], models: [gemma] }
  const asked: UnloadInput[] = []
  const world = await createMenuBarWorld({
    first,
    unload: (input) => {
      asked.push(input)
      return unload(input)
    },
  })
  world.menuBar.rightClicked()
  world.tray.choose({ kind: 'unload', modelId: gemma.id })
  await settled()
  return { ...world, asked }
}

describe('Unload in the menu', () => {
  test('asks Core once, without saying that anything is confirmed', async () => {
    const { asked, tray } = await chosen(async () => actOf('done'))
    expect(asked).toEqual([{ modelId: gemma.id, isDryRun: false, isConfirmed: false }])
    expect(JSON.stringify(tray.takeMenu())).toContain('gemma3:27b')
  })

  test('opens no window where the memory is back', async () => {
    const { window, said } = await chosen(async () => actOf('done'))
    expect([window.taken(), said]).toEqual([[], []])
  })

  test.each(['held', 'waiting'] as const)(
    'opens the window where it is %s, and says what has happened',
    async (outcome) => {
      const { window, said } = await chosen(async () => actOf(outcome))
      expect([window.taken(), said]).toEqual([['create'], ['what happened: what helps']])
    },
  )

  test('has its question asked in the window where something may be lost', async () => {
    const { window, said } = await chosen(async () => actOf('unconfirmed'))
    expect([window.taken(), said]).toEqual([['create'], []])
    window.paint()
    expect(window.taken()).toContain(`view shown, begins unload ${gemma.id}`)
  })

  test('opens the window where it is refused, and says why', async () => {
    const { window, said } = await chosen(async () => {
      throw new Refusal('it has gone')
    })
    expect([window.taken(), said]).toEqual([['create'], ['it has gone']])
  })
})
