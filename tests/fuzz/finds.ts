/** Inputs that once came through, or took too long, each with what came of it; made as small as they could be. */
export interface Find {
  readonly subject: string
  readonly input: string
  readonly was: string
}

const endless = '9'.repeat(400)
const tooGreat = '9007199254740993'

const figures: readonly Find[] = [
  { subject: 'disk', input: '{"totalBytes":-1,"freeBytes":8}', was: 'a disk of -1 bytes' },
  {
    subject: 'machine',
    input: `{"distro":"","release":"","kernel":"","arch":"","manufacturer":"","brand":"","cores":${tooGreat}}`,
    was: 'as many cores as a number cannot hold',
  },
  {
    subject: 'meminfo',
    input:
      'MemTotal: 9199254740991 kB\nMemFree: 0 kB\nMemAvailable: 5 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\nAnonPages: 8 kB\n',
    was: 'bytes that do not add up any more',
  },
  { subject: 'nvidia-smi', input: ',9254740991,0,,,', was: 'bytes that do not add up any more' },
  { subject: 'nvidia-smi', input: `,0,5,,,${endless}`, was: 'a card without end of hot' },
  { subject: 'process-stat', input: '()S -1  0 0  0             0  4', was: 'a parent of -1' },
  { subject: 'mac-started', input: `${tooGreat} F Nov 2 0 6  x`, was: 'a pid that is another' },
  { subject: 'ps-job', input: `+ ${endless} 4`, was: 'a group of Infinity' },
  {
    subject: 'powermetrics-text',
    input: `Name  ID  CPU ms/s  %  (,)  (,)  U  t\nW ${tooGreat} 7 1 0 0 1 0 5 8\n\n`,
    was: 'a pid that is another',
  },
  { subject: 'printed-model', input: `print_info: n= ${endless}`, was: 'a figure of Infinity' },
  {
    subject: 'safetensors-digest',
    input: `{"kind":"safetensors","metadata":[],"tensors":[],"files":[{"name":"","dataOffsetBytes":${tooGreat},"fileBytes":2}],"config":{},"unknownTypes":[]}`,
    was: 'an offset that is another',
  },
  {
    subject: 'snoozes',
    input: `{"snoozes":[{"target":"swapping","span":"run","madeAtMs":7,"servers":[{"pid":${tooGreat},"startedAtMs":5}]}]}`,
    was: 'a pid that is another',
  },
  {
    subject: 'history-event',
    input: `{"kind":"load","stage":"loaded","tookMs":5,"needBytes":${tooGreat}}`,
    was: 'bytes that are others',
  },
  {
    subject: 'learnt',
    input:
      '{"limit":{"limitBytes":1e38,"atMs":5,"program":"","overrideBytes":null,"ramBytes":9,"macOsMajor":6}}',
    was: 'a limit beyond any machine, believed',
  },
]

/** As long as they may come. What grows with the square takes minutes of each. */
const long = 400_000

const times: readonly Find[] = [
  {
    subject: 'diagnostic-report',
    input: `{"bug_type":"210"}\n${JSON.stringify({ panicString: `panic\n${'a'.repeat(long)}` })}`,
    was: 'a panic that was looked through from each of its letters',
  },
  {
    subject: 'prometheus',
    input: `a{${'a'.repeat(long)}} 1`,
    was: 'a label that was looked through from each of its letters',
  },
  {
    subject: 'mac-started',
    input: `  812 Fri Nov 20 18:19:40 2026     a${' '.repeat(long)}a`,
    was: 'blanks that were counted from each of them',
  },
]

export const finds: readonly Find[] = [...figures, ...times]
