import { useEffect, useState, type Dispatch, type SetStateAction } from 'react'
import { useView } from '../store/live.ts'

/** A list as it stood when somebody came to it; null: nobody is there. Nobody says that the pointer goes where the window is hidden. */
export function useHeld<T>(): readonly [T | null, Dispatch<SetStateAction<T | null>>] {
  const [held, setHeld] = useState<T | null>(null)
  const { isShown } = useView()
  if (!isShown && held !== null) setHeld(null)
  useEffect(() => () => setHeld(null), [])
  return [held, setHeld]
}
