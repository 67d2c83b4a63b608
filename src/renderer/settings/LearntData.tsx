import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { capital } from '../../shared/fit-text.ts'
import type { ForgetLearntInput, Learnt } from '../../shared/learnt.ts'
import { printable } from '../../shared/printable.ts'
import { useLive, useView } from '../store/live.ts'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import { ConfirmButton } from './ConfirmButton.tsx'
import styles from './LearntRows.module.css'
import { LearntRows } from './LearntRows.tsx'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'
import { useAnswer } from './use-answer.ts'

interface Props {
  /** What stands here is used, and more is learnt. */
  readonly isOn: boolean
}

/** What this machine has taught, one by one, and the way to have it forgotten. */
export function LearntData({ isOn }: Props): ReactNode {
  const { t, say } = useWords()
  const { forget, answer, step } = useForgetLearnt()
  const head = useRef<HTMLHeadingElement>(null)
  return (
    <SettingGroup title={t('learnt.title')} intro={t('learnt.intro')} head={head}>
      {answer === null ? (
        <p className={rows['note']} role="status">
          {t('learnt.reading')}
        </p>
      ) : answer.kind === 'refused' ? (
        <p className={rows['note']}>{capital(say(answer.reason))}</p>
      ) : (
        <Found learnt={answer.value} isOn={isOn} home={head} forget={forget} />
      )}
      <p className={rows['refusal']} role="alert">
        {step.kind === 'refused' ? capital(say(step.reason)) : null}
      </p>
      <p className="spoken" role="status">
        {step.kind === 'done' ? t('learnt.forgotten') : ''}
      </p>
    </SettingGroup>
  )
}

type Step =
  { readonly kind: 'idle' | 'done' } | { readonly kind: 'refused'; readonly reason: string }

const maxReasonLength = 400

function useForgetLearnt() {
  const live = useLive()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const { answer, askAgain } = useAnswer('learnt')
  const forget = async (what: ForgetLearntInput): Promise<void> => {
    setStep({ kind: 'idle' })
    const outcome = await live.request('forgetLearnt', what)
    askAgain()
    setStep(
      outcome.kind === 'ok'
        ? { kind: 'done' }
        : { kind: 'refused', reason: printable(outcome.reason, maxReasonLength) },
    )
  }
  return { answer, step, forget }
}

interface FoundProps extends Props {
  readonly learnt: Learnt
  readonly home: RefObject<HTMLElement | null>
  readonly forget: (what: ForgetLearntInput) => Promise<void>
}

function Found({ learnt, isOn, home, forget }: FoundProps): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const list = useRef<HTMLUListElement>(null)
  useFocusHome(list, home)
  const { models, limit, growths, trouble } = learnt
  const isNone = models.length === 0 && growths.length === 0 && limit === null
  const none = isOn ? t('learnt.none') : t('learnt.noneOff')
  return (
    <>
      {isOn || isNone ? null : <p className={rows['note']}>{t('learnt.off')}</p>}
      {trouble === null ? null : (
        <p className={rows['note']} data-wrong="true">
          {t('learnt.trouble', { reason: say(printable(trouble, maxReasonLength)) })}
        </p>
      )}
      {isNone ? (
        <p className={rows['note']}>{none}</p>
      ) : (
        <ul ref={list} className={styles['rows']}>
          <LearntRows learnt={learnt} home={home} forget={forget} />
          <li className={styles['last']}>
            <ConfirmButton
              text={t('learnt.forgetAll')}
              question={t('learnt.askAll')}
              yes={t('learnt.yesAll')}
              isDisabled={!mayAct}
              home={home}
              onConfirm={() => void forget({ kind: 'all' })}
            />
          </li>
        </ul>
      )}
    </>
  )
}
