import { describe, expect, test } from 'vitest'
import { failedBy, silent, type Health } from '../../../src/main/electron/notifications/health.ts'
import { offeredFor, trialOf } from '../../../src/main/electron/notifications/offered.ts'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import { englishVoice } from '../../../src/shared/phrases/voice.ts'
import { createNotificationsWorld } from '../../electron/notifications/notifications-world.ts'
import { appsMac, loom } from '../../browser/apps-page.ts'
import { gemma, qwen } from '../loaded.ts'
import { failure, hog, idle } from '../warned.ts'
import { unknownOf } from './books.ts'

const reason = (health: Health): string => (health.kind === 'failed' ? health.reason : health.kind)

describe('every language says', () => {
  test('why macOS shows no notification, and why none is tried', async () => {
    const { notifications, follow } = createNotificationsWorld()
    follow()
    const refused = await notifications.tryOne().then(() => 'tried', reasonOf)
    const said = [silent, failedBy('UNErrorDomain error 1.'), failedBy('')].map(reason)
    expect(refused).toBe('notifications are off')
    expect(unknownOf([...said, refused, 'System Settings did not open: no app for it'])).toEqual([])
  })

  test('what stands on a notification, but for the alert itself', () => {
    const about = { ...hog.about, appId: loom.id }
    const machine = { ...appsMac, models: [gemma, qwen], suggestion: null }
    const offers = [
      { ...hog, about },
      { ...idle, about: { ...idle.about, modelId: gemma.id } },
      { ...idle, about: { ...idle.about, modelId: qwen.id } },
      failure,
    ].map((alert) => offeredFor(alert, { ...machine, alerts: [alert] }, englishVoice).banner)
    const { banner } = trialOf(englishVoice)
    const buttons = offers.flatMap((one) => one.buttons.map((text) => text.replace('…', '')))
    expect(new Set(buttons).size).toBe(5)
    expect(unknownOf([...buttons, banner.title, banner.body])).toEqual([])
  })
})
