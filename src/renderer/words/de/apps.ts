import type { In } from '../texts.ts'

export const apps: In<'apps'> = {
  title: 'Apps',
  region: 'Apps nach Speicher',
  memory: 'Speicher, {{kind}}',
  order: 'Reihenfolge der Apps',
  by: { memory: 'nach Speicher', gpu: 'nach GPU-Zeit' },
  showAll: 'Alle {{count}} zeigen',
  biggestOnly: 'Nur die größten zeigen',
  rest_one: '{{count}} weitere: {{size}}',
  rest_other: '{{count}} weitere: {{size}}',
  more_one: '{{count}} weiterer',
  more_other: '{{count}} weitere',
  processes_one: '{{count}} Prozess',
  processes_other: '{{count}} Prozesse',
  processesOfApp: '{{processes}} von {{name}}',
  processesOf: 'Prozesse von {{name}}',
  quitEnds: 'Damit endet auch: {{what}}',
  cannotQuit: 'Von hier nicht zu beenden: {{reason}}',
  rosettaMeans:
    'Ein Intel-Programm, von Rosetta übersetzt: Metal ist dafür ein anderes, langsameres Gerät',
  grows: 'Wächst: {{pace}}',
  shrinks: 'Schrumpft: {{pace}}',
  gpuMeans: 'Anteil an der Zeit der GPU',
}
