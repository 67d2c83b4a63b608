import { expect, test } from 'vitest'
import { createCommandLink } from '../../../src/main/electron/command/command-link.ts'
import { judge, whyNoCommand } from '../../../src/main/electron/command/judge.ts'
import { reasonOf, Refusal } from '../../../src/main/host/attempt.ts'
import type { Host } from '../../../src/main/host/host.ts'
import { localHost } from '../../host/local-host.ts'
import { unknownOf } from './books.ts'

const homeFolder = '/Users/some body'

/** A Mac on which one command fails, as `ln` and `mkdir` say it. */
const failing = (command: string, link: string | null): Host => {
  const host = localHost()
  const reading = { atMs: 0, tookMs: 0 }
  return {
    ...host,
    ask: async (question) => {
      if (question.kind === 'link')
        return link === null
          ? { kind: 'absent', reason: 'no such file or folder', ...reading }
          : { kind: 'ok', value: link, ...reading }
      const fails = question.kind === 'command' && question.argv[0] === command
      return fails
        ? { kind: 'failed', reason: `exit 1: ${command}: Permission denied`, ...reading }
        : { kind: 'ok', value: '', ...reading }
    },
    removeFile: async () => ({ kind: 'failed', reason: 'permission denied', ...reading }),
  }
}

async function refusalOf(host: Host, isInstalled: boolean): Promise<string> {
  const wrapper = '/Applications/Headroom.app/Contents/Resources/bin/headroom'
  const link = createCommandLink({ host, wrapper, whyNone: null, homeFolder, searched: '' })
  return link.set(isInstalled).then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? reasonOf(error) : 'no refusal'),
  )
}

test('why the app has no command, or it cannot be put or taken away, is known in every language', async () => {
  const old = '/Volumes/x/Headroom.app/Contents/Resources/bin/headroom'
  const none = judge([], '', () => false)
  const said = [
    whyNoCommand(null, false),
    whyNoCommand('/a/AppTranslocation/Headroom.app', true),
    whyNoCommand('/Volumes/a/Headroom.app', true),
    none.kind === 'absent' ? none.reason : null,
    'Headroom has not looked for it yet',
    await refusalOf(failing('/bin/mkdir', null), true),
    await refusalOf(failing('/bin/ln', null), true),
    await refusalOf(failing('', old), false),
    await refusalOf(failing('', '/opt/other'), false),
  ].map(String)
  expect(said).not.toContain('null')
  expect(said.slice(5).map((text) => text.replace(/^\S* ?\S*\/headroom /, ''))).toEqual([
    'cannot be made: exit 1: /bin/mkdir: Permission denied',
    'cannot be made: exit 1: /bin/ln: Permission denied',
    'cannot be removed: permission denied',
    'is not of this app: it stays as it is',
  ])
  expect(unknownOf(said)).toEqual([])
})
