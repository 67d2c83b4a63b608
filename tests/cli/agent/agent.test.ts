import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { agentAbilities } from '../../../src/main/cli/agent/agent-ability.ts'
import {
  agentStatus,
  installAgent,
  removeAgent,
  statusOf,
  type InstallOptions,
} from '../../../src/main/cli/agent/agent.ts'
import { agentFolders, type AgentWorld } from '../../../src/main/cli/agent/agent-world.ts'
import { plistIn } from '../../../src/main/probes/darwin/forms/plist.ts'
import { startChild } from '../../processes.ts'
import { fakeMac } from './fake-mac.ts'
import { expectPublished } from '../../published.ts'

const usual: InstallOptions = { port: 4317, tokenFile: null, allowsActs: false }

/** What is printed, and with what it ends. */
async function told(act: (talk: Parameters<typeof removeAgent>[1]) => Promise<number>) {
  const printed: string[] = []
  const json: unknown[] = []
  const code = await act({
    print: (line) => void printed.push(line),
    printJson: (value) => void json.push(value),
  })
  return { code, printed, json, text: printed.join('\n') }
}
const install = (world: AgentWorld, options: Partial<InstallOptions> = {}) =>
  told((talk) => installAgent(world, { ...usual, ...options }, talk))
const remove = (world: AgentWorld) => told((talk) => removeAgent(world, talk))
const status = (world: AgentWorld, json = false) =>
  told((talk) => agentStatus(world, { json }, talk))

const modeOf = (path: string): number => statSync(path).mode & 0o777
const programIn = (file: string): readonly string[] => {
  const value = plistIn(readFileSync(file, 'utf8'))
  if (typeof value !== 'object' || value === null || !('ProgramArguments' in value))
    throw new Error('no ProgramArguments')
  return Array.isArray(value.ProgramArguments) ? value.ProgramArguments.map(String) : []
}

