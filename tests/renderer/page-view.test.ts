import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { onPageView } from '../../src/renderer/client/page-view.ts'
import type { View } from '../../src/shared/contract.ts'

/** A page that a browser shows, or has in the background. */
function createFakePage() {
  const page = Object.assign(new EventTarget(), { hidden: false })
  vi.stubGlobal('document', page)
  onTestFinished(() => void vi.unstubAllGlobals())
  return {
    setHidden: (isHidden: boolean) => {
      page.hidden = isHidden
      page.dispatchEvent(new Event('visibilitychange'))
    },
  }
}

describe('a page in a browser', () => {
  test('tells at once and at each change whether it is shown, until nobody listens', () => {
    const { setHidden } = createFakePage()
    const heard: View[] = []
    const stop = onPageView((view) => heard.push(view))
    setHidden(true)
    setHidden(false)
    stop()
    setHidden(true)
    expect(heard.map(({ isShown }) => isShown)).toEqual([true, false, true])
  })

  test('in the background tells so from the beginning, and knows of no gauge', () => {
    createFakePage().setHidden(true)
    const heard: View[] = []
    onPageView((view) => heard.push(view))
    expect(heard).toEqual([{ isShown: false, isGaugeHidden: false }])
  })
})
