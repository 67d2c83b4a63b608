import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createPageView } from '../../src/renderer/client/page-view.ts'
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
    const stop = createPageView().onView((view) => heard.push(view))
    setHidden(true)
    setHidden(false)
    stop()
    setHidden(true)
    expect(heard.map(({ isShown }) => isShown)).toEqual([true, false, true])
  })

  test('in the background tells so from the beginning, knows of no gauge, and may not act', () => {
    createFakePage().setHidden(true)
    const heard: View[] = []
    createPageView().onView((view) => heard.push(view))
    expect(heard).toEqual([{ isShown: false, isGaugeHidden: false, mayAct: false }])
  })

  test('may act as soon as main says so, and says it to whoever comes later', () => {
    createFakePage()
    const view = createPageView()
    const heard: boolean[] = []
    const stop = view.onView(({ mayAct }) => heard.push(mayAct))
    view.hear({ mayAct: true })
    stop()
    view.hear({ mayAct: false })
    view.hear({ mayAct: true })
    view.onView(({ mayAct }) => heard.push(mayAct))
    expect(heard).toEqual([false, true, true])
  })

  test('speaks as main says, and as its reader does where main says nothing', () => {
    createFakePage()
    const view = createPageView()
    const heard: (string | undefined)[] = []
    view.onView(({ language }) => heard.push(language))
    view.hear({ mayAct: false, language: 'de' })
    view.hear({ mayAct: false })
    expect(heard).toEqual([undefined, 'de', undefined])
  })
})
