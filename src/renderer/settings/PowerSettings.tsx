import type { ReactNode } from 'react'
import { installMacmonCommand, installMactopCommand } from '../../shared/powermetrics-rule.ts'
import { powerSourceChoices, type PowerSourceChoice } from '../../shared/settings.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import { formatWatts } from '../../shared/units.ts'
import { useSnapshot } from '../store/live.ts'
import { Command } from '../ui/Command.tsx'
import { useWords } from '../words/use-words.ts'
import { PickField } from './PickField.tsx'
import { PowerPermission } from './PowerPermission.tsx'
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
      {isElsewhere ? null : <Ways power={power} choice={choice} />}
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

/** How what is chosen comes to its watts, where that takes something. */
function Ways({ power, choice }: NowProps & Props): ReactNode {
  const isFound = power?.kind === 'ok' && power.source !== 'powermetrics'
  // what is said of it is another when the permission is
  const occasion = power === null ? '' : power.kind === 'ok' ? power.source : power.kind
  switch (choice) {
    case 'off':
      return null
    case 'powermetrics':
      return <PowerPermission occasion={occasion} />
    case 'macmon':
    case 'mactop':
      return isFound ? null : <Installing choice={choice} />
    case 'auto':
      return (
        <>
          <PowerPermission occasion={occasion} />
          {power?.kind === 'ok' ? null : <Installing choice={choice} />}
        </>
      )
  }
}

interface InstallingProps {
  readonly choice: 'auto' | 'macmon' | 'mactop'
}

/** Programs that need no permission at all: those of others. */
function Installing({ choice }: InstallingProps): ReactNode {
  const { t } = useWords()
  const isEither = choice === 'auto'
  return (
    <div className={rows['plain']}>
      <p>{t(`settings.watts.install.${choice}`)}</p>
      {isEither || choice === 'macmon' ? <Command command={installMacmonCommand} /> : null}
      {isEither || choice === 'mactop' ? <Command command={installMactopCommand} /> : null}
    </div>
  )
}
