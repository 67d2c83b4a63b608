import type { In } from '../texts.ts'

export const welcome: In<'welcome'> = {
  label: 'Einführung',
  at: '{{at}} von {{count}}',
  back: 'Zurück',
  next: 'Weiter',
  skip: 'Überspringen',
  done: 'Fertig',
  gauge: {
    title: 'Was die Anzeige bedeutet',
    style: {
      ring: 'Der Ring füllt sich wie der Speicher: Sein blasser Teil ist Platz für Modelle.',
      column: 'Die Säule füllt sich wie der Speicher: Ihr blasser Teil ist Platz für Modelle.',
      dial: 'Der Zeiger steigt, wie sich der Speicher füllt: Was vor ihm liegt, ist Platz für Modelle.',
    },
    beside: {
      room: 'Daneben steht, wie viel sie noch belegen können.',
      'in-use': 'Daneben steht, wie viel belegt ist.',
      'time-left': 'Daneben stehen die Minuten, die noch bleiben, wo der Platz zu Ende geht.',
    },
    inWindow: 'Sie steht in der Menüleiste; ein Klick darauf öffnet dieses Fenster.',
    inBrowser: 'Auf einem Mac steht sie in der Menüleiste; diese Seite hat dieselben Zeichen.',
    preview: 'Die Anzeige jetzt',
    alarm: 'ihre Karte sagt, was hilft',
  },
  alerts: {
    title: 'Gewarnt, bevor es fehlschlägt',
    what: 'Headroom warnt, bevor ein Modell nicht geladen werden kann, den Speicher sprengt oder der Rechner auszulagern beginnt, und sagt, was hilft.',
  },
  login: {
    title: 'Da, wenn es gebraucht wird',
    what: 'Headroom kann nur vor dem warnen, was es sieht: am besten ab der Anmeldung.',
    ready: 'Das ist alles. Die Einstellungen stehen am Fuß der Übersicht.',
  },
}
