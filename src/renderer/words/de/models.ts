import type { In } from '../texts.ts'

export const models: In<'models'> = {
  title: 'Modelle',
  more_one: '{{count}} weiteres',
  more_other: '{{count}} weitere',
  nameIn: '{{name}} in {{server}}',
  asOf: 'Stand vor {{span}}',
  recorded: 'aus einer Aufzeichnung: hier nicht zu entladen',
  waiting: 'Engines und ihre Modelle werden gesucht …',
  noneLoaded: 'Kein Modell geladen',
  noEngine: 'Keine Engine läuft',
  looksFor:
    'Headroom findet Ollama, LM Studio, llama.cpp, MLX, vLLM, ComfyUI und andere von selbst, sobald sie starten.',
  whatFits: 'Was jetzt passt',
  contextOf: 'Kontext von {{name}}',
  quitToFree: '{{server}} beenden, um {{name}} freizugeben',
  quitItsServer: '{{server}} beenden, um es freizugeben',
  cannotUnload: 'von hier nicht zu entladen: {{reason}}',
  sharesFile: 'teilt seine Datei mit einem anderen Server',
  isRemote: 'läuft auf einem anderen Rechner',
  origin: {
    reported: 'gemeldet',
    log: 'Log',
    argv: 'Datei',
    estimated: 'geschätzt',
    process: 'Prozess',
    weights: 'nur Gewichte',
  },
  holds: 'hält {{size}}',
  enterKey: 'Schlüssel eingeben',
  enterKeyFor: 'Schlüssel eingeben für {{server}}',
  keyFor: 'Schlüssel für {{server}}',
  useKey: 'Schlüssel verwenden',
  howToEnterKey:
    'der Schlüssel lässt sich hier eingeben, wo Headroom so läuft: headroom serve --allow-acts',
  key: {
    given: 'Schlüssel übergeben, noch nicht angenommen',
    refused: 'der Server lehnt diesen Schlüssel ab',
  },
  keyTrouble: {
    none: 'kein Schlüssel eingegeben',
    tooLong: 'ein Schlüssel hat höchstens {{most}} Zeichen',
    otherSigns:
      'ein Schlüssel besteht nur aus einfachen Buchstaben, Ziffern und Zeichen, ohne Leerzeichen',
  },
}
