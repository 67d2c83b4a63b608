import { useId, useState, type ReactNode } from 'react'
import {
  allowPowermetricsCommand,
  forbidPowermetricsCommand,
  installMacmonCommand,
} from '../../shared/powermetrics-rule.ts'
import { powerSourceChoices, type PowerSourceChoice } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatWatts } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { Command } from '../ui/Command.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import { PickField } from './PickField.tsx'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'
import { SettingRow } from './SettingRow.tsx'
import { useSettingsHere } from './use-settings.ts'

interface Props {
  readonly choice: PowerSourceChoice
}

/** Where the watts of the GPU come from, what that says now, and how to allow it. */
export function PowerSettings({ choice }: Props): ReactNode {
  const { t } = useWords()
  const { prefer } = useSettingsHere()
  const platform = useSnapshot(({ machine }) => (machine.kind === 'ok' ? machine.platform : null))
  const power = useSnapshot((snapshot) => snapshot.power)
  const isElsewhere = platform !== null && platform !== 'darwin'
  return (
    <SettingGroup title={t('settings.power')}>
      {isElsewhere ? (
        <p className={rows['plain']}>{t('settings.noMac')}</p>
      ) : (
        <SettingRow
          control="powerSource"
          label={t('settings.powerSource')}
          help={t(`settings.powerHelp.${choice}`)}
        >
          {(of) => (
            <PickField
              of={of}
              value={choice}
              values={powerSourceChoices}
              titleOf={(one) => t(`settings.powerChoice.${one}`)}
              onPick={(powerSource) => void prefer('powerSource', { powerSource })}
            />
          )}
        </SettingRow>
      )}
      <PowerNow power={power} />
      {isElsewhere || choice === 'off' ? null : <Permission power={power} choice={choice} />}
    </SettingGroup>
  )
}

interface NowProps {
  readonly power: Snapshot['power'] | null
}

function PowerNow({ power }: NowProps): ReactNode {
  const { t, say, figure } = useWords()
  if (power === null) return null
  return (
    <p className={rows['plain']}>
      {t('settings.powerNow')}{' '}
      {power.kind === 'ok'
        ? t('settings.powerBy', {
            watts: figure(formatWatts(power.gpuWatts)),
            source: power.source,
          })
        : say(power.reason)}
    </p>
  )
}

/** What to type once, so that Headroom may ask without a password: this one question and no other. */
function Permission({ power, choice }: NowProps & Props): ReactNode {
  const { t } = useWords()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const isAllowed = power?.kind === 'ok' && power.source === 'powermetrics'
  if (choice === 'macmon')
    return (
      <div className={rows['plain']}>
        <p>{t('settings.macmonHow')}</p>
        <Command command={installMacmonCommand} />
      </div>
    )
  return (
    <div className={rows['plain']}>
      <SmallButton
        text={t(isAllowed ? 'settings.forbid' : 'settings.allow')}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      />
      <div id={id} hidden={!isOpen} className={rows['unfolded']}>
        {isAllowed ? (
          <p>{t('settings.forbidHow')}</p>
        ) : (
          <>
            <p>{t('settings.allowHow')}</p>
            <Command command={allowPowermetricsCommand} />
            <p>{t('settings.allowThen')}</p>
          </>
        )}
        <Command command={forbidPowermetricsCommand} />
        {choice === 'auto' && !isAllowed ? (
          <>
            <p>{t('settings.orMacmon')}</p>
            <Command command={installMacmonCommand} />
          </>
        ) : null}
      </div>
    </div>
  )
}
