import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { troubleOfKey } from './key-step.ts'
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
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const troubleId = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const trouble = isSending ? null : (typed ?? refusal)
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
      onKeyDown={({ key }) => {
        if (key === 'Escape') onCancel()
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

function Answers({ isSending, onCancel }: Pick<Props, 'isSending' | 'onCancel'>): ReactNode {
  return (
    <div className={styles['answers']}>
      <button type="button" className={styles['answer']} onClick={onCancel}>
        Cancel
      </button>
      <button type="submit" className={styles['answer']} aria-disabled={isSending}>
        Use key
      </button>
    </div>
  )
}
