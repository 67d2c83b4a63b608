import { describe, expect, test } from 'vitest'
import { actOfAlert } from '../../src/renderer/popover/alert-act.ts'
import { english } from '../../src/renderer/words/english.ts'
import type { Alert } from '../../src/shared/alert.ts'
import { appId, pid } from '../../src/shared/ids.ts'
import { appsMac, finder, loom, withApps } from '../browser/apps-page.ts'
import { gemma, qwen } from '../shared/loaded.ts'
import { clearing, hog, idle, stale } from '../shared/warned.ts'

const { t } = english.i18n
const about = (alert: Alert, change: Partial<Alert['about']>): Alert => ({
  ...alert,
  about: { ...alert.about, ...change },
})
const ofLoom = about(hog, { appId: loom.id })
const mac = { ...appsMac, models: [gemma, qwen] }

describe('what an alert offers', () => {
  test('is to quit the app that it is about, with its number beside another of its name', () => {
    expect(actOfAlert(ofLoom, mac, t)).toMatchObject({
      button: 'Quit Loom',
      target: { kind: 'quit', id: loom.id, yes: 'Quit', number: null },
    })
    const twin = { ...loom, id: appId('twin') }
    const [process] = loom.processes
    expect(actOfAlert(ofLoom, withApps(loom, twin), t)).toMatchObject({
      button: `Quit Loom (${process?.pid ?? pid(0)})`,
    })
  })

  test('is to unload its model, or to quit the server that does nothing else', () => {
    expect(actOfAlert(about(idle, { modelId: gemma.id }), mac, t)).toMatchObject({
      button: 'Unload gemma3:27b',
      target: { kind: 'unload', id: gemma.id, yes: 'Unload' },
    })
    expect(actOfAlert(about(idle, { modelId: qwen.id }), mac, t)).toMatchObject({
      button: 'Quit llama-server',
      target: { kind: 'unload', id: qwen.id, yes: 'Quit llama-server' },
    })
  })

  test('is nothing where it is not of now, gives no advice, or names what may not be let go', () => {
    const offered = (alert: Alert) => actOfAlert(alert, mac, t)
    expect(offered(stale(ofLoom))).toBeNull()
    expect(offered(clearing(ofLoom))).toBeNull()
    expect(offered({ ...ofLoom, advice: null })).toBeNull()
    expect(offered(about(hog, { appId: finder.id }))).toBeNull()
    expect(offered(about(hog, { appId: appId('gone') }))).toBeNull()
  })

  test('is nothing where the model is named, and not in anyone’s way', () => {
    const context: Alert = { ...about(idle, { modelId: gemma.id }), rule: 'context' }
    expect(actOfAlert(context, mac, t)).toBeNull()
  })
})
