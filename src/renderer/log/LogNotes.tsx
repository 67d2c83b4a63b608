import { useEffect, useRef, type ReactNode } from 'react'
import { Notice } from '../ui/Notice.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './LogSection.module.css'

/** Whether lines that may be prompts are hidden, asked about, or shown. */
export type Prompts = 'hidden' | 'asked' | 'shown'

interface Props {
  readonly prompts: Prompts
  readonly onPrompts: (prompts: Prompts) => void
}

/** Asks in place before anything is shown that may be somebody's words, and says so while it is. */
export function LogNotes({ prompts, onPrompts }: Props): ReactNode {
  const { t } = useWords()
  switch (prompts) {
    case 'hidden':
      return null
    case 'asked':
      return <Question onPrompts={onPrompts} />
    case 'shown':
      return (
        <div className={styles['shown']}>
          <span role="status">{t('log.shown')}</span>
          <SmallButton text={t('log.hideAgain')} onClick={() => onPrompts('hidden')} />
        </div>
      )
  }
}

function Question({ onPrompts }: Pick<Props, 'onPrompts'>): ReactNode {
  const { t } = useWords()
  const no = useRef<HTMLButtonElement>(null)
  useEffect(() => no.current?.focus(), [])
  return (
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onPrompts('hidden')
      }}
    >
      <Notice tone="note" title={t('log.ask')}>
        {t('log.askWhy')}
        <span className={styles['answers']}>
          <SmallButton ref={no} text={t('log.askNo')} onClick={() => onPrompts('hidden')} />
          <SmallButton text={t('log.askYes')} onClick={() => onPrompts('shown')} />
        </span>
      </Notice>
    </div>
  )
}
