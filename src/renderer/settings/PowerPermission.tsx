import { useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { capital } from '../../shared/fit-text.ts'
import type { PowerRule } from '../../shared/power-rule.ts'
import { printable } from '../../shared/printable.ts'
import { useView } from '../store/live.ts'
import { Command } from '../ui/Command.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import rows from './Rows.module.css'
import { usePowerRule, type RuleStep, type UsePowerRule } from './use-power-rule.ts'

interface Props {
  /** When this is another, whether powermetrics is allowed may be another. */
  readonly occasion: string
}

/** Whether powermetrics may be run, by which rule of sudo, and how that comes and goes: the rule is read before it is written. */
export function PowerPermission({ occasion }: Props): ReactNode {
  const { t, say } = useWords()
  const rule = usePowerRule(occasion)
  const { answer } = rule
  return (
    <div className={rows['plain']}>
      {answer === null ? (
        <p className={rows['note']} role="status">
          {t('settings.watts.reading')}
        </p>
      ) : answer.kind === 'refused' ? (
        <p className={rows['note']}>{capital(say(printable(answer.reason)))}</p>
      ) : answer.value.state.kind === 'absent' ? (
        <p className={rows['note']}>{capital(say(printable(answer.value.state.reason)))}</p>
      ) : (
        <Rule rule={answer.value} {...rule} />
      )}
    </div>
  )
}

/** What comes of a press, beside what was pressed. */
function Come({ step }: { readonly step: RuleStep }): ReactNode {
  const { t, say } = useWords()
  return (
    <>
      <p className={rows['refusal']} role="alert">
        {step.kind === 'refused' ? capital(say(step.reason)) : null}
      </p>
      <p className={rows['note']} role="status">
        {step.kind === 'working' ? t('settings.watts.working') : null}
        {step.kind === 'done'
          ? t(`settings.watts.${step.isAllowed ? 'written' : 'removed'}`)
          : null}
      </p>
    </>
  )
}

interface RuleProps extends UsePowerRule {
  readonly rule: PowerRule
}

function Rule({ rule, isOld, step, set }: RuleProps): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  const id = useId()
  const toggle = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const { state, path } = rule
  const isThere = state.kind === 'overruled' || (state.kind === 'ok' && state.isAllowed)
  const isBusy = step.kind === 'working' || isOld
  return (
    <>
      {state.kind === 'overruled' ? (
        <p className={rows['note']} data-wrong="true">
          {t('settings.watts.overruled', { path })}
        </p>
      ) : null}
      <div className={rows['add']}>
        <SmallButton
          ref={toggle}
          text={t(isThere ? 'settings.watts.show' : 'settings.watts.allow')}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        />
        {isThere && mayAct ? (
          <ConfirmButton
            text={t('settings.watts.remove')}
            question={t('settings.watts.removeAsk')}
            yes={t('settings.watts.remove')}
            isDisabled={isBusy}
            home={toggle}
            onConfirm={() => void set(false)}
          />
        ) : null}
      </div>
      <Come step={step} />
      <div id={id} hidden={!isOpen} className={rows['unfolded']}>
        <p>{t(isThere ? 'settings.watts.holds' : 'settings.watts.writes', { path })}</p>
        {rule.text === null ? null : <Command command={rule.text} />}
        {isThere || !mayAct ? null : (
          <Write
            isBusy={isBusy}
            home={toggle}
            onWrite={() => void set(true).then((isDone) => isDone && setOpen(false))}
          />
        )}
        <ByHand rule={rule} isThere={isThere} />
      </div>
    </>
  )
}

interface WriteProps {
  readonly isBusy: boolean
  /** Where the keyboard goes as this goes. */
  readonly home: RefObject<HTMLButtonElement | null>
  readonly onWrite: () => void
}

function Write({ isBusy, home, onWrite }: WriteProps): ReactNode {
  const { t } = useWords()
  return (
    <div className={rows['add']}>
      <SmallButton
        text={t('settings.watts.write')}
        disabled={isBusy}
        onClick={() => {
          home.current?.focus({ preventScroll: true })
          onWrite()
        }}
      />
    </div>
  )
}

interface ByHandProps {
  readonly rule: PowerRule
  readonly isThere: boolean
}

/** For those who would rather see each step, and where macOS can ask nobody. */
function ByHand({ rule, isThere }: ByHandProps): ReactNode {
  const { t } = useWords()
  return (
    <>
      {isThere || rule.allowCommand === null ? null : (
        <>
          <p>{t('settings.watts.byHand')}</p>
          <Command command={rule.allowCommand} />
        </>
      )}
      <p>{t('settings.watts.back')}</p>
      <Command command={rule.forbidCommand} />
    </>
  )
}
