import X from 'lucide-react/icons/x'
import type { KeyboardEvent, ReactNode } from 'react'
import type { ShortcutModifier } from '../../shared/shortcut.ts'
import { useWords } from '../words/use-words.ts'
import type { Control } from './SettingRow.tsx'
import styles from './ShortcutField.module.css'
import { heldIn, pressedIn, signsOf } from './shortcut-keys.ts'
import { useShortcutWords } from './use-shortcut-words.ts'

/** Keys are being taken: those that are held now, and what was wrong with the last one. */
export interface Recording {
  readonly held: readonly ShortcutModifier[]
  readonly trouble: 'bare' | 'unusable' | null
}

interface Props {
  readonly of: Control
  /** Empty: there is none. */
  readonly value: string
  readonly recording: Recording | null
  readonly onRecord: (recording: Recording | null) => void
  readonly onChoose: (shortcut: string) => void
}

/** Takes the keys that are pressed in it. Nothing is lost by looking: Escape, Tab and the mouse leave what was. */
export function ShortcutField({ of, value, recording, onRecord, onChoose }: Props): ReactNode {
  const { shown, spoken } = useShown(value, recording)
  const choose = (shortcut: string): void => {
    onRecord(null)
    if (shortcut !== value) onChoose(shortcut)
  }
  const take = (event: KeyboardEvent): void => {
    if (recording === null) return
    const pressed = pressedIn(event)
    if (pressed.kind === 'leave') return
    event.preventDefault() // neither the page's own keys nor the menu's
    if (event.repeat) return
    switch (pressed.kind) {
      case 'keep':
        return onRecord(null)
      case 'remove':
        return choose('')
      case 'ok':
        return choose(pressed.text)
      case 'held':
        return onRecord({ held: heldIn(event), trouble: null })
      case 'bare':
      case 'unusable':
        return onRecord({ held: heldIn(event), trouble: pressed.kind })
    }
  }
  const letGo = (event: KeyboardEvent): void => {
    if (recording !== null) onRecord({ ...recording, held: heldIn(event) })
  }
  const valueId = `${of.id}value`
  return (
    <span className={styles['field']}>
      <button
        id={of.id}
        type="button"
        className={styles['keys']}
        data-recording={recording !== null}
        data-none={value === ''}
        aria-pressed={recording !== null}
        aria-labelledby={`${of.labelId} ${valueId}`}
        aria-describedby={of.describedBy}
        disabled={of.isDisabled}
        onClick={() => onRecord(recording === null ? { held: [], trouble: null } : null)}
        onKeyDown={take}
        onKeyUp={letGo}
        onBlur={() => onRecord(null)}
      >
        <span aria-hidden="true">{shown}</span>
        <span id={valueId} className="spoken">
          {spoken}
        </span>
      </button>
      {value === '' || of.isDisabled || recording !== null ? null : (
        <Remove onRemove={() => choose('')} />
      )}
    </span>
  )
}

function Remove({ onRemove }: { readonly onRemove: () => void }): ReactNode {
  const { t } = useWords()
  return (
    <button
      type="button"
      className={styles['remove']}
      aria-label={t('own.shortcutRemove')}
      title={t('own.shortcutRemove')}
      onClick={onRemove}
    >
      <X size={14} strokeWidth={1.75} aria-hidden="true" />
    </button>
  )
}

/** What stands in the field, and what is heard of it. */
function useShown(
  value: string,
  recording: Recording | null,
): { readonly shown: string; readonly spoken: string } {
  const { t } = useWords()
  const { signs, spoken } = useShortcutWords()
  if (recording !== null) {
    const { held } = recording
    const shown = signsOf({ modifiers: held, key: '…' }, String)
    const text = t('own.shortcutPress')
    return { shown: held.length === 0 ? text : shown, spoken: text }
  }
  const text = t('own.shortcutRecord')
  return value === ''
    ? { shown: text, spoken: text }
    : { shown: signs(value), spoken: spoken(value) }
}
