import { plainPreferences } from './preferences-page.ts'
import type { ScreenState } from './screen-state.ts'
import { noneLearnt, someLearnt } from './some-learnt.ts'
import { settings } from './states-of-settings.ts'

export const learntStates: readonly ScreenState[] = [
  settings('settings-learnt', 'data', { answers: { learnt: someLearnt } }),
  settings('settings-learnt-off', 'data', {
    preferences: { ...plainPreferences, learns: false },
    answers: {
      learnt: {
        ...noneLearnt,
        trouble: '/home/someone/learnt.json is broken: nothing that was learnt is used',
      },
    },
  }),
  settings('settings-learnt-asked', 'data', {
    answers: { learnt: someLearnt },
    inVain: { forgetLearnt: 'nothing is remembered here' },
    after: async ({ page, t }) => {
      const row = page.getByRole('listitem').filter({ hasText: t('learnt.limit') })
      await row.getByRole('button').click()
      await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor()
      await page.getByRole('button', { name: t('learnt.forgetAll') }).click()
      await page.getByRole('group', { name: t('learnt.askAll') }).waitFor()
    },
  }),
]
