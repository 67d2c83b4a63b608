import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import styles from './CopyText.module.css'
import { SmallButton } from './SmallButton.tsx'

interface Props {
  readonly label: string
  /** As it is at the click. */
  readonly textOf: () => string
}

const copiedForMs = 2_000

type Told = { readonly kind: 'copied' } | { readonly kind: 'shown'; readonly text: string }

/** Copies what is too long to stand beside its button; where the clipboard is closed it is shown and selected. */
export function CopyText({ label, textOf }: Props): ReactNode {
  const { t } = useWords()
  const [told, setTold] = useState<Told | null>(null)
  const shown = useRef<HTMLPreElement>(null)
  useEffect(() => {
    if (told === null) return undefined
    if (told.kind === 'shown') {
      shown.current?.focus()
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current)
      return undefined
    }
    const timer = setTimeout(() => setTold(null), copiedForMs)
    return () => clearTimeout(timer)
  }, [told])
  const copy = async (): Promise<void> => {
    const text = textOf()
    try {
      await navigator.clipboard.writeText(text)
      setTold({ kind: 'copied' })
    } catch {
      // NotAllowedError: the shell or the browser forbids it; TypeError: no clipboard where the origin is not secure
      setTold({ kind: 'shown', text })
    }
  }
  const isCopied = told?.kind === 'copied'
  return (
    <>
      <SmallButton text={isCopied ? t('ui.copy.copied') : label} onClick={() => void copy()} />
      <span className="spoken" role="status">
        {isCopied ? t('ui.copy.copied') : told === null ? '' : t('ui.copy.how')}
      </span>
      {told?.kind === 'shown' ? (
        <pre ref={shown} className={styles['text']} tabIndex={0} aria-label={t('ui.copy.how')}>
          {told.text}
        </pre>
      ) : null}
    </>
  )
}
