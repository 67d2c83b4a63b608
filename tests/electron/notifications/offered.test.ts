import { describe, expect, test } from 'vitest'
import { offeredFor, type Machine } from '../../../src/main/electron/notifications/offered.ts'
import { voiceOf } from '../../../src/shared/phrases/voice.ts'
import { bookDe } from '../../../src/shared/phrases/book-de.ts'
import { englishVoice } from '../../../src/shared/phrases/voice.ts'
import type { Alert } from '../../../src/shared/alert.ts'
import { appId } from '../../../src/shared/ids.ts'
import { appsMac, finder, loom, withApps } from '../../browser/apps-page.ts'
import { candidateOf, suggestionOf } from '../../renderer/relief/suggested.ts'
import { gemma, qwen } from '../../shared/loaded.ts'
import { failure, hog, idle, runningOut } from '../../shared/warned.ts'

const about = (alert: Alert, change: Partial<Alert['about']>): Alert => ({
  ...alert,
  about: { ...alert.about, ...change },
})
const macWith = (alert: Alert, change: Partial<Machine> = {}): Machine => ({
  ...appsMac,
  models: [gemma, qwen],
  alerts: [alert],
  suggestion: null,
  ...change,
})
const offered = (alert: Alert, change: Partial<Machine> = {}) =>
  offeredFor(alert, macWith(alert, change), englishVoice)
const opens = (alert: Alert) => ({ kind: 'begin', begins: { kind: 'alert', alertId: alert.id } })
const forRoom = (isSafe: boolean) =>
  ({
    ...suggestionOf(candidateOf('unload', 'gemma4', 4.1e9, isSafe ? {} : { isSafe, risk: 'x' })),
    cause: { kind: 'room' },
  }) as const

describe('the first button of a notification', () => {
  test('carries the suggestion out where nothing can be lost by it', () => {
    const { banner, acts } = offered(runningOut, { suggestion: forRoom(true) })
    expect(banner.buttons[0]).toBe('Unload gemma4')
    expect(acts[0]).toMatchObject({
      kind: 'relieve',
      steps: [{ kind: 'unload', modelId: 'gemma4' }],
    })
  })

  test('opens the window with the question where something can be', () => {
    const { banner, acts } = offered(runningOut, { suggestion: forRoom(false) })
    expect(banner.buttons[0]).toBe('Unload gemma4…')
    expect(acts[0]).toEqual({ kind: 'begin', begins: { kind: 'suggested' } })
  })

  test('lets go of what the alert is about, where no suggestion answers it', () => {
    const ofGemma = about(runningOut, { modelId: gemma.id })
    const suggestion = { ...forRoom(true), cause: suggestionOf().cause }
    const { banner, acts } = offered(ofGemma, {
      suggestion,
      models: [{ ...gemma, state: 'idle' }],
    })
    expect(banner.buttons[0]).toBe('Unload gemma3:27b')
    expect(acts[0]).toEqual({ kind: 'unload', modelId: gemma.id })
  })

  test('asks first for a model at work, a server that does nothing else, and an app with windows', () => {
    const atWork = offered(about(runningOut, { modelId: gemma.id }), {
      models: [{ ...gemma, state: 'generating' }],
    })
    expect(atWork.banner.buttons[0]).toBe('Unload gemma3:27b…')
    expect(atWork.acts[0]).toEqual({
      kind: 'begin',
      begins: { kind: 'unload', modelId: gemma.id },
    })
    expect(offered(about(idle, { modelId: qwen.id })).banner.buttons[0]).toBe('Quit llama-server…')
    const ofLoom = about(hog, { appId: loom.id })
    expect(offered(ofLoom).acts[0]).toEqual({
      kind: 'begin',
      begins: { kind: 'quit', appId: loom.id },
    })
    const twin = { ...loom, id: appId('twin') }
    const [{ pid } = { pid: 0 }] = loom.processes
    expect(offered(ofLoom, withApps(loom, twin)).banner.buttons[0]).toBe(`Quit Loom (${pid})…`)
  })

  test('shows the card where nothing helps, or what helps may not be done', () => {
    for (const alert of [failure, about(hog, { appId: finder.id }), { ...hog, advice: null }]) {
      const { banner, acts } = offered(alert)
      expect(banner.buttons).toEqual(['Show', 'Snooze for an hour'])
      expect(acts[0]).toEqual(opens(alert))
    }
  })
})

test('a click leads to the card, and the second button silences the rule for an hour', () => {
  const { opens: opened, acts, banner } = offered(hog)
  expect(opened).toEqual(opens(hog))
  expect(acts).toHaveLength(2)
  expect(acts[1]).toEqual({ kind: 'snooze', input: { target: 'memory-hog', span: '1h' } })
  expect(banner.id).toBe('headroom.memory-hog')
})

test('it says what the page says, in the language of the menu, and a notice makes no sound', () => {
  const ofGemma = about(runningOut, { modelId: gemma.id })
  const machine = macWith(ofGemma, { models: [{ ...gemma, state: 'idle' }] })
  const { banner } = offeredFor(ofGemma, machine, voiceOf('de', bookDe))
  expect(banner.title).toContain(': scheitert gleich')
  expect(banner.buttons).toEqual(['gemma3:27b entladen', 'Eine Stunde stumm'])
  expect(banner.isSilent).toBe(false)
  expect(offered(idle).banner.isSilent).toBe(true)
})

test('a button is short, whatever its model is called', () => {
  const long = { ...gemma, state: 'idle', name: 'a-model-'.repeat(40) } as const
  const { banner } = offered(about(runningOut, { modelId: long.id }), { models: [long] })
  expect(banner.buttons[0]?.length).toBeLessThanOrEqual(40)
})
