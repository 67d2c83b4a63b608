import type { In } from '../texts.ts'

export const diagnosis: In<'diagnosis'> = {
  title: 'Befunde',
  found: 'Gefunden',
  count_one: '{{count}} Befund',
  count_other: '{{count}} Befunde',
  countOf_one: '{{found}} von {{count}} Befund',
  countOf_other: '{{found}} von {{count}} Befunden',
  noneLikeThis: 'Kein Befund passt dazu.',
  showAll: 'Alle zeigen',
  none: 'Im Moment liegt kein Fehler vor.',
  looksFor:
    'Headroom liest die Protokolle der Engines, die es kennt, und beobachtet den Rechner. Hier würde es melden:',
  gone: 'Der Befund, zu dem dies führte, besteht nicht mehr',
  search: 'Befunde durchsuchen',
  kind: 'Art',
  allKinds: 'Alle Arten',
  program: 'Programm',
  allPrograms: 'Alle Programme',
  since: 'seit {{span}}',
  snoozed: 'stummgeschaltet',
}
