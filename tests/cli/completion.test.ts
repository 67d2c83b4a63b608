import { describe, expect, test } from 'vitest'
import { headroom } from '../headroom-program.ts'
import { printed, scriptFolder, shellAt, shellInTerminal } from './completion-shells.ts'

const [bash, zsh, fish] = ['bash', 'zsh', 'fish'].map(shellAt)

/** A line with what is offered for its last word; null: files, by the shell's own way. */
const offers: readonly (readonly [string, readonly string[] | null])[] = [
  ['headroom st', ['status']],
  ['headroom --re', ['--require-gui', '--replay']],
  ['headroom --speed 2 sn', ['snooze']],
  ['headroom --speed sn', []],
  [
    'headroom status --',
    ['--json', '--fingerprint', '--format', '--served', '--token-file', '--log', '--help'],
  ],
  ['headroom status --format ', ['swiftbar', 'tmux', 'starship']],
  ['headroom agent ', ['install', 'status', 'remove', 'help']],
  ['headroom agent install --al', ['--allow-acts']],
  ['headroom agent --al', []],
  ['headroom serve --port 4400 --tok', ['--token-file']],
  ['headroom serve --port ', []],
  ['headroom fit --flash-attn ', ['on', 'off', 'auto']],
  ['headroom fit --engine ll', ['llama.cpp']],
  ['headroom models --sort v', ['verdict']],
  ['headroom snooze press', ['pressure']],
  ['headroom snooze all ', ['1h', 'run', 'restart', 'off']],
  ['headroom snooze all 1h ', []],
  ['headroom limit o', ['off']],
  ['headroom completion ', ['bash', 'zsh', 'fish']],
  ['headroom status st', []],
  ['headroom nonsense st', []],
  ['headroom explain ', null],
  ['headroom serve --token-file ', null],
  ['headroom fit ', null],
]

const sorted = (words: readonly string[]): readonly string[] => words.toSorted()

test('the commands of the program are offered, and its help names the command', async () => {
  const { stdout } = await headroom('--help')
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout: script, stderr } = await headroom('completion', shell)
    expect([code, stderr]).toEqual([0, ''])
    for (const [, name = ''] of stdout.matchAll(/^ {2}([a-z]+) /gm)) expect(script).toContain(name)
  }
})

test.each([['completion'], ['completion', 'powershell'], ['completion', 'bash', 'more']])(
  '%j %j ends with 2 and prints no script',
  async (...args) => {
    expect(await headroom(...args)).toMatchObject({ code: 2, stdout: '' })
  },
)

describe.skipIf(bash === null)('bash (needs bash)', () => {
  test('offers what may stand there, and nothing where nothing may', async () => {
    const folder = await scriptFolder('bash')
    const asked = offers.map(([line]) => {
      const given = line.split(' ')
      const words = given.map((word) => `'${word}'`).join(' ')
      return `COMP_WORDS=(${words}); COMP_CWORD=${given.length - 1}; _headroom; echo "\${COMPREPLY[@]}"`
    })
    const script = ['source ./script', ...asked].join('\n')
    const out = await printed([bash ?? '', '--norc', '-c', script], folder)
    const found = out
      .split('\n')
      .slice(0, -1)
      .map((line) => sorted(line.split(' ')))
    expect(found).toEqual(offers.map(([, words]) => sorted(words?.length ? words : [''])))
  })

  test('in a terminal completes words, values behind =, files with blanks, and programs', async () => {
    const folder = await scriptFolder('bash')
    const { type } = await shellInTerminal(
      [bash ?? '', '--norc', '--noprofile', '-i'],
      folder,
      'source ./script; bind "set bell-style none"',
    )
    await type('headroom agent inst\t', /headroom agent install $/)
    await type('headroom fit --engine=oll\t', /--engine=ollama $/)
    await type('headroom explain serv\t', /explain server\\ one\.log $/)
    await type('headroom serve --token-file=mod\t', /--token-file=model\.gguf $/)
    await type('headroom run -- basena\t', /-- basename $/)
    await type('headroom run -- cat mod\t', /cat model\.gguf $/)
    await type('headroom snooze mod\tx', /snooze modx$/)
  })
})

describe.skipIf(zsh === null)('zsh (needs zsh)', () => {
  test('in a terminal completes words, values behind =, files with blanks, and programs', async () => {
    const folder = await scriptFolder('zsh')
    const { type } = await shellInTerminal(
      [zsh ?? '', '-f', '-i'],
      folder,
      'unset zle_bracketed_paste; unsetopt beep prompt_sp; autoload -Uz compinit; compinit -u -D; source ./script',
    )
    await type('headroom agent inst\t', /headroom agent install $/)
    await type('headroom status --js\t', /status --json $/)
    await type('headroom fit --engine=oll\t', /--engine=ollama $/)
    await type('headroom --speed 2 snoo\t', /--speed 2 snooze $/)
    await type('headroom snooze press\t', /snooze pressure $/)
    await type('headroom snooze all rest\t', /snooze all restart $/)
    await type('headroom explain serv\t', /explain server\\ one\.log $/)
    await type('headroom serve --token-file mod\t', /--token-file model\.gguf $/)
    await type('headroom run -- basena\t', /-- basename $/)
    await type('headroom run -- cat mod\t', /cat model\.gguf $/)
    const listed = await type('headroom agent \t\t', /remove/)
    expect(listed).toContain('ends it, and leaves nothing of it')
  })

  test('as a file of $fpath it is found by its name', async () => {
    const folder = await scriptFolder('zsh')
    const { type } = await shellInTerminal(
      [zsh ?? '', '-f', '-i'],
      folder,
      'unset zle_bracketed_paste; unsetopt beep prompt_sp; cp script _headroom; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D',
    )
    await type('headroom doc\t', /headroom doctor $/)
    await type('headroom wat\t', /headroom watch $/)
  })
})

describe.skipIf(fish === null)('fish (needs fish)', () => {
  test('offers what may stand there, and nothing where nothing may', async () => {
    const folder = await scriptFolder('fish')
    const asked = offers.map(([line]) => `complete -C '${line}'; echo =`)
    const script = ['source ./script', ...asked].join('\n')
    const out = await printed([fish ?? '', '--no-config', '-c', script], folder)
    const found = out
      .split('=\n')
      .slice(0, -1)
      .map((lines) =>
        sorted(
          lines
            .split('\n')
            .slice(0, -1)
            .map((line) => line.split('\t')[0] ?? ''),
        ),
      )
    const files = ['logs/', 'model.gguf', 'script', 'server one.log']
    expect(found).toEqual(offers.map(([, words]) => sorted(words ?? files)))
  })

  test('offers programs behind the dashes of run, and then files', async () => {
    const folder = await scriptFolder('fish')
    const offered = (line: string): Promise<string> =>
      printed([fish ?? '', '--no-config', '-c', `source ./script; complete -C '${line}'`], folder)
    expect(await offered('headroom run -- basena')).toContain('basename')
    expect(await offered('headroom run -- cat mod')).toContain('model.gguf')
  })
})
