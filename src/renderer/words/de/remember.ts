import type { In } from '../texts.ts'

export const remember: In<'remember'> = {
  title: 'Was Headroom sich merkt',
  intro:
    'Alles bleibt auf diesem Rechner. Ausgeschaltet bleibt, was da ist, bis es unten gelöscht wird.',
  label: {
    keepsHistory: 'Verlauf 30 Tage lang behalten',
    recordsFlight: 'Die letzten zehn Minuten aufzeichnen',
    learns: 'Aus echten Ladevorgängen lernen',
  },
  on: {
    keepsHistory: 'Was gemessen wurde und was geschah; ältere Tage werden gröber.',
    recordsFlight:
      'Damit sich sagen lässt, was war, was auch immer Headroom oder diesen Rechner beendet.',
    learns: 'Was ein Modell hier wirklich gebraucht hat, verbessert seine Schätzung.',
  },
  off: {
    keepsHistory: 'Der Verlauf endet mit Headroom.',
    recordsFlight:
      'Nach einer Kernel Panic oder einem Stromausfall lässt sich nicht sagen, was vorher war.',
    learns: 'Schätzungen richten sich allein nach dem Modell und seiner Engine.',
  },
  now: '{{help}} Derzeit {{size}}.',
}
