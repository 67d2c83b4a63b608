import type { RuleId } from './alert.ts'

/** What each rule watches for, in a few words for people. */
export const watchesFor: Readonly<Record<RuleId, string>> = {
  'will-not-fit': 'a load that is under way needs more than there is',
  'running-out': 'room ends soon at the pace of now',
  'past-limit': 'models hold more than the GPU may use',
  pressure: 'the kernel is close to its own lines, or past them',
  swapping: 'a load pushes memory into swap',
  'memory-hog': 'an app holds much of the memory, or grows fast',
  'gpu-hog': 'another app takes the GPU while a model generates',
  'stranded-memory': 'wired memory is left behind by a process that has ended',
  'idle-model': 'an idle model holds memory while room is short',
  failure: 'a log tells of a failure',
  'off-gpu': 'a model works on the CPU, or its program under Rosetta',
  context: 'a context is nearly full, or a prompt is longer than it',
  thermal: 'heat slows the machine down',
  'swap-disk': 'the volume that swap grows on is nearly full',
  'source-lost': 'something that Headroom asks does not answer any more',
  'good-news': 'memory is back, or a model is loaded',
}
