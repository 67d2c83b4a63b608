import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { formatCount } from '../../shared/units.ts'
import { maxKeyLength, troubleOfKey, type KeyTrouble } from './key-step.ts'
import styles from './ServerKey.module.css'

interface Props {
  readonly label: string
  /** What Headroom has said to the last key. */
  readonly refusal: string | null
  readonly isSending: boolean
  readonly onSend: (apiKey: string) => void
  readonly onCancel: () => void
  /** Where the keyboard goes when the form goes that had it. */
  readonly home: RefObject<HTMLElement | null>
}

/** The key is in the field alone, until it is sent: nothing else here holds it. */
export function ServerKeyForm(props: Props): ReactNode {
  const { label, refusal, isSending, onSend, onCancel, home } = props
  const words = useWords()
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const troubleId = useId()
  const [typed, setTyped] = useState<KeyTrouble | null>(null)
  const trouble = isSending ? null : troubleWords(words, typed, refusal)
  useEffect(() => field.current?.focus(), [])
  useFocusHome(form, home)

  const submit = (): void => {
    const input = field.current
    if (input === null || isSending) return
    const key = input.value.trim()
    const found = troubleOfKey(key)
    setTyped(found)
    input.focus()
    if (found !== null) return
    input.value = ''
    onSend(key)
  }
  return (
    <form
      ref={form}
      className={styles['form']}
      aria-busy={isSending}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onCancel()
      }}
    >
      <label className={styles['label']}>
        {label}
        <input
          ref={field}
          className={styles['field']}
          type="password"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={trouble !== null}
          aria-describedby={troubleId}
          // by name for those that overlook `autocomplete`: 1Password, LastPass, Bitwarden
          data-1p-ignore="true"
          data-lpignore="true"
          data-bwignore="true"
        />
      </label>
      <p id={troubleId} className={styles['trouble']} role="alert">
        {trouble}
      </p>
      <Answers isSending={isSending} onCancel={onCancel} />
    </form>
  )
}

/** What is wrong with what was typed, else what Headroom has said to the last key. */
function troubleWords(
  { t, say }: ReturnType<typeof useWords>,
  typed: KeyTrouble | null,
  refusal: string | null,
): string | null {
  if (typed !== null) return t(`models.keyTrouble.${typed}`, { most: formatCount(maxKeyLength) })
  return refusal === null ? null : say(refusal)
}

function Answers({ isSending, onCancel }: Pick<Props, 'isSending' | 'onCancel'>): ReactNode {
  const { t } = useWords()
  return (
    <div className={styles['answers']}>
      <button type="button" className={styles['answer']} onClick={onCancel}>
        {t('relief.cancel')}
      </button>
      <button type="submit" className={styles['answer']} aria-disabled={isSending}>
        {t('models.useKey')}
      </button>
    </div>
  )
}
