import { createContext, use, useLayoutEffect, type RefObject } from 'react'

type Field = RefObject<HTMLInputElement | null>

/** Takes the field of the section that is shown, and answers with the way to give it back. */
export const FindContext = createContext<((field: Field) => () => void) | null>(null)

/** ⌘F leads to this field while its section is shown. Outside of the details nothing does. */
export function useFind(field: Field): void {
  const take = use(FindContext)
  useLayoutEffect(() => take?.(field), [take, field])
}
