import type { KeyboardEvent } from 'react'

/** Escape folds what is unfolded and has the keyboard; a question in it is answered first. */
export const foldByEscape =
  (isOpen: boolean, fold: () => void) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const { key, currentTarget, defaultPrevented } = event
    if (key !== 'Escape' || !isOpen || defaultPrevented) return
    if (currentTarget.querySelector('[data-question]') !== null) return
    event.preventDefault()
    // what had the keyboard may be folded away with it
    currentTarget.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus()
    fold()
  }
