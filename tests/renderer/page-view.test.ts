import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { onPageShown } from '../../src/renderer/client/page-view.ts'

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
    const heard: boolean[] = []
    const stop = onPageShown((isShown) => heard.push(isShown))
    setHidden(true)
    setHidden(false)
    stop()
    setHidden(true)
    expect(heard).toEqual([true, false, true])
  })

  test('in the background tells so from the beginning', () => {
    createFakePage().setHidden(true)
    const heard: boolean[] = []
    onPageShown((isShown) => heard.push(isShown))
    expect(heard).toEqual([false])
  })
})
