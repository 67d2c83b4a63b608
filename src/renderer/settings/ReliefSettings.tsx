import { useId, type ReactNode } from 'react'
import type { Preferences } from '../../shared/preferences.ts'
import { beforeLoads, idleMinutesBounds } from '../../shared/relief-settings.ts'
import { useSnapshot } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import { NumberField } from './NumberField.tsx'
import { PickField } from './PickField.tsx'
import { SettingGroup } from './SettingGroup.tsx'
import { SettingRow } from './SettingRow.tsx'
import rows from './Rows.module.css'
import { TextList } from './TextList.tsx'
import { useSettingsHere } from './use-settings.ts'

interface Props {
  readonly preferences: Preferences
}

/** What may be let go, and what Headroom does by itself. */
export function ReliefSettings({ preferences: { relief } }: Props): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  return (
    <>
      <SettingGroup title={t('settings.byItself')} intro={t('settings.byItselfHelp')}>
        <IdleRow minutes={relief.unloadIdleAfterMinutes} />
        <SettingRow
          control="relief.beforeLoad"
          label={t('settings.beforeLoad')}
          help={t(`settings.beforeLoadHelp.${relief.beforeLoad}`)}
        >
          {(of) => (
            <PickField
              of={of}
              value={relief.beforeLoad}
              values={beforeLoads}
              titleOf={(one) => t(`settings.beforeLoadChoice.${one}`)}
              onPick={(beforeLoad) => void prefer('relief.beforeLoad', { relief: { beforeLoad } })}
            />
          )}
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('settings.suggestions')}>
        <NeverSuggested />
      </SettingGroup>
    </>
  )
}

/** Where it is turned on anew. */
const usualMinutes = 30

/** Whether idle models go by themselves, and after how long. */
function IdleRow({ minutes }: { readonly minutes: number | null }): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  const afterId = useId()
  const control = 'relief.unloadIdleAfterMinutes'
  const choose = (unloadIdleAfterMinutes: number | null): void =>
    void prefer(control, { relief: { unloadIdleAfterMinutes } })
  return (
    <SettingRow
      control={control}
      label={t('settings.unloadIdle')}
      help={t(minutes === null ? 'settings.unloadIdleOff' : 'settings.unloadIdleOn')}
    >
      {(of) => (
        <>
          <label className={rows['box']}>
            <input
              type="checkbox"
              checked={minutes !== null}
              disabled={of.isDisabled}
              aria-labelledby={`${of.labelId} ${afterId}`}
              aria-describedby={of.describedBy}
              onChange={({ target }) => choose(target.checked ? usualMinutes : null)}
            />
            <span id={afterId}>{t('settings.after')}</span>
          </label>
          <NumberField
            of={{ ...of, isDisabled: of.isDisabled || minutes === null }}
            value={minutes ?? usualMinutes}
            {...idleMinutesBounds}
            step={1}
            unit={t('settings.unit.minutes')}
            onCommit={choose}
          />
        </>
      )}
    </SettingRow>
  )
}

function NeverSuggested(): ReactNode {
  const { t } = useWords()
  const { inForce } = useSettingsHere()
  const apps = useSnapshot((snapshot) => snapshot.apps) ?? []
  const models = useSnapshot((snapshot) => snapshot.models) ?? []
  const names = [...new Set([...models, ...apps].map(({ name }) => name))]
  const entries = inForce?.relief.neverSuggest ?? []
  return (
    <TextList
      control="relief.neverSuggest"
      label={t('settings.never.title')}
      help={t('settings.never.help')}
      none={t('settings.never.none')}
      placeholder={t('settings.never.placeholder')}
      entries={entries}
      change={(neverSuggest) => ({ relief: { neverSuggest } })}
      suggestions={names.filter((name) => !entries.includes(name))}
    />
  )
}
