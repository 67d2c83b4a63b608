/** Secrets of a day, one for each place where one could lie. None is anybody's. */
export const secrets = {
  typedKey: 'correct horse/battery+staple',
  environment: 'plantedEnvironment0Value1Of2A3Token4',
  argument: 'plantedArgument5Value6Of7A8Key9',
  looks: 'sk-planted0123456789ABCDEFGHIJ',
  hub: 'hf_plantedABCDEFGHIJ0123456789',
  git: 'ghp_planted0123456789ABCDEFGHIJKL',
  cloud: 'AKIAPLANTED012345678',
  web: 'eyJwbGFudGVkMTIz.eyJwbGFudGVkNDU2.c2lnbmVkUGxhbnRlZA',
  bearer: 'plantedBearer0987654321zyxw',
  address: 'plantedPasswordOfAnAddress42',
  prompt: 'my planted prompt about the diary',
  chat: 'another planted prompt, of ollama run',
  serial: 'C02PLANTEDXX',
  mail: 'planted.person@example.org',
  lan: '192.168.77.42',
  card: 'a4:83:e7:1b:77:42',
} as const

export const user = 'plantedperson'
export const machine = 'planted-macbook'
export const home = `/Users/${user}`

/** What a segment of the flight recorder would hold, if nothing had been taken out as it was written. */
export const plantedSegment = (): string =>
  [
    { schema: 'headroom/recording/1', platform: 'darwin', startedAt: '2026-11-22T10:00:00.000Z' },
    answer(
      'file',
      '/proc/7/cmdline',
      `llama-server\0--api-key\0${secrets.argument}\0-p\0${secrets.prompt}\0`,
    ),
    answer('file', '/proc/8/cmdline', `ollama\0run\0gemma3\0${secrets.chat}`),
    answer('file', '/proc/9/environ', `HF_TOKEN=${secrets.environment}\0HOME=${home}\0`),
    answer(
      'http',
      'GET http://127.0.0.1:8080/slots',
      JSON.stringify({
        status: 200,
        contentType: 'application/json',
        body: JSON.stringify([{ id: 0, prompt: secrets.prompt, n_ctx: 4096 }]),
      }),
    ),
    answer('command', '/usr/sbin/system_profiler', `"serial_number" : "${secrets.serial}"`),
    answer('log', `${home}/engine.log`, `Authorization: Bearer ${secrets.bearer}\nn_ctx = 8192\n`),
    answer(
      'command',
      '/usr/sbin/lsof',
      `TCP ${secrets.lan}:52111, host ${machine}.local, ${secrets.card}`,
    ),
    answer(
      'file',
      '/x',
      `GET /v1?authorization=${encodeURIComponent(`Bearer ${secrets.bearer}, ${secrets.web}`)}`,
    ),
    answer('file', '/y', Buffer.from(`HF_TOKEN=${secrets.hub}`).toString('base64')),
    answer('file', '/proc/meminfo', 'MemTotal: 32768000 kB\n'),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('') + '{"atMs":9,"kind":"fi'

const answer = (kind: string, key: string, text: string) => ({
  atMs: 5,
  kind,
  key,
  ok: true,
  text,
  tookMs: 1,
})

const inEveryWriting = (secret: string): readonly string[] => {
  const inJson = JSON.stringify(secret).slice(1, -1)
  return [
    secret,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('hex'),
  ]
}

/** What hides behind base64 and behind the encoding of an address. */
const uncovered = (text: string): string =>
  [
    text,
    ...(text.match(/[\w+/-]{16,}/g) ?? []).map((token) => Buffer.from(token, 'base64').toString()),
    text.replace(/(?:%[\da-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
    ),
  ].join('\n')

/** What stands in a text of all that was planted, however it is written. */
export const plantedIn = (text: string): readonly string[] => {
  const all = uncovered(text).toLowerCase()
  return Object.entries({ ...secrets, user, machine }).flatMap(([name, secret]) => {
    const wanted = inEveryWriting(secret).map((form) => form.toLowerCase())
    return wanted.some((form) => all.includes(form)) ? [name] : []
  })
}
