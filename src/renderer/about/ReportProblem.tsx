import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { capital } from '../../shared/fit-text.ts'
import { printable } from '../../shared/printable.ts'
import type { Report, ReportMissing, ReportPart } from '../../shared/report.ts'
import {
  reportFileName,
  reportKeptText,
  reportPartText,
  reportRemovedText,
} from '../../shared/report-text.ts'
import { formatBytes, formatDate } from '../../shared/units.ts'
import { useLive, useView } from '../store/live.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useFocusHome } from '../ui/use-focus-home.ts'
import { useWords } from '../words/use-words.ts'
import styles from './ReportProblem.module.css'
import { saveZip } from './save-zip.ts'

type Step =
  | { readonly kind: 'idle' | 'working' | 'saved' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'listed'; readonly report: Report }

const maxReasonLength = 400

/** A report for others: first what it would hold, then, if that is wanted, the file. */
export function ReportProblem(): ReactNode {
  const { t, say } = useWords()
  const live = useLive()
  const { mayAct } = useView()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const head = useRef<HTMLHeadingElement>(null)
  const isWorking = step.kind === 'working'
  const collect = async (): Promise<void> => {
    setStep({ kind: 'working' })
    const outcome = await live.request('report', null)
    setStep(
      outcome.kind === 'ok'
        ? { kind: 'listed', report: outcome.value }
        : { kind: 'refused', reason: printable(outcome.reason, maxReasonLength) },
    )
  }
  return (
    <section className={styles['part']} aria-label={t('about.report.title')}>
      <h2 ref={head} tabIndex={-1}>
        {t('about.report.title')}
      </h2>
      <p className={styles['quiet']}>{t('about.report.help')}</p>
      {step.kind === 'listed' ? (
        <Listed
          report={step.report}
          home={head}
          onSaved={() => setStep({ kind: 'saved' })}
          onDiscard={() => setStep({ kind: 'idle' })}
        />
      ) : (
        <div className={styles['act']}>
          <SmallButton
            text={t('about.report.make')}
            disabled={!mayAct}
            aria-disabled={isWorking}
            onClick={() => {
              if (!isWorking) void collect()
            }}
          />
          <span className={styles['quiet']} role="status">
            {isWorking || step.kind === 'saved' ? t(`about.report.${step.kind}`) : ''}
          </span>
        </div>
      )}
      <p className={styles['refusal']} role="alert">
        {step.kind === 'refused' ? capital(say(step.reason)) : null}
      </p>
    </section>
  )
}

interface ListedProps {
  readonly report: Report
  readonly home: RefObject<HTMLElement | null>
  readonly onSaved: () => void
  readonly onDiscard: () => void
}

function Listed({ report, home, onSaved, onDiscard }: ListedProps): ReactNode {
  const { t, say, figure } = useWords()
  const whole = useRef<HTMLDivElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useFocusHome(whole, home)
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  const { parts, missing, atMs, zipBytes, zipBase64 } = report
  const save = (): void => {
    saveZip(zipBase64, reportFileName(formatDate(atMs)))
    onSaved()
  }
  return (
    <div ref={whole} className={styles['listed']}>
      <h3 ref={title} tabIndex={-1}>
        {t('about.report.holds')}
      </h3>
      <ul className={styles['files']}>
        {parts.map((part) => (
          <Held key={part.name} part={part} />
        ))}
        {missing.map((one) => (
          <Missing key={one.name} missing={one} />
        ))}
      </ul>
      <p>
        {say(reportRemovedText)} {say(reportKeptText)}
      </p>
      <div className={styles['act']}>
        <SmallButton
          text={t('about.report.save', { size: figure(formatBytes(zipBytes)) })}
          onClick={save}
        />
        <SmallButton text={t('about.report.discard')} onClick={onDiscard} />
      </div>
    </div>
  )
}

function Held({ part }: { readonly part: ReportPart }): ReactNode {
  const { t, say, figure } = useWords()
  const { name, kind, bytes, removedCount } = part
  return (
    <li className={styles['file']}>
      <code dir="ltr">{printable(name)}</code>
      <span className={styles['size']}>{figure(formatBytes(bytes))}</span>
      <span className={styles['quiet']}>
        {capital(say(reportPartText[kind]))}
        {removedCount === 0 ? null : <> · {t('about.report.removed', { count: removedCount })}</>}
      </span>
    </li>
  )
}

function Missing({ missing }: { readonly missing: ReportMissing }): ReactNode {
  const { t, say } = useWords()
  const { name, kind, reason } = missing
  return (
    <li className={styles['file']} data-missing="true">
      <code dir="ltr">{printable(name)}</code>
      <span className={styles['size']}>{t('about.report.missing')}</span>
      <span className={styles['quiet']}>
        {capital(say(reportPartText[kind]))} · {say(printable(reason, maxReasonLength))}
      </span>
    </li>
  )
}
