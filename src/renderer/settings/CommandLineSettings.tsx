import { useId, type ReactNode } from 'react'
import { capital } from '../../shared/fit-text.ts'
import type { ShellParts } from '../../shared/shell.ts'
import { useView } from '../store/live.ts'
import { Command } from '../ui/Command.tsx'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import choices from './Choices.module.css'
import rows from './Rows.module.css'
import { SettingGroup } from './SettingGroup.tsx'
import { useShellAct } from './use-shell-act.ts'

interface Props {
  readonly part: ShellParts['commandLine']
}

type Installable = Extract<ShellParts['commandLine'], { readonly kind: 'ok' }>

/** The command `headroom` of the app: whether a terminal has it, and the way to it. */
export function CommandLineSettings({ part }: Props): ReactNode {
  const { t, say } = useWords()
  return (
    <SettingGroup title={t('settings.command.title')}>
      {part.kind === 'ok' ? (
        <OwnCommand part={part} />
      ) : (
        <p className={choices['why']}>
          {part.kind === 'absent'
            ? capital(say(part.reason))
            : t('settings.command.other', { path: part.path })}
        </p>
      )}
    </SettingGroup>
  )
}

function OwnCommand({ part }: { readonly part: Installable }): ReactNode {
  const { t, say } = useWords()
  const { mayAct } = useView()
  const { act, isBusy, refusal } = useShellAct()
  const helpId = useId()
  const { path, isInstalled, isOnPath } = part
  const change = (): void => act({ kind: 'command-line', isInstalled: !isInstalled })
  return (
    <>
      <div className={rows['row']}>
        <div className={rows['text']}>
          <span>{t('settings.command.name')}</span>
          <div id={helpId} className={rows['help']} role="status">
            {t(isInstalled ? 'settings.command.is' : 'settings.command.would', { path })}
          </div>
        </div>
        <div className={rows['control']}>
          <SmallButton
            text={t(isInstalled ? 'settings.command.remove' : 'settings.command.install')}
            aria-describedby={helpId}
            aria-disabled={isBusy}
            disabled={!mayAct}
            onClick={isBusy ? undefined : change}
          />
        </div>
        <p className={rows['refusal']} role="alert">
          {refusal === null ? null : capital(say(refusal))}
        </p>
      </div>
      {isInstalled && !isOnPath ? (
        <div className={rows['plain']}>
          <p className={rows['help']}>{t('settings.command.notFound')}</p>
          <Command command={searchOwnFolder} />
        </div>
      ) : null}
    </>
  )
}

/** For zsh, the shell of a Mac. All other folders that the app puts it into are searched already. */
const searchOwnFolder = "echo 'path+=(~/.local/bin)' >> ~/.zprofile"
