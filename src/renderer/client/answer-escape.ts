import type { Client } from '../../shared/contract.ts'

/**
 * Tells the shell of each press of Escape whether the page had a use for it: what closed something has prevented the default.
 * A listener of the window hears the key last.
 */
export function answerEscape({ answerEscape: answer }: Client): void {
  if (answer === undefined) return
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.repeat || event.isComposing) return
    answer(event.defaultPrevented || isClearing(event))
  })
}

/** Chromium empties a search field by Escape. */
export const isClearing = ({ target }: Event): boolean =>
  target instanceof HTMLInputElement && target.type === 'search' && target.value !== ''
