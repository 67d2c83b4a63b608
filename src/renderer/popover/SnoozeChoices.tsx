import { DropdownMenu } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { snoozeSpans, type SnoozeSpan } from '../../shared/alert.ts'
import { useWords } from '../words/use-words.ts'
import styles from './SnoozeMenu.module.css'

interface Props {
  readonly isOpen: boolean
  readonly setOpen: (isOpen: boolean) => void
  /** What opens it, which stays where it is while the menu is loaded. */
  readonly button: RefObject<HTMLButtonElement | null>
  readonly buttonId: string
  readonly onChoose: (span: SnoozeSpan) => void
  /** Leads to the rule among the settings. */
  readonly onRule: () => void
}

/** The menu below its button: chosen by the pointer, the arrows or a first letter; Escape leaves it. */
export function SnoozeChoices(props: Props): ReactNode {
  const { isOpen, setOpen, button, buttonId, onChoose, onRule } = props
  const { t } = useWords()
  const isOfButton = (target: EventTarget | null): boolean =>
    target instanceof Node && button.current?.contains(target) === true
  return (
    <DropdownMenu.Root open={isOpen} onOpenChange={setOpen} modal={false}>
      {/* its place alone: the button is another, and was there before */}
      <DropdownMenu.Trigger asChild>
        <span className={styles['anchor']} aria-hidden="true" tabIndex={-1} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        className={styles['menu']}
        align="end"
        sideOffset={4}
        collisionPadding={8}
        aria-labelledby={buttonId}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          button.current?.focus({ preventScroll: true })
        }}
        onInteractOutside={(event) => {
          // it closes it itself
          if (isOfButton(event.target)) event.preventDefault()
        }}
      >
        <DropdownMenu.Label className={styles['label']}>{t('alerts.allOfKind')}</DropdownMenu.Label>
        {snoozeSpans.map((span) => (
          <DropdownMenu.Item
            key={span}
            className={styles['choice']}
            onSelect={() => onChoose(span)}
          >
            {t(`alerts.span.${span}`)}
          </DropdownMenu.Item>
        ))}
        <DropdownMenu.Separator className={styles['line']} />
        <DropdownMenu.Item className={styles['choice']} onSelect={onRule}>
          {t('alerts.rule')}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
