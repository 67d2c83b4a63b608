/*
 * What users and models write may stand anywhere in a line of a program. These are the signs of it: where one is there, the line
 * counts as theirs.
 */

/** Marks of chat templates, and templates themselves. */
const templates =
  /<\|[^|>\s]{1,40}\|>|<｜|\[\/?INST\]|<\/?(?:start|end)_of_turn>|<<SYS>>|\{\{|\{%|<\/?(?:think|tool_call|s)>/

/** A value that holds nobody's words: a number with its unit, yes or no, nothing. */
const plainValue =
  '(?:[-+]?[\\d.,]+(?:e[-+]?\\d+)?\\s?(?:%|[kKMGT]?i?B|ms|s|us|tokens?|tok|t/s)?(?=$|[\\s,;|)\\]}/])|(?:true|false|null|none|nil|yes|no|on|off)\\b|\\[\\]|\\{\\}|""|\'\'|$)'

/** Fields that hold what is asked and answered. */
const fields = new RegExp(
  '(?:^|[^a-z])(?:prompts?|messages?|contents?|quer(?:y|ies)|questions?|instructions?|completions?|responses?|answers?|repl(?:y|ies)|inputs?|outputs?|texts?|user|assistant|system|human|body|documents?|passages?|arguments|tool_calls?|captions?|transcripts?|transcription|utterance|stop|suffix|conversation|history|chat|input_value)' +
    `["'\`]?\\s{0,4}(?::|=(?!=))\\s{0,4}(?!${plainValue})\\S`,
  'i',
)

/** A document, or a piece of one: its strings may be anybody's. */
const json =
  /\{\s{0,4}(?:\\?["']|\w{1,40}:\s)|\[\s{0,4}(?:\{|\\?["'])|\\?"\w{1,60}\\?":\s{0,4}\\?["[{]/

/** Programs speak English; names of files in other writing are rare enough to be hidden with the rest. */
const otherWriting = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]/u

/** Somebody's sentence in quotes: `unexpected input 'tell me about …'`. Names of models and options have fewer spaces. */
const quotedSentence = /(?<![\p{L}\d])["'`“‘](?:[^"'`“”‘’\s]{1,60}\s){5}/u

/** What is searched for stands in an address. */
const addressQuery = /\/[^\s"?]{0,400}\?[^\s"=]{1,100}=/

/** What a program in Go says of itself, as a constant of its own: Ollama. */
const goMessage =
  /(?<=\bsource=[\w./-]{1,80}\.go:\d{1,6} (?:.{0,200} )?)(?:msg|error|err)="(?:[^"\\]|\\.){0,400}"/g

/** A token of a vocabulary, by its name. */
const namedToken = /(['"`])<[^\s'"`]{1,40}>\1/g

/** What was said, and when: [00:00:00.000 --> 00:00:05.000], [0.00s -> 5.00s] */
const speech = /\[ ?[\d:.]{1,20}s? ?--?> ?[\d:.]{1,20}s? ?\]/

export const holdsTemplate = (text: string): boolean =>
  templates.test(text.includes('<') ? text.replaceAll(namedToken, '') : text)

export function holdsFreeText(text: string): boolean {
  if (holdsTemplate(text) || fields.test(text) || json.test(text)) return true
  if (speech.test(text)) return true
  if (otherWriting.test(text) || addressQuery.test(text)) return true
  return quotedSentence.test(text.includes('.go:') ? text.replaceAll(goMessage, '') : text)
}