describe('headroom agent install', () => {
  test('writes its file, gives it to launchd, and says where it serves and what it has made', async () => {
    const { world, calls, loaded } = fakeMac()
    const { file, logFile, tokenFile } = agentFolders(world)
    const { code, text } = await install(world)
    expect(code).toBe(0)
    expect(loaded()).toBe(readFileSync(file, 'utf8'))
    expect(calls().slice(1)).toEqual([
      'enable gui/501/dev.headroom.agent',
      `bootstrap gui/501 ${file}`,
    ])
    const token = readFileSync(tokenFile, 'utf8').trim()
    expect(text).toContain(`http://127.0.0.1:4317/#token=${token}\n`)
    expect(text).toContain(tokenFile)
    expect([file, logFile, tokenFile].map(modeOf)).toEqual([0o600, 0o600, 0o600])
    expect(programIn(file)).toEqual([
      ...world.command,
      'serve',
      '--port',
      '4317',
      '--token-file',
      tokenFile,
    ])
  })

  test('what launchd is given starts a real Headroom that takes the token of the file', async () => {
    const { world } = fakeMac()
    await install(world, { port: 0 })
    const { file, tokenFile } = agentFolders(world)
    const [first = '', ...others] = programIn(file)
    const child = startChild([first, ...others], { HOME: world.homeFolder })
    const url = new URL(await child.printed(/Headroom: (\S+)\n/))
    const token = readFileSync(tokenFile, 'utf8').trim()
    expect(url.hash).toBe(`#token=${token}`)
    const answer = await fetch(`${url.origin}/api/snapshot`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(200)
  })
})

describe('headroom agent install, again,', () => {
  test('changes nothing, and tells the same token', async () => {
    const { world, calls } = fakeMac()
    const first = await install(world)
    const before = statSync(agentFolders(world).file).ino
    const second = await install(world)
    expect(second.printed[0]).toBe('It is installed already, as asked for.')
    expect(second.printed.slice(1)).toEqual(first.printed.slice(1))
    expect(statSync(agentFolders(world).file).ino).toBe(before)
    expect(calls().filter((call) => call.startsWith('boot'))).toHaveLength(1)
  })

  test('with something else takes the old one out, waits until launchd lets go, and puts the new one in', async () => {
    const { world, calls, loaded, home } = fakeMac()
    await install(world)
    const tokenFile = join(home, 'token of mine')
    await install(world, { port: 4400, tokenFile, allowsActs: true })
    expect(loaded()).toContain('<string>4400</string>')
    expect(loaded()).toContain('<string>--allow-acts</string>')
    const from = calls().findIndex((call) => call.startsWith('bootout'))
    const verbs = calls()
      .slice(from)
      .map((call) => call.split(' ')[0])
    expect(verbs.slice(0, 3)).toEqual(['bootout', 'print', 'print'])
    expect(verbs.slice(-3)).toEqual(['bootstrap', 'bootstrap', 'bootstrap'])
    expect(await statusOf(world)).toMatchObject({
      state: 'running',
      port: 4400,
      tokenFile,
      allowsActs: true,
      isThisHeadroom: true,
    })
  })

  test('puts it in where its file lies there and launchd knows nothing of it', async () => {
    const { world, loaded } = fakeMac()
    await install(world)
    const { world: later } = fakeMac({ homeFolder: world.homeFolder })
    await install({ ...later, settingsFolder: world.settingsFolder })
    expect(loaded()).not.toBeNull()
  })
})

describe('it is refused, and nothing is made,', () => {
  test.each<[string, Partial<AgentWorld>, RegExp]>([
    ['to root', { userId: 0 }, /root is none: run this without sudo/],
    ['where users have no numbers', { userId: null }, /run this without sudo/],
    ['in the home of another', { homeOwnerId: 502 }, /belongs to another user/],
    ['in a home that is none', { homeOwnerId: null }, /belongs to another user/],
    ['to an app on a disk image', { whyNot: 'it is on a disk image' }, /it is on a disk image/],
  ])('%s', async (_, given, sentence) => {
    const { world, home, calls } = fakeMac(given)
    await expect(install(world)).rejects.toThrow(sentence)
    expect([readdirSync(home), calls()]).toEqual([[], []])
  })

  test('on Linux, with a unit that systemd takes', async () => {
    const { world, home } = fakeMac()
    const linux = { ...world, host: { ...world.host, platform: 'linux' } }
    const printed: string[] = []
    const talk = { print: (line: string) => void printed.push(line), printJson: () => undefined }
    const command = ['/opt/a b/node', '/opt/100% $HOME/"x\\y"/headroom.mjs'] as const
    await expect(
      installAgent({ ...linux, command: [...command] }, { ...usual, tokenFile: '/t' }, talk),
    ).rejects.toThrow('on Linux systemd starts it')
    expect(printed.join('\n')).toContain(
      'ExecStart="/opt/a b/node" "/opt/100%% $$HOME/\\"x\\\\y\\"/headroom.mjs" "serve" "--port" "4317" "--token-file" "/t"\n',
    )
    expect(readdirSync(home)).toEqual([])
    await expect(remove(linux)).rejects.toThrow('launchd is of macOS')
    await expect(status(linux)).rejects.toThrow('launchd is of macOS')
  })

  test('where the file of the token holds none', async () => {
    const { world, home } = fakeMac()
    const tokenFile = join(home, 'short')
    writeFileSync(tokenFile, 'x')
    await expect(install(world, { tokenFile })).rejects.toThrow('it should hold one token')
    expect(readdirSync(home)).toEqual(['short'])
  })
})

describe('launchd says no:', () => {
  test('where nobody is logged in at the screen the file stays for the next login', async () => {
    const { world, set } = fakeMac()
    set('nobody')
    await expect(install(world)).rejects.toThrow(/nobody is logged in at the screen of this Mac/)
    expect(await statusOf(world)).toMatchObject({ state: 'off', port: 4317, reason: null })
    expect((await remove(world)).code).toBe(0)
    expect(await statusOf(world)).toMatchObject({ state: 'none' })
  })

  test('with a reason of its own', async () => {
    const { world, set } = fakeMac()
    set('refuses')
    await expect(install(world)).rejects.toThrow(
      'launchd did not take it: exit 119: Bootstrap failed: 119: Service is disabled',
    )
  })
})

describe('headroom agent status', () => {
  test('tells that there is none, with 1', async () => {
    const { code, text } = await status(fakeMac().world)
    expect([code, text]).toEqual([1, 'There is no agent: headroom agent install makes one.'])
  })

  test('tells that it runs, where, and never its token', async () => {
    const { world } = fakeMac()
    await install(world)
    const { code, text } = await status(world)
    expect(code).toBe(0)
    expect(text).toContain('It runs, as process 913.')
    expect(text).toContain('http://127.0.0.1:4317/\n')
    const { json } = await status(world, true)
    json.forEach((one) => expectPublished(one))
    expect(json).toEqual([
      {
        schema: 'headroom/agent/1',
        state: 'running',
        pid: 913,
        lastExitCode: null,
        reason: null,
        file: agentFolders(world).file,
        logFile: agentFolders(world).logFile,
        port: 4317,
        tokenFile: agentFolders(world).tokenFile,
        allowsActs: false,
        isThisHeadroom: true,
      },
    ])
    const token = readFileSync(agentFolders(world).tokenFile, 'utf8').trim()
    expect(`${text}${JSON.stringify(json)}`).not.toContain(token)
  })
})

describe('headroom agent status, where it is not as it should be,', () => {
  test('tells how it ended, and that launchd has it still', async () => {
    const { world, set } = fakeMac()
    await install(world)
    set('ended', '2')
    const { code, text } = await status(world)
    expect(code).toBe(1)
    expect(text).toContain('It does not run now; launchd has it; it ended last with 2.')
  })

  test('tells that it starts another Headroom, and that its file was changed', async () => {
    const { world } = fakeMac()
    await install(world)
    const moved = { ...world, command: ['/opt/node', '/opt/headroom.mjs'] as const }
    expect((await status(moved)).text).toContain('it starts another Headroom than this one')
    writeFileSync(agentFolders(world).file, 'something')
    expect((await status(world)).text).toContain('is not as Headroom writes it')
  })

  test('cannot tell where launchctl says something else, with 3', async () => {
    const { world, set } = fakeMac()
    set('broken')
    const { code, text } = await status(world)
    expect([code, text]).toEqual([
      3,
      expect.stringContaining('launchd does not say how it is: exit 64: Usage: launchctl'),
    ])
  })
})

describe('doctor', () => {
  test('names the agent: that there is none, where it serves, or how it ended', async () => {
    const { world, set } = fakeMac()
    const kindAndReason = async () =>
      (await agentAbilities(world)).map(({ kind, reason }) => [kind, reason])
    expect(await kindAndReason()).toEqual([
      ['absent', 'There is no agent: headroom agent install makes one.'],
    ])
    await install(world)
    expect(await kindAndReason()).toEqual([['ok', 'serves http://127.0.0.1:4317/']])
    set('ended', '2')
    expect(await kindAndReason()).toEqual([
      ['failed', 'It does not run now; launchd has it; it ended last with 2.'],
    ])
    set('ended', '0')
    expect((await kindAndReason())[0]?.[0]).toBe('absent')
    const linux = { ...world, host: { ...world.host, platform: 'linux' } }
    expect(await agentAbilities(linux)).toEqual([])
  })
})

describe('headroom agent remove', () => {
  test('ends it, and leaves nothing of it', async () => {
    const { world, loaded, home } = fakeMac()
    await install(world)
    expect((await remove(world)).printed).toEqual(['Removed: launchd does not start it any more.'])
    expect(loaded()).toBeNull()
    const left = readdirSync(home, { recursive: true, withFileTypes: true })
    expect(left.filter((entry) => !entry.isDirectory())).toEqual([])
    expect(left.map(({ name }) => name)).not.toContain('Headroom')
    expect(await remove(world)).toMatchObject({ code: 0, printed: ['There is none.'] })
  })

  test('leaves what others have made: a token that was given, a log beside its own', async () => {
    const { world, home } = fakeMac()
    const tokenFile = join(home, 'mine')
    await install(world, { tokenFile })
    const { logFolder } = agentFolders(world)
    mkdirSync(logFolder, { recursive: true })
    writeFileSync(join(logFolder, 'other.log'), '')
    expect((await remove(world)).printed).toContain(
      `the token that you gave it stays: ${tokenFile}`,
    )
    expect(readdirSync(logFolder)).toEqual(['other.log'])
    expect(statSync(tokenFile).isFile()).toBe(true)
  })
})
