import { useEffectEvent, useLayoutEffect, useState, type RefObject } from 'react'
import type { Section } from '../../shared/details.ts'
import { isClearing } from '../client/answer-escape.ts'
import { isFindKeys, sectionOfKeys } from './section-keys.ts'

interface Ways {
  readonly go: (section: Section) => void
  /** Out of a search, to the head of its section. */
  readonly home: () => void
  /** null: there is nowhere to go. */
  readonly leave: (() => void) | null
}

type Field = RefObject<HTMLInputElement | null>

/** The keys of the details, wherever the keyboard is; answers with what a section gives its search to. */
export function useDetailsKeys({ go, home, leave }: Ways): (field: Field) => () => void {
  const [fields] = useState(() => new Set<Field>())
  const [take] = useState(() => (field: Field): (() => void) => {
    fields.add(field)
    return () => void fields.delete(field)
  })
  const field = (): HTMLInputElement | null => [...fields].at(-1)?.current ?? null
  const escape = (event: KeyboardEvent): void => {
    const isInSearch = event.target === field()
    if (!isInSearch && leave === null) return
    event.preventDefault()
    if (isInSearch) home()
    else leave?.()
  }
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const section = sectionOfKeys(event, isWriting(event))
    if (section !== null) {
      event.preventDefault()
      go(section)
    } else if (isFindKeys(event) && field() !== null) {
      event.preventDefault()
      field()?.focus()
      field()?.select()
    } else if (event.key === 'Escape' && !isClearing(event)) escape(event)
  })
  // before it is seen: whoever sees the section may press a key
  useLayoutEffect(() => {
    // of the window: whatever else closes something by Escape comes first
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return take
}

const isWriting = ({ target }: Event): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !/^(?:button|checkbox|radio|range)$/.test(target.type))
