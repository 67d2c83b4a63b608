import type { In } from '../texts.ts'

export const remember: In<'remember'> = {
  title: 'Was Headroom sich merkt',
  intro: 'Ausschalten löscht nichts: Was schon da ist, bleibt, bis es unten gelöscht wird.',
  label: {
    keepsHistory: 'Verlauf 30 Tage lang behalten',
    recordsFlight: 'Die letzten zehn Minuten aufzeichnen',
    learns: 'Aus echten Ladevorgängen lernen',
  },
  on: {
    keepsHistory: 'Was gemessen wurde und was geschah; ältere Tage werden gröber.',
    recordsFlight: 'Nach einer Kernel Panic oder einem Stromausfall zeigen sie, was vorher war.',
    learns: 'Was ein Modell hier wirklich gebraucht hat, verbessert seine Schätzung.',
  },
  off: {
    keepsHistory: 'Der Verlauf endet mit Headroom.',
    recordsFlight: 'Nach einer Kernel Panic oder einem Stromausfall zeigt nichts, was vorher war.',
    learns: 'Schätzungen richten sich allein nach dem Modell und seiner Engine.',
  },
  now: '{{help}} Derzeit {{size}}.',
}
