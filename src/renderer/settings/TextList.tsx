import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import rows from './Rows.module.css'
import { SettingRow, type Control } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'
import type { PreferInput } from '../../shared/preferences.ts'

/** What is told of an entry beside it. */
export interface EntryNote {
  readonly text: string
  readonly isWrong: boolean
}

interface Props {
  readonly control: string
  readonly label: string
  readonly help: string
  /** What stands where there is none. */
  readonly none: string
  readonly placeholder: string
  readonly isPath?: boolean
  /** As Core has them: one that is refused never stands there. */
  readonly entries: readonly string[]
  readonly change: (entries: readonly string[]) => PreferInput
  readonly noteOf?: (entry: string) => EntryNote | null
  /** After each change that holds. */
  readonly onChange?: () => void
  /** What may be meant, for whoever types. */
  readonly suggestions?: readonly string[]
}

/** Texts of the settings: each can be removed, and one can be added. */
export function TextList(props: Props): ReactNode {
  const { control, label, help, none, isPath, entries, change, noteOf, onChange } = props
  const { t } = useWords()
  const { mayAct } = useView()
  const { prefer } = useSettingsHere()
  const field = useRef<HTMLInputElement>(null)
  const remove = (entry: string): void => {
    // its button goes
    field.current?.focus()
    void prefer(control, change(entries.filter((one) => one !== entry))).then(onChange)
  }
  return (
    <SettingRow control={control} label={label} help={help} isWide>
      {(of) => (
        <div className={rows['texts']}>
          {entries.length === 0 ? <p className={rows['note']}>{none}</p> : null}
          <ul>
            {entries.map((entry) => {
              const note = noteOf?.(entry) ?? null
              return (
                <li key={entry} className={rows['entry']}>
                  <span className={rows['entryText']}>
                    {isPath ? <code dir="auto">{entry}</code> : <bdi>{entry}</bdi>}
                    {note === null ? null : (
                      <>
                        {' '}
                        <span className={rows['note']} data-wrong={note.isWrong}>
                          {note.text}
                        </span>
                      </>
                    )}
                  </span>
                  <SmallButton
                    text={t('settings.remove')}
                    spoken={t('relief.about', { act: t('settings.remove'), name: entry })}
                    disabled={!mayAct}
                    onClick={() => remove(entry)}
                  />
                </li>
              )
            })}
          </ul>
          <AddForm {...props} of={of} field={field} />
        </div>
      )}
    </SettingRow>
  )
}

interface AddProps extends Props {
  readonly of: Control
  readonly field: RefObject<HTMLInputElement | null>
}

const noNames: readonly string[] = []

/** What was typed stays until it is in the list. */
function AddForm({
  of,
  field,
  control,
  entries,
  change,
  placeholder,
  onChange,
  suggestions = noNames,
}: AddProps): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  const listId = useId()
  const [text, setText] = useState('')
  const add = async (): Promise<void> => {
    const entry = text.trim()
    if (entry === '') return field.current?.focus()
    if (entries.includes(entry)) return setText('')
    const isDone = await prefer(control, change([...entries, entry]))
    onChange?.()
    if (isDone) setText((now) => (now === text ? '' : now))
  }
  return (
    <form
      className={rows['add']}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <input
        ref={field}
        id={of.id}
        className={rows['field']}
        type="text"
        value={text}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        list={suggestions.length === 0 ? undefined : listId}
        disabled={of.isDisabled}
        aria-invalid={of.isInvalid}
        aria-describedby={of.describedBy}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || text === '') return
          event.preventDefault()
          setText('')
        }}
      />
      <Suggestions id={listId} names={suggestions} />
      <button type="submit" className={rows['button']} disabled={of.isDisabled}>
        {t('settings.add')}
      </button>
    </form>
  )
}

const Suggestions = ({
  id,
  names,
}: {
  readonly id: string
  readonly names: readonly string[]
}): ReactNode =>
  names.length === 0 ? null : (
    <datalist id={id}>
      {names.map((one) => (
        <option key={one} value={one} />
      ))}
    </datalist>
  )
