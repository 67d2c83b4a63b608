import { useEffect, useId, useRef, type ReactNode } from 'react'
import styles from './UnloadQuestion.module.css'

interface Props {
  readonly sentence: string
  readonly onGoOn: () => void
  readonly onKeep: () => void
}

/** Asked in place, before something is unloaded that is at work, or that takes others along. Escape keeps. */
export function UnloadQuestion({ sentence, onGoOn, onKeep }: Props): ReactNode {
  const sentenceId = useId()
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // it may come seconds after the click: whoever has gone elsewhere stays there
    const at = document.activeElement
    const isHere = at === document.body || keep.current?.closest('li')?.contains(at) === true
    if (isHere) keep.current?.focus()
  }, [])
  useEffect(() => {
    const keepOnEscape = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') onKeep()
    }
    document.addEventListener('keydown', keepOnEscape)
    return () => document.removeEventListener('keydown', keepOnEscape)
  })
  return (
    <div className={styles['question']} role="group" aria-labelledby={sentenceId}>
      <p id={sentenceId} role="status">
        {sentence}
      </p>
      <div className={styles['answers']}>
        <button ref={keep} type="button" className={styles['answer']} onClick={onKeep}>
          Keep
        </button>
        <button type="button" className={styles['answer']} onClick={onGoOn}>
          Unload all the same
        </button>
      </div>
    </div>
  )
}
